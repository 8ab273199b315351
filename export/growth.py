"""A trained style transformer as the start of a deeper one.

Blocks that the trained one lacks come after its own and add nothing at first (the weights that lead out of them are
zero, as in Goyal et al., "Accurate, large minibatch SGD", 2017), so that the deeper network begins by painting what
the trained one paints.
"""

import re

import numpy as np

from export.networks import StyleTransformer

Arrays = dict[str, np.ndarray]


def grown(arrays: Arrays, fresh: Arrays, transformer: StyleTransformer) -> Arrays:
    """The weights of a trained transformer, for ``transformer``, which may have more blocks.

    What is not there yet is as in ``fresh``, the weights that ``transformer`` has, but for the way out of the new
    blocks. Returns ``arrays`` themselves where they have as many blocks, or more.
    """
    blocks = sum(re.fullmatch(r"block\d+_out_kernel", name) is not None for name in arrays)
    if blocks >= transformer.blocks:
        return arrays
    larger = {name: value.copy() for name, value in fresh.items()}
    for block in range(blocks, transformer.blocks):
        larger[f"block{block}_out_kernel"][:] = 0
    trained = StyleTransformer(
        transformer.channels, transformer.hidden, blocks, transformer.half, transformer.last, transformer.style_size
    )
    for name, value in arrays.items():
        if name.startswith("heads/"):
            # What the style decides stands there in an order in which the new blocks come in between.
            for part, (first, last) in trained.slices.items():
                begin, end = transformer.slices[part]
                larger[name][..., begin:end] = value[..., first:last]
        else:
            larger[name] = value
    return larger
