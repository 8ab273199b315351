"""``python -m export contest``: both encoders optimise the same start, and VGG-19 judges what comes of it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from export.__main__ import main
from export.optimise_settings import OptimiseSettings, changed, read_settings, write_settings
from export.pictures import read_picture
from tests.python.conftest import small_vgg

FAST = ["--pairs", "1", "--size", "64", "--steps", "3"]


def test_the_command(tmp_path: Path, folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    content, style = folders
    np.savez(tmp_path / "vgg.npz", **small_vgg(divide=1))
    out = tmp_path / "out"
    words = ["contest", "--content", str(content), "--style", str(style), "--vgg", str(tmp_path / "vgg.npz")]
    assert main([*words, "--out", str(out), *FAST]) == 0
    said = capsys.readouterr().out
    start, best, found, ratio = (float(word) for word in re.findall(r"^photo0 .*", said, re.MULTILINE)[0].split()[2:])
    assert best < start
    assert found != best
    assert ratio == pytest.approx(found / best, abs=0.01)
    usual = changed(OptimiseSettings(), encoder="vgg19", stages=1, size=64, steps=3, preview_every=1, views=1)
    assert read_settings(out / "settings.json") == usual

    # VGG-19's picture is kept, and not made again.
    kept = out / "photo0__painting0.png"
    made = kept.stat().st_mtime_ns
    distilled = read_picture(kept.with_suffix(".distilled.png"))
    assert main([*words, "--out", str(out), *FAST]) == 0
    assert kept.stat().st_mtime_ns == made
    np.testing.assert_array_equal(read_picture(kept.with_suffix(".distilled.png")), distilled)

    own = tmp_path / "own.json"
    write_settings(own, changed(OptimiseSettings(), style_weight=10.0))
    capsys.readouterr()
    assert main([*words, "--out", str(out), *FAST, "--settings", str(own)]) == 2
    assert "give another --out" in capsys.readouterr().err
    assert main([*words, "--out", str(tmp_path / "other"), *FAST, "--settings", str(own)]) == 0
    assert read_settings(tmp_path / "other" / "settings.json").style_weight == 10.0
