"""``python -m export COMMAND``: train, measure and export Easel's networks. ``--help`` lists the commands."""

import argparse
import importlib
import sys

COMMANDS = {
    "train": "train the style encoder and the style transformer",
    "distil": "train the distilled encoder, a small VGG-19",
    "deepen": "begin the upper layers of the distilled encoder from VGG-19's",
    "pack": "pack pictures and weights for training on another machine",
    "adopt": "make a run's networks the ones that Easel ships",
    "tfjs": "export the networks to TensorFlow.js",
    "gallery": "make the gallery of styles: vectors and painted thumbnails",
    "stylize": "stylise one picture, as the browser does",
    "optimise": "paint one picture by optimisation, as the studio in the browser does",
    "contest": "compare what the distilled encoder and VGG-19 make by optimisation",
    "evaluate": "score networks or finished pictures",
    "sheet": "put results side by side in one picture",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; errors that a user can mend are one line on stderr and exit status 2."""
    parser = argparse.ArgumentParser(prog="python -m export", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    arguments = sys.argv[1:] if arguments is None else arguments
    named = next((word for word in arguments if word in COMMANDS), None)
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(name, help=summary)
        # Only the command that runs is imported: --help and wrong words answer at once.
        if name == named:
            module = importlib.import_module(f"export.{name}")
            sub.description = module.__doc__
            sub.formatter_class = argparse.RawDescriptionHelpFormatter
            module.add_arguments(sub)
    options = parser.parse_args(arguments)
    try:
        status: int = module.run(options)
    except ValueError as reason:
        # This package's own errors are kinds of ValueError, each with a message for the user.
        if type(reason) is ValueError:
            raise
        print(f"error: {reason}", file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main())
