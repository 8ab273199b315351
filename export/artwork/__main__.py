"""Paints the sample photographs, style pictures and icons of the app.

python -m export.artwork                          all of them, into web/public
python -m export.artwork --only night --only lake --out /elsewhere
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from export.artwork.catalogue import SAMPLES, STYLES
from export.artwork.files import write, write_lists
from export.artwork.icons import write_icons


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; the exit status."""
    names = [picture.id for picture in (*SAMPLES, *STYLES)]
    parser = argparse.ArgumentParser(
        prog="python -m export.artwork", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument(
        "--out", type=Path, default=Path("web/public"), help="folder that gets samples/, styles/ and icons/"
    )
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=f"one of: {', '.join(names)}")
    options = parser.parse_args(arguments)
    for picture in (*SAMPLES, *STYLES):
        if options.only and picture.id not in options.only:
            continue
        begin = time.monotonic()
        paths = write(picture, options.out)
        size, spent = paths[0].stat().st_size / 1000, time.monotonic() - begin
        print(f"{picture.id:15} {picture.width} x {picture.height} {size:5.0f} kB {spent:6.1f} s", flush=True)
    write_lists(options.out)
    if not options.only:
        write_icons(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
