"""``python -m export tfjs``: export the networks as TensorFlow.js graph models and write their manifest.

    python -m export tfjs                                  the style networks, float16, into web/public/models
    python -m export tfjs distilled                        the distilled encoder of the optimisation studio
    python -m export tfjs vgg19 --weights vgg19.npz --taps relu1_1 relu2_1 relu3_1 relu4_1 relu4_2

What is trained here comes from ``--weights`` (default: the networks in export/weights). Each exported graph
is read back, run, and compared with TensorFlow on real pictures.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

from export import manifest
from export.checkpoint import read_record
from export.comparison import compare, print_table
from export.graph import ServedNetwork
from export.networks import MappedEncoder, Vgg19
from export.networks.vgg19 import TAPS, read_weights
from export.pictures import list_pictures, read_picture, to_float
from export.signature import name_signature
from export.trained import WEIGHTS, read_distilled, read_live, read_networks

MODELS = Path(__file__).parents[1] / "web" / "public" / "models"
SAMPLES = Path(__file__).parents[1] / "web" / "public" / "samples"
STYLE_NETWORKS = {"style-encoder", "style-transformer", "style-transformer-live"}
SHARD_BYTES = 4_000_000
PRECISIONS = ("float32", "float16", "uint8")
# Greatest difference of values in 0..1; VGG-19's features and style vectors are compared relative to their size.
TOLERANCE = {"float32": 1e-4, "float16": 1 / 255, "uint8": 0.1}


class ExportError(ValueError):
    """An exported network differs from the one in TensorFlow."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("which", nargs="?", choices=("style", "distilled", "vgg19", "all"), default="style")
    parser.add_argument("--weights", help="a checkpoint folder; vgg19: .npz, .h5 or 'imagenet' (the default)")
    parser.add_argument("--vgg", default="imagenet", help="with 'all': the weights of VGG-19")
    parser.add_argument("--taps", nargs="+", default=list(TAPS), metavar="TAP", help="outputs of VGG-19 (all)")
    parser.add_argument("--precision", choices=PRECISIONS, default="float16")
    parser.add_argument("--out", type=Path, default=MODELS)
    parser.add_argument("--pictures", type=Path, default=SAMPLES, help="pictures for the comparison with TensorFlow")


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises what the modules it uses raise."""
    networks: dict[str, tuple[keras.Model, dict[str, Any]]] = {}
    folder = Path(options.weights) if options.weights and options.which in ("style", "distilled") else WEIGHTS
    if options.which in ("style", "all"):
        encoder, transformer, training_run = read_networks(folder)
        networks |= {
            "style-encoder": (encoder, training_run),
            "style-transformer": (transformer, training_run),
        }
        if live := read_live(folder):
            networks["style-transformer-live"] = live
        manifest.keep_only(options.out, STYLE_NETWORKS, set(networks))
    if options.which in ("distilled", "all"):
        networks["encoder-distilled"] = MappedEncoder(read_distilled(folder)), read_record(folder, "distilled")
    if options.which in ("vgg19", "all"):
        source = (options.weights if options.which == "vgg19" else None) or options.vgg
        vgg = Vgg19(taps=tuple(options.taps)).load(read_weights(source))
        networks["vgg19"] = (
            vgg,
            {"weights": "Simonyan and Zisserman, ImageNet", "source": Path(source).name},
        )
    pictures = [to_float(read_picture(path))[None] for path in list_pictures(options.pictures)[:3]]
    rows = []
    for name, (network, training_run) in networks.items():
        served = ServedNetwork(network)
        export_network(served, options.out / name, options.precision)
        manifest.add(options.out, name, served, options.precision, training_run)
        rows += compare(name, served, options.out / name / "model.json", pictures)
    print_table(rows, options.precision, TOLERANCE[options.precision])
    if wrong := [row for row in rows if row.difference > TOLERANCE[options.precision]]:
        raise ExportError(f"{len(wrong)} exported outputs differ from TensorFlow by more than allowed.")
    return 0


def export_network(served: ServedNetwork, folder: Path, precision: str = "float16") -> None:
    """Write a TF.js graph model: ``model.json`` and shards below 4 MB; the same bytes from run to run."""
    from tensorflowjs.converters.tf_saved_model_conversion_v2 import convert_tf_saved_model

    quantisation = {} if precision == "float32" else {precision: "*"}
    for stale in folder.glob("*") if folder.is_dir() else []:
        stale.unlink()
    with tempfile.TemporaryDirectory() as saved:
        tf.saved_model.save(served, saved, signatures={"serving_default": served.serve})
        convert_tf_saved_model(
            saved,
            str(folder),
            quantization_dtype_map=quantisation,
            weight_shard_size_bytes=SHARD_BYTES,
        )
    name_signature(folder / "model.json", [spec.name for spec in served.inputs], served.outputs)
    written = json.loads((folder / "model.json").read_text())
    assert written["format"] == "graph-model"
