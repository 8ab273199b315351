"""Where the style goes, and where the photo stays; ``web/src/saving/masked.ts`` computes the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from export.pictures import read_picture, to_float


def read_mask(path: Path) -> np.ndarray:
    """A picture's brightness as uint8 [H, W]: 255 where the style goes. Raises PictureError."""
    return np.asarray(Image.fromarray(read_picture(path)).convert("L"))


def masked(rest: np.ndarray, styled: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """``rest + mask · (styled - rest)``; float32 [H, W, 3] in 0..1, the mask uint8 of any size."""
    height, width = styled.shape[:2]
    share = to_float(np.asarray(Image.fromarray(mask).resize((width, height), Image.Resampling.BILINEAR)))
    found: np.ndarray = rest + share[..., None] * (styled - rest)
    return found
