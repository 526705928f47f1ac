"""Keys of 16 bytes → the rows they name, in 20 bytes of memory a row; a dict of a million takes ten times as much.

Keys are hashes, so their first eight bytes sort them well: those are kept in order, and looked for by halving. What was
added since is kept in a dict until it is a twentieth of all. A key that is added again names its newer row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from onyx_desktop.domain import IntArray

_RECENT_LEAST = 5_000
_RECENT_SHARE = 0.05


class Keys:
    """The rows of one file, from 0 on."""

    def __init__(self) -> None:
        self.count = 0
        self._halves = np.empty((0, 2), np.uint64)
        self._rows = np.empty(0, np.uint32)
        self._recent: dict[bytes, int] = {}

    def extend(self, keys: npt.NDArray[Any]) -> None:
        """Take the keys of the next rows: (n,) of 16 bytes each."""
        if len(keys) <= max(_RECENT_LEAST, _RECENT_SHARE * self.count) - len(self._recent):
            self._recent.update(zip(map(bytes, keys), range(self.count, self.count + len(keys)), strict=True))
        else:
            held = np.array(list(self._recent), keys.dtype)
            later = np.fromiter(self._recent.values(), np.uint32, len(held))
            new = np.arange(self.count, self.count + len(keys), dtype=np.uint32)
            halves = np.concatenate([self._halves, _halves(held), _halves(keys)])
            rows = np.concatenate([self._rows, later, new])
            order = np.argsort(halves[:, 0], kind="stable")
            self._halves, self._rows = halves[order], rows[order]
            self._recent = {}
        self.count += len(keys)

    def rows_of(self, keys: Sequence[bytes] | npt.NDArray[Any]) -> IntArray:
        """The row of each key, (n,) int64; -1 where there is none."""
        wanted = _halves(keys if isinstance(keys, np.ndarray) else np.array(list(keys), "V16"))
        found = np.full(len(wanted), -1, np.int64)
        places = np.searchsorted(self._halves[:, 0], wanted[:, 0], side="right") - 1
        open_ = np.flatnonzero(places >= 0)
        while len(open_):  # once, but for keys whose first halves are alike by chance, or by being there twice
            there = self._halves[places[open_]]
            same = (there == wanted[open_]).all(axis=1)
            found[open_[same]] = self._rows[places[open_[same]]]
            open_ = open_[~same & (there[:, 0] == wanted[open_, 0])]
            places[open_] -= 1
            open_ = open_[places[open_] >= 0]
        if self._recent:
            for place, key in enumerate(keys):
                row = self._recent.get(bytes(key))
                if row is not None:
                    found[place] = row
        return found


def _halves(keys: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    return np.frombuffer(np.ascontiguousarray(keys).tobytes(), "<u8").reshape(-1, 2)
