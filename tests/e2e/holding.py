"""Holds back what a page asks of its workers: what is seen meanwhile can be looked at for as long as it takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

# Lets the first requests of this kind pass and keeps the others, until they are let go.
HOLD = """
([type, passing]) => {
  const post = Worker.prototype.postMessage;
  const held = [];
  let left = passing;
  Worker.prototype.postMessage = function (message, ...more) {
    if (message?.type === type && left-- <= 0) held.push(() => post.call(this, message, ...more));
    else post.call(this, message, ...more);
  };
  window.letGo = () => {
    Worker.prototype.postMessage = post;
    held.splice(0).forEach((send) => send());
  };
}
"""


@contextmanager
def held(page: Page, kind: str, passing: int = 0) -> Iterator[None]:
    """Workers get no request of this kind until the block ends, but the first ones."""
    page.evaluate(HOLD, [kind, passing])
    yield
    page.evaluate("window.letGo()")
