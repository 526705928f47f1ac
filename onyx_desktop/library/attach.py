"""A library's copy on a Chroma server → the same library on another computer, searchable there, without embedding.

What `served` sent comes back: the list of files, the texts of the passages, which make their pages again at the same
places, and the vectors. Taken twice, only what has changed since is fetched, and what is gone there goes here. Folders
keep the paths of the other computer. Refuses a copy that another model made than the one that is chosen here.
"""

from __future__ import annotations

import contextlib
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import numpy as np

from onyx_desktop.domain import Document, File, Mail, Page, Phase, Step
from onyx_desktop.errors import ModelMissing, ServerUnreachable
from onyx_desktop.index.catalog import to_path
from onyx_desktop.index.dense import DenseIndexLost
from onyx_desktop.library.served import ABOUT, FILES, PREFIX
from onyx_desktop.library.waiting import mark

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from onyx_desktop.domain import ChunkRow, FloatArray
    from onyx_desktop.index.dense import DenseIndex
    from onyx_desktop.library.library import Library

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy on a server. name: what tells it from others; computer: that it comes from."""

    name: str
    computer: str
    model: str
    fingerprint: str
    files: int


@dataclass(frozen=True, slots=True)
class Attached:
    """What was taken over. files: all there are; documents: those that were new; folders: where they lie there."""

    files: int
    documents: int
    removed: int
    folders: tuple[Path, ...]


def copies(library: Library) -> list[Copied]:
    """The libraries on the server of the settings. Raises `ServerUnreachable`."""
    dense, found = _dense(library), []
    with _reaching(library):
        for collection in dense.collections():
            if not collection.startswith(PREFIX) or not collection.endswith("-" + FILES):
                continue
            listed = list(_listed(dense, collection))
            for about in (json.loads(told[ABOUT]) for told in listed if ABOUT in told):
                name = collection.removeprefix(PREFIX).removesuffix("-" + FILES)
                found.append(Copied(name, about["computer"], about["model"], about["fingerprint"], len(listed) - 1))
    return found


def attach(library: Library, copied: Copied) -> Generator[Step, None, Attached]:
    """Make a copy this library's content; a job for the writer.

    Raises `ModelMissing`, `ServerUnreachable`, `DiskFull`.
    """
    if copied.fingerprint != library.choice.chosen.space.fingerprint:
        raise ModelMissing(copied.model, "the library on the server was made by it, as it is there")
    with _reaching(library):
        return (yield from _Attaching(library, copied).run())


class _Attaching:
    """One run."""

    def __init__(self, library: Library, copied: Copied) -> None:
        self._library = library
        self._catalog = library.store.catalog
        self._matrix = library.choice.chosen.space.matrix
        self._dense = _dense(library)
        self._copied = copied
        self._files: dict[str, list[tuple[File, Path, dict[str, Any]]]] = defaultdict(list)

    def run(self) -> Generator[Step, None, Attached]:
        """List, fetch, link and forget."""
        folders: dict[Path, int] = {}
        for told in _listed(self._dense, f"{PREFIX}{self._copied.name}-{FILES}"):
            if ABOUT not in told:
                file = File(_path(told["path"]), int(told["size_bytes"]), int(told["mtime_ns"]))
                self._files[told["document"]].append((file, _path(told["folder"]), told))
        entries = [each for some in self._files.values() for each in some]
        for folder in sorted({each[1] for each in entries}):
            folders[folder] = self._catalog.add_folder(folder)
        removed = self._forget({file.path for file, _, _ in entries})
        for folder, key in folders.items():
            self._catalog.note_found(key, [file for file, of, _ in entries if of == folder], [])
        done = 0
        for document in list(self._files):
            if self._link(document):
                done += 1
        made = 0
        for made in self._fetch():
            yield Step(Phase.DOWNLOADING, done + made, done + len(self._files))
        self._library.choice.settle()
        return Attached(len(entries), made, removed, tuple(folders))

    def _forget(self, kept: set[Path]) -> int:
        known = [path for key in self._catalog.folders().values() for path in self._catalog.files(key)]
        return self._catalog.note_gone([path for path in known if path not in kept])

    def _link(self, document: str) -> bool:
        """Point the files of a document that is here already at it; whether it is."""
        key = self._catalog.document_with(bytes.fromhex(document))
        if key is None:
            return False
        for file, _, _ in self._files.pop(document):
            self._catalog.link(file, key)
        return True

    def _fetch(self) -> Iterator[int]:
        """Passages in the server's order; a document is stored when all of its passages are there."""
        waiting: dict[str, list[tuple[str, dict[str, Any], FloatArray]]] = defaultdict(list)
        wanted = {name: int(entries[0][2]["passages"]) for name, entries in self._files.items()}
        collection, after, made = f"{PREFIX}{self._copied.name}-{self._copied.fingerprint}", 0, 0
        while wanted:
            vectors, texts, facts = self._dense.read(collection, after, _PAGE)
            if not texts:
                return  # the other computer is writing; the rest comes the next time
            whole = []
            for vector, text, told in zip(vectors, texts, facts, strict=True):
                if (name := told["document"]) in wanted:
                    waiting[name].append((text, told, vector))
                    if len(waiting[name]) == wanted[name]:
                        whole.append(name)
            self._store({name: waiting.pop(name) for name in whole})
            for name in whole:
                del wanted[name]
            made += len(whole)
            after += len(texts)
            yield made

    def _store(self, documents: dict[str, list[tuple[str, dict[str, Any], FloatArray]]]) -> None:
        """Vectors first, then the text, then the mark, as everywhere."""
        passages = {told["key"]: vector for rows in documents.values() for _, told, vector in rows}
        if passages:
            self._matrix.append([bytes.fromhex(key) for key in passages], np.stack(list(passages.values())))
        keys = []
        for name, rows in documents.items():
            rows.sort(key=lambda row: row[1]["ordinal"])
            first, *others = self._files[name]
            document = _document(first[2], rows)
            keys.append(
                self._catalog.add_document(
                    first[0], bytes.fromhex(name), document, [_chunk(told) for _, told, _ in rows]
                )
            )
            for file, _, _ in others:
                self._catalog.link(file, keys[-1])
        mark(self._library.store.database, keys, self._copied.fingerprint)


