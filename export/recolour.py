"""A painting in other colours than those of its style; ``web/src/saving/recolour.ts`` computes the same.

The strength comes after: it mixes the photo with the painting in these colours.
"""

from __future__ import annotations

import numpy as np

from export.pictures import to_bytes, to_float
from export.strength import matched

# Whose colours a painting has: as it was painted; the photo's chroma; its own, moved to where the photo's are.
COLOURS = ("style", "photo", "matched")
# Brightness of a colour (ITU-R BT.601, as in JPEG).
LUMA = np.array([0.299, 0.587, 0.114], "float32")
# Deviation below which the painting's colours count as one: those of an ink drawing would else be stretched so far
# that every unevenness of the paper became a colour.
LEAST_DEVIATION = 4 / 255


def recoloured(photo: np.ndarray, painting: np.ndarray, colours: str) -> np.ndarray:
    """The painting in one of COLOURS; float32 [H, W, 3] in 0..1, both of one size."""
    if colours == "style":
        return painting
    # As the browser has it: in bytes, before anything is stretched.
    painting = to_float(to_bytes(painting))
    if colours == "photo":
        lighter = (painting - photo) @ LUMA
        changed = np.clip(photo + lighter[..., None], 0, 1)
    else:
        changed = matched(painting, photo, LEAST_DEVIATION)
    # Bytes again, for the statistics that the strength takes of it.
    return to_float(to_bytes(changed.astype("float32")))
