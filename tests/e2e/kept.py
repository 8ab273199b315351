"""What the app keeps in the browser's own databases, which no button shows."""

from __future__ import annotations

from playwright.sync_api import Page

LOOK = """
async ([name, store, key, path]) => {
  // To open one that is not there would make it.
  if (!(await indexedDB.databases()).some((found) => found.name === name)) return null;
  const answer = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await answer(indexedDB.open(name));
  const objects = database.transaction(store).objectStore(store);
  const found = await answer(key === null ? objects.getAll() : objects.get(key));
  database.close();
  return path.reduce((value, step) => value?.[step], found) ?? null;
}
"""


def kept(page: Page, database: str, store: str, key: str | None, *path: str | int) -> object:
    """What lies at ``path`` in the value under ``key``, or in the list of all values; None where nothing does."""
    found: object = page.evaluate(LOOK, [database, store, key, list(path)])
    return found


def wait_until_kept(page: Page, wanted: object, database: str, store: str, key: str | None, *path: str | int) -> None:
    """Wait until ``kept`` is ``wanted``."""
    # `wait_for_function` takes the promise of an asynchronous function for true, and would wait for nothing.
    for _ in range(600):
        if (found := kept(page, database, store, key, *path)) == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{database} has {found} there instead of {wanted}")
