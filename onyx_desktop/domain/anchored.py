"""What names the passages and documents of a seed tomorrow, when a file may have been read again and have other ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A document: its content's hash in hexadecimal digits, and a file that held it."""

    content: str
    path: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """As `Seed`, passages by the keys of their texts in hexadecimal digits."""

    passages: tuple[str, ...] = ()
    documents: tuple[Place, ...] = ()
    texts: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    within: tuple[tuple[Place, ...], ...] = ()

    @classmethod
    def of(cls, document: dict[str, Any]) -> Anchored:
        """From what `dataclasses.asdict` made of one. Raises KeyError, TypeError, ValueError."""
        return cls(
            passages=tuple(bytes.fromhex(each).hex() for each in document["passages"]),
            documents=tuple(_place(each) for each in document["documents"]),
            texts=tuple(str(each) for each in document["texts"]),
            unlike=tuple(bytes.fromhex(each).hex() for each in document["unlike"]),
            within=tuple(tuple(_place(each) for each in group) for group in document["within"]),
        )


@dataclass(frozen=True, slots=True)
class Like:
    """What a search shall be like or unlike, or stay within. kind, text: what its chip says, the kind in English."""

    kind: str
    text: str
    anchored: Anchored

    @classmethod
    def of(cls, document: dict[str, Any]) -> Like:
        """As `Anchored.of`."""
        return cls(str(document["kind"]), str(document["text"]), Anchored.of(document["anchored"]))


def _place(document: dict[str, Any]) -> Place:
    return Place(bytes.fromhex(document["content"]).hex(), str(document["path"]))
