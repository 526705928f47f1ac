"""What becomes a passage, and what of it is embedded: the one place where tokens meet chunks.

`read_and_split` runs in the reader processes, so that neither reading nor cutting ever holds up the window.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from typing import TYPE_CHECKING

from onyx_desktop import paths
from onyx_desktop.chunks.split import Profile, split
from onyx_desktop.documents import recognition, unpack
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Member, Page, Reason
from onyx_desktop.index.matrix import KEY_BYTES
from onyx_desktop.vectors.tokens import Tokens

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.domain import Chunk, ChunkRow

PROFILE_TOKENIZER = "models/all-MiniLM-L6-v2/tokenizer.json"
PASSAGE = Profile(name="passage", max_tokens=240, reserved=34, overlap_tokens=24)
"""The default chunk profile: fits every model. Reserved: two special tokens, a prefix, and the title and heading."""

_CONTEXT_CHARACTERS = 110


def embedded_text(title: str, heading: str, body: str) -> str:
    """What a model is given for a passage: the title and the heading it stands under, then the passage."""
    context = [title[:_CONTEXT_CHARACTERS]]
    if heading and heading.casefold() not in title.casefold():
        context.append(heading[: _CONTEXT_CHARACTERS // 2])
    return "\n".join(part for part in (*context, body) if part)


def vector_key(text: str) -> bytes:
    """The name of a text in the matrix: 16 bytes of BLAKE2b."""
    return hashlib.blake2b(text.encode(), digest_size=KEY_BYTES).digest()


def keyed(document: Document, chunks: list[Chunk]) -> list[ChunkRow]:
    """The rows of a document's chunks, each with the key of the text that is embedded for it."""
    return [
        (
            chunk.ordinal,
            chunk.page,
            chunk.start,
            chunk.end,
            chunk.heading,
            vector_key(embedded_text(document.title, chunk.heading, chunk.text)),
        )
        for chunk in chunks
    ]


Read = tuple[Document, list["ChunkRow"], list[Member]]
"""A file's document and passages, and the files that lie in it, with theirs."""


def read_and_split(path: Path, again: bool) -> Read:
    """Read a file and cut it, in a reader process; the headings stay there. Raises what the readers raise."""
    document, members = unpack.read(path, again)
    return *_cut(document), [_cut_member(each) for each in members]


def read_recognised(path: Path, again: bool, member: str, texts: dict[int, str]) -> tuple[Document, list[ChunkRow]]:
    """A file, or one that lies in it as `member`, with the texts of its scanned pages, cut; in a reader process."""
    if again:
        raise Unreadable(Reason.CRASHED, "with what was recognised")
    return _cut(recognition.read(recognition.held(path, member), texts))


def _cut_member(member: Member) -> Member:
    if member.document is None:
        return member
    document, rows = _cut(member.document)
    return dataclasses.replace(member, document=document, chunks=tuple(rows))


def _cut(document: Document) -> tuple[Document, list[ChunkRow]]:
    rows = keyed(document, split(document, PASSAGE, _tokens().offsets))
    return dataclasses.replace(document, headings=()), rows


def passages_of(text: str) -> list[str]:
    """A text that belongs to no file, cut into passages."""
    document = Document(title="", pages=(Page(1, text),))
    return [chunk.text for chunk in split(document, PASSAGE, _tokens().offsets)]


@functools.cache
def _tokens() -> Tokens:
    return Tokens(paths.resource(PROFILE_TOKENIZER), PASSAGE.max_tokens)
