"""Attention that reaches so many tokens to each side → operators whose work grows with the length, not with its square.

The text is cut into stretches as long as the reach. The queries of a stretch can only want keys of the stretch before,
its own and the one behind: three stretches of keys, whatever the length. A bias takes away what is too far off, what
stands before or behind the text, and what a mask hides. All stretches run through one MultiHeadAttention, as a batch.
A token that a mask hides, with nothing visible in reach, sees all alike; questions are too short for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.models.graph import FUSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.domain import FloatArray
    from onyx_desktop.models.graph import Graph

_NEVER = np.float32(-1e30)
_END = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Stretches:
    """Local attention in a graph. reach: to each side, the length of a stretch. width: of all heads together."""

    graph: Graph
    reach: int
    heads: int
    width: int

    def prepare(self, mask: str) -> None:
        """Append what all layers share. mask: the name of which tokens may be seen, int32, or ""."""
        graph, reach = self.graph, self.reach
        shape = graph.add("Shape", ["input_ids"], "local.shape")
        graph.add("Split", [shape], ["local.texts", "local.tokens"], num_outputs=2)
        minus = graph.add("Neg", ["local.tokens"], "local.minus")
        short = graph.add("Mod", [minus, self._numbers("reach", reach)], "local.short")  # of a whole stretch
        behind = graph.add("Add", [short, "local.reach"], "local.behind")
        nothing = self._numbers("nothing", 0)
        self._join("query.pads", self._numbers("nothing.4", 0, 0, 0, 0), short, nothing)
        self._join("key.pads", self._numbers("key.before", 0, reach, 0, 0), behind, nothing)
        self._join("seen.pads", self._numbers("seen.before", 0, reach, 0), behind)
        self._join("whole", "local.texts", self._numbers("rest", -1), self._numbers("width", self.width))
        one = graph.constant("local.one", np.float32(1))
        seen = graph.cast(mask, "local.mask", np.float32) if mask else graph.add("Expand", [one, shape], "local.all")
        seen = graph.add("Pad", [seen, "local.seen.pads"], "local.seen.padded")
        seen = self._thrice(seen, "local.seen", 1)
        seen = graph.add("Reshape", [seen, self._numbers("seen.shape", -1, 1, 1, 3 * reach)], "local.seen.keys")
        hidden = graph.add("Sub", [one, seen], "local.unseen")
        hidden = graph.add("Mul", [hidden, graph.constant("local.never", _NEVER)], "local.hidden")
        graph.add("Add", [hidden, graph.constant("local.window", window(reach))], "local.bias")

    def attend(self, heads: Sequence[str], prefix: str) -> str:
        """Append one layer's attention. heads: names of queries, keys and values, (n, tokens, width) each."""
        graph, reach, width = self.graph, self.reach, self.width
        queries = graph.add("Pad", [heads[0], "local.query.pads"], f"{prefix}query.padded")
        shape = self._numbers("query.shape", -1, reach, width)
        parts = [graph.add("Reshape", [queries, shape], f"{prefix}query.stretches")]
        for name, each in (("key", heads[1]), ("value", heads[2])):
            padded = graph.add("Pad", [each, "local.key.pads"], f"{prefix}{name}.padded")
            padded = self._thrice(padded, f"{prefix}{name}", width)
            shape = self._numbers("key.shape", -1, 3 * reach, width)
            parts.append(graph.add("Reshape", [padded, shape], f"{prefix}{name}.stretches"))
        inputs = [*parts, "", "", "local.bias"]
        mixed = graph.add("MultiHeadAttention", inputs, f"{prefix}stretches", domain=FUSED, num_heads=self.heads)
        mixed = graph.add("Reshape", [mixed, "local.whole"], f"{prefix}joined")
        return graph.add("Slice", [mixed, "local.nothing", "local.tokens", "local.second"], f"{prefix}mixed")

    def _thrice(self, value: str, name: str, width: int) -> str:
        """(n, stretches + 2, …) → (n, stretches, three of them one behind the other)."""
        graph = self.graph
        rows = graph.add("Reshape", [value, self._numbers(f"rows.{width}", 0, -1, self.reach * width)], f"{name}.rows")
        axis, parts = self._numbers("second", 1), []
        for place, (first, last) in enumerate(((0, -2), (1, -1), (2, _END))):
            bounds = [self._numbers(f"first.{place}", first), self._numbers(f"last.{place}", last), axis]
            parts.append(graph.add("Slice", [rows, *bounds], f"{name}.{place}"))
        return graph.add("Concat", parts, f"{name}.three", axis=-1)

    def _numbers(self, name: str, *values: int) -> str:
        return self.graph.constant(f"local.{name}", np.array(values, np.int64))

    def _join(self, name: str, *parts: str) -> None:
        self.graph.add("Concat", parts, f"local.{name}", axis=0)


def window(reach: int) -> FloatArray:
    """Which keys of three stretches a stretch's queries may see: (1, 1, reach, 3 · reach), 0 or `_NEVER`."""
    apart = np.arange(3 * reach) - reach - np.arange(reach)[:, np.newaxis]
    return np.where(np.abs(apart) <= reach, np.float32(0), _NEVER)[np.newaxis, np.newaxis]
