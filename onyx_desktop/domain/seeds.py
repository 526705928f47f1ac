"""What a question may be made of besides words."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Seed:
    """What the passages of an answer shall be like, what they shall not be like, and where they may come from.

    passages, documents: by their ids. texts: from anywhere, a sentence or a whole file. unlike: passages by their ids.
    within: the documents of earlier answers, each narrowing the one before.
    """

    passages: tuple[int, ...] = ()
    documents: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    unlike: tuple[int, ...] = ()
    within: tuple[frozenset[int], ...] = ()

    @classmethod
    def joined(cls, seeds: Iterable[Seed]) -> Seed:
        """All that several seeds ask for, each thing once."""
        parts = list(seeds)
        named = ((each for part in parts for each in getattr(part, field.name)) for field in fields(cls))
        return cls(*(tuple(dict.fromkeys(each)) for each in named))

    @property
    def wants_likeness(self) -> bool:
        """Whether it names anything that an answer shall be like."""
        return bool(self.passages or self.documents or self.texts)


NO_SEED = Seed()
