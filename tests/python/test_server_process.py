"""`python -m server` says what keeps it from serving, and ends without noise."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.__main__ import _stop
from server.app import SiteMissing, create_app
from tests.serving import Site, free_port, serving


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The least that can be served."""
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Easel</title>")
    return folder


@pytest.fixture
def live(site: Path) -> Iterator[Site]:
    with serving(site) as running:
        yield running


def test_missing_build_says_how_to_build(tmp_path: Path) -> None:
    with pytest.raises(SiteMissing, match="npm start"):
        create_app(tmp_path)
    ended = run_server("--site", str(tmp_path))
    assert ended.returncode == 1
    assert "npm run build" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("value", ["0", "65536", "-1", "eighty", "80.5", "8000 ", "²"])
def test_port_that_is_none_is_named(value: str) -> None:
    ended = run_server("--check-port", port=value)
    assert ended.returncode == 1
    assert "EASEL_PORT" in ended.stderr and "1 to 65535" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_taken_port_is_named(live: Site, site: Path) -> None:
    for arguments in (["--check-port"], ["--site", str(site)]):
        ended = run_server(*arguments, port=str(live.port))
        assert ended.returncode == 1
        assert f"Port {live.port} is taken" in ended.stderr and "EASEL_PORT=" in ended.stderr
        assert "Traceback" not in ended.stderr


def test_free_port_passes_the_check() -> None:
    ended = run_server("--check-port", port=str(free_port()))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a signal")
def test_interrupt_ends_it_quietly(site: Path) -> None:
    with serving(site) as running:
        # Twice, as a terminal and `npm start` both send one.
        running.process.send_signal(signal.SIGINT)
        running.process.send_signal(signal.SIGINT)
        _, errors = running.process.communicate(timeout=60)
        assert (running.process.returncode, errors) == (0, "")


def test_a_second_interrupt_does_not_break_off_the_end() -> None:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with pytest.raises(SystemExit) as ended:
            _stop(signal.SIGINT, None)
        assert ended.value.code == 0
        assert {signal.getsignal(number) for number in handlers} == {signal.SIG_IGN}
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def run_server(*arguments: str, port: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run `python -m server` to its end."""
    environment = {**os.environ, "EASEL_PORT": port if port is not None else str(free_port())}
    return subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
