"""`npm start` and `npm test` say in a sentence what a machine lacks, and repeat no work that is done."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

NODE = shutil.which("node")

pytestmark = [
    pytest.mark.skipif(NODE is None, reason="needs Node.js"),
    pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins for Python are shell scripts"),
]


def javascript(repository: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a module's code in the root folder with only these variables in the environment."""
    assert NODE is not None
    return subprocess.run(
        [NODE, "--input-type=module", "--eval", code],
        cwd=repository,
        env={"HOME": os.environ.get("HOME", "/"), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def pretend_python(folder: Path, name: str, version: str) -> None:
    """Put a command into `folder` that answers as an interpreter of this version would."""
    command = folder / name
    command.write_text(f"#!/bin/sh\nprintf '%s\\n' {version} /pretend/{name}\n")
    command.chmod(command.stat().st_mode | stat.S_IEXEC)


def find_python(repository: Path, folder: Path, newest: str, **more: str) -> subprocess.CompletedProcess[str]:
    code = f"""
        import {{ findPython }} from './server/setup/python.mjs';
        import {{ runMain }} from './server/setup/unready.mjs';
        await runMain(async () => {{
          console.log(JSON.stringify(await findPython(11, {newest}, 'Easel needs Python.')));
          return 0;
        }});
    """
    return javascript(repository, code, PATH=str(folder), **more)


def test_no_python_is_said_in_a_sentence(repository: Path, tmp_path: Path) -> None:
    ended = find_python(repository, tmp_path, "Infinity")
    assert ended.returncode == 1
    assert "Easel needs Python. No Python was found." in ended.stderr
    assert "EASEL_PYTHON" in ended.stderr and "    at " not in ended.stderr


def test_old_python_is_named(repository: Path, tmp_path: Path) -> None:
    pretend_python(tmp_path, "python3", "3 9")
    pretend_python(tmp_path, "python", "2 7")
    ended = find_python(repository, tmp_path, "Infinity")
    assert ended.returncode == 1
    assert "Found only 3.9 (/pretend/python3)." in ended.stderr


@pytest.mark.parametrize(
    ("newest", "chosen"),
    [("Infinity", {"minor": 14, "executable": "/pretend/python3"}), ("12", None)],
)
def test_newer_python_serves_but_has_no_tensorflow(
    repository: Path, tmp_path: Path, newest: str, chosen: dict[str, object] | None
) -> None:
    pretend_python(tmp_path, "python3", "3 14")
    ended = find_python(repository, tmp_path, newest)
    if chosen is None:
        assert ended.returncode == 1 and "3.14" in ended.stderr
    else:
        assert json.loads(ended.stdout) == chosen


def test_a_version_that_has_tensorflow_comes_first(repository: Path, tmp_path: Path) -> None:
    pretend_python(tmp_path, "python3", "3 14")
    pretend_python(tmp_path, "python3.11", "3 11")
    assert json.loads(find_python(repository, tmp_path, "Infinity").stdout)["minor"] == 11
    pretend_python(tmp_path, "python3.12", "3 12")
    assert json.loads(find_python(repository, tmp_path, "Infinity").stdout)["minor"] == 12
    named = {"EASEL_PYTHON": str(tmp_path / "python3")}
    assert json.loads(find_python(repository, tmp_path, "Infinity", **named).stdout)["minor"] == 14


@pytest.mark.parametrize(
    ("version", "good"),
    [
        ("18.20.4", False),
        ("20.18.3", False),
        ("20.19.0", True),
        ("20.20.2", True),
        ("21.7.3", False),
        ("22.11.0", False),
        ("22.12.0", True),
        ("23.0.0", True),
        ("24.1.0", True),
    ],
)
def test_node_version(repository: Path, version: str, good: bool) -> None:
    code = f"""
        import {{ checkNode, runMain }} from './server/setup/unready.mjs';
        await runMain(async () => {{ checkNode('{version}'); return 0; }});
    """
    ended = javascript(repository, code)
    assert (ended.returncode == 0) == good
    if not good:
        assert f"Node.js 20.19, 22.12 or newer, and this is {version}" in ended.stderr


def test_hash_follows_names_and_contents(repository: Path, tmp_path: Path) -> None:
    shutil.copytree(repository / "server" / "setup", tmp_path / "server" / "setup")
    site = tmp_path / "web"
    (site / "dist").mkdir(parents=True)
    (site / "a.txt").write_text("one")

    def current() -> str:
        code = """
            import { hashOf } from './server/setup/stamp.mjs';
            console.log(hashOf(['web', 'missing'], ['web/dist']));
        """
        return javascript(tmp_path, code).stdout

    first = current()
    assert len(first.strip()) == 64
    (site / "dist" / "built.txt").write_text("left out")
    assert current() == first
    (site / "a.txt").write_text("two")
    second = current()
    assert second != first
    (site / "a.txt").rename(site / "b.txt")
    assert current() not in (first, second)


def test_stamp_is_remembered_by_value(repository: Path, tmp_path: Path) -> None:
    shutil.copytree(repository / "server" / "setup", tmp_path / "server" / "setup")
    code = """
        import { isStamped, stamp } from './server/setup/stamp.mjs';
        const before = isStamped('site', 'a');
        stamp('site', 'a');
        console.log(before, isStamped('site', 'a'), isStamped('site', 'b'), isStamped('other', 'a'));
    """
    assert javascript(tmp_path, code).stdout.split() == ["false", "true", "false", "false"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--only", "nothing"], "There is no step named nothing."),
        (["--fast"], "Usage: npm test"),
        (["--only"], "Usage: npm test"),
    ],
)
def test_npm_test_explains_its_arguments(repository: Path, arguments: list[str], sentence: str) -> None:
    assert NODE is not None
    ended = subprocess.run(
        [NODE, "tests/run.mjs", *arguments], cwd=repository, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert sentence in ended.stderr and "    at " not in ended.stderr