def _document(told: dict[str, Any], rows: list[tuple[str, dict[str, Any], FloatArray]]) -> Document:
    """Pages of what is known of them: between passages there was nothing but white space."""
    pages: dict[int, Page] = {}
    for text, fact, _ in rows:
        page = pages.get(fact["page"], Page(fact["page"], "", fact["label"], fact["offset"]))
        before = page.text[: fact["begins"]]
        kept = page.text[fact["ends"] :]
        whole = before + "\n" * (fact["begins"] - len(before)) + text + kept
        pages[page.number] = Page(page.number, whole, page.label, page.offset)
    sent = told.get("sent_ns")
    mail = None
    if "subject" in told:
        mail = Mail(told["sender"], told["recipients"], told["subject"], None if sent is None else int(sent))
    return Document(
        told["title"],
        tuple(pages[number] for number in sorted(pages)),
        paged=bool(told["paged"]),
        author=told["author"],
        reader=told["reader"],
        mail=mail,
    )


def _chunk(told: dict[str, Any]) -> ChunkRow:
    return told["ordinal"], told["page"], told["begins"], told["ends"], told["heading"], bytes.fromhex(told["key"])


@contextlib.contextmanager
def _reaching(library: Library) -> Iterator[None]:
    server = library.store.server
    try:
        yield
    except DenseIndexLost as error:
        raise ServerUnreachable(server.address if server else "", error.args[1]) from error
    finally:
        library.store.rest()


def _listed(dense: DenseIndex, collection: str) -> Iterator[dict[str, Any]]:
    after = 0
    while found := dense.read(collection, after, _PAGE)[2]:
        yield from found
        after += len(found)


def _path(quoted: str) -> Path:
    return to_path(unquote_to_bytes(quoted))


def _dense(library: Library) -> DenseIndex:
    if library.store.served is None:
        raise ServerUnreachable("", "no server is chosen")
    return library.store.served
