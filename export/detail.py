"""The size at which the network sees a photo: strokes have a size in pixels, so on a smaller one they are larger.

``web/src/studio/detail.ts`` has the same sizes, and ``web/src/saving/scaledRows.ts`` the same way back.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from export.pictures import scale, to_bytes, to_float

# Of the photo's sides.
DETAILS = {"coarse": 0.5, "medium": 0.75, "fine": 1.0, "finest": 1.5}
# No side that the network sees is shorter, and none that was made larger is longer.
SHORTEST = 32
LONGEST = 2048


def allowed(height: int, width: int) -> list[str]:
    """The details that a photo of this size can be painted in; "fine" is always among them."""
    return [
        name
        for name, share in DETAILS.items()
        if share == 1
        or (share < 1 and min(height, width) * share >= SHORTEST)
        or (share > 1 and max(height, width) * share <= LONGEST)
    ]


def as_seen(photo: np.ndarray, detail: str) -> np.ndarray:
    """The photo, float32 [H, W, 3] in 0..1, at the size at which the network sees it; its own if need be."""
    height, width = photo.shape[:2]
    share = DETAILS[detail] if detail in allowed(height, width) else 1.0
    if share == 1:
        return photo
    # As JavaScript's Math.round does.
    seen_width, seen_height = (int(np.floor(side * share + 0.5)) for side in (width, height))
    return to_float(scale(to_bytes(photo), seen_width, seen_height))


def enlarged(painting: np.ndarray, height: int, width: int) -> np.ndarray:
    """The painting, float32 [h, w, 3], at the photo's size; in bytes before and after, as the browser has it."""
    if painting.shape[:2] == (height, width):
        return painting
    return to_float(scale(to_bytes(painting), width, height, Image.Resampling.BICUBIC))
