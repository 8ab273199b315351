"""``manifest.json``: what each exported network is, what it takes and gives, and the checksum of its files."""

import hashlib
import json
from pathlib import Path
from typing import Any

from export.graph import ServedNetwork

FORMAT = 1
LICENCES = {
    "encoder-distilled": "MIT (this repository), distilled from VGG-19 (CC BY 4.0, K. Simonyan, A. Zisserman)",
    "style-encoder": "MIT (this repository)",
    "style-transformer": "MIT (this repository)",
    "style-transformer-live": "MIT (this repository)",
    "vgg19": "CC BY 4.0 (K. Simonyan, A. Zisserman)",
}


def add(models: Path, name: str, served: ServedNetwork, precision: str, run: dict[str, Any]) -> None:
    """Enter the network exported to ``models/name`` into ``models/manifest.json``; other entries stay."""
    path = models / "manifest.json"
    content: dict[str, Any] = json.loads(path.read_text()) if path.is_file() else {"format": FORMAT, "networks": {}}
    files = sorted((models / name).iterdir())
    model = json.loads((models / name / "model.json").read_text())
    content["networks"][name] = {
        "file": f"{name}/model.json",
        "bytes": sum(file.stat().st_size for file in files),
        "sha256": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
        "parameters": int(served.network.count_params()),
        "multiplyAdds512": served.multiply_adds(512),
        "precision": precision,
        "inputs": _described(model["signature"]["inputs"]),
        "outputs": _described(model["signature"]["outputs"]),
        "licence": LICENCES[name],
        "run": run,
    }
    content["networks"] = dict(sorted(content["networks"].items()))
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def keep_only(models: Path, known: set[str], kept: set[str]) -> None:
    """Take out of the manifest, and from the disk, the networks among ``known`` that are not ``kept``."""
    path = models / "manifest.json"
    if not path.is_file():
        return
    content = json.loads(path.read_text())
    for name in (known - kept) & set(content["networks"]):
        del content["networks"][name]
        for file in (models / name).iterdir():
            file.unlink()
        (models / name).rmdir()
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _described(entries: dict[str, Any]) -> dict[str, Any]:
    """Signature entries of a graph model as {name: {dtype, shape}}; an open dimension is null."""
    described = {}
    for name, entry in entries.items():
        sizes = [int(dimension["size"]) for dimension in entry["tensorShape"].get("dim", [])]
        described[name] = {"dtype": "float32", "shape": [None if size < 0 else size for size in sizes]}
    return described
