"""Opens the bench page in a Chromium: one page for each back end, without the isolation that threads need."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright

REPOSITORY = Path(__file__).resolve().parents[2]
BUILT = REPOSITORY / ".easel" / "bench"

CHROMIUM_ARGUMENTS = [
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # A software adapter on a busy machine may take longer than a GPU that hangs.
    "--disable-gpu-watchdog",
]

# A canvas of WebGPU needs a browser that draws with Vulkan as well; with less its GPU process crashes. Such a browser
# would scale 2D canvases with the GPU too, up to 3 of 255 off: the networks would see other frames than elsewhere.
WEBGPU_ARGUMENTS = [
    "--enable-features=Vulkan",
    "--use-vulkan=swiftshader",
    "--use-angle=swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-accelerated-2d-canvas",
]


def build() -> None:
    """Build the bench page into `.easel/bench`."""
    vite = REPOSITORY / "node_modules" / "vite" / "bin" / "vite.js"
    configuration = REPOSITORY / "tests" / "bench" / "vite.config.ts"
    subprocess.run(
        ["node", str(vite), "build", "--config", str(configuration)], check=True, cwd=REPOSITORY, stdout=sys.stderr
    )


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each of them; what lies under some addresses from folders of their own."""

    folders: Mapping[str, Path] = {}

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def translate_path(self, path: str) -> str:
        for address, folder in self.folders.items():
            if path.startswith(address):
                # Built as the server builds it, so that no address leads out of the folder.
                own = Path(super().translate_path(path)).relative_to(Path(self.directory) / address.strip("/"))
                return str(folder / own)
        return super().translate_path(path)


@contextmanager
def serving(peer: Path | None = None, models: Path | None = None) -> Iterator[str]:
    """Serve the built page, with a peer's folder as /peer/, and networks other than Easel's; answers the address."""
    folders = {"/peer/": peer, "/models/": models}
    handler = type("Handler", (_Quiet,), {"folders": {name: folder for name, folder in folders.items() if folder}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(BUILT)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def launch(playwright: Playwright, backend: str, more: Sequence[str] = ()) -> Browser:
    """The Chromium that EASEL_CHROMIUM names, else Playwright's own, such that it can run this back end."""
    chromium = os.environ.get("EASEL_CHROMIUM") or None
    arguments = [*CHROMIUM_ARGUMENTS, *(WEBGPU_ARGUMENTS if backend == "webgpu" else []), *more]
    return playwright.chromium.launch(executable_path=chromium, args=arguments)


def open_page(browser: Browser, address: str, timeout_ms: int = 600_000) -> Page:
    """The bench page in a fresh profile; what it complains about is printed."""
    page = browser.new_page()
    page.set_default_timeout(timeout_ms)

    def complain(message: ConsoleMessage) -> None:
        if message.type == "error":
            print(f"page: {message.text}")

    page.on("console", complain)
    page.on("pageerror", lambda error: print(f"page: {error}"))
    page.goto(f"{address}/index.html")
    page.wait_for_function("() => typeof bench === 'object'")
    return page
