"""Full vectors → the first numbers of them, made length 1 again.

Models trained for it (Matryoshka) put what matters most first; others lose more, which is measured, not hidden. A model
with a layer norm before its cut (nomic) is centred here: its stored vectors have length 1, so the scale of the norm
cancels out and only the mean is left of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from onyx_desktop.domain import FloatArray


def cut(vectors: npt.NDArray[Any], dimensions: int, *, centred: bool = False) -> FloatArray:
    """Vectors (…, full) of any float type → (…, dimensions) float32 of length 1; 0, or full: as they are."""
    if not 0 < dimensions < vectors.shape[-1]:
        return np.asarray(vectors, np.float32)
    short = vectors[..., :dimensions].astype(np.float32)
    if centred:
        short -= vectors.mean(axis=-1, dtype=np.float32, keepdims=True)
    lengths = np.linalg.norm(short, axis=-1, keepdims=True)
    short /= np.maximum(lengths, np.finfo(np.float32).tiny)
    return short
