"""A folder in the BEIR layout → a judged collection: documents, queries, judgements.

    corpus.jsonl      {"_id": …, "title": …, "text": …} a line; absent when the corpus is a folder of files, and the
                      document ids are then paths relative to that folder
    queries.jsonl     {"_id": …, "text": …} a line
    qrels.tsv         query-id, corpus-id, score, with or without that header line; or else qrels/test.tsv

Documents are streamed, because corpora have millions. A BOM and CRLF are tolerated; anything else that is not as above
is `BadCollection` with the number of the line, because a measurement over half a collection is worse than none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onyx_desktop.errors import BadCollection, FolderMissing
from onyx_desktop.measure.metrics import relevant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Judged:
    """A document of a corpus; its title may be empty."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Queries by id, judgements by query id and document id; `corpus` is None when the documents are files."""

    name: str
    corpus: Path | None
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]

    @property
    def counted(self) -> tuple[str, ...]:
        """Ids of the queries with at least one relevant judgement, in the file's order: only these are averaged."""
        return tuple(each for each in self.queries if relevant(self.qrels.get(each, {})))

    def documents(self) -> Iterator[Judged]:
        """Read the corpus, line by line, anew each time; nothing without a corpus. Raises `BadCollection`."""
        if self.corpus is None:
            return
        seen: set[str] = set()
        for number, record in _records(self.corpus):
            identity, text = _identity(self.corpus, number, record), _text(self.corpus, number, record, "text")
            if identity in seen:
                raise _bad(self.corpus, number, f"_id {identity!r} is there twice")
            seen.add(identity)
            title = _text(self.corpus, number, record, "title") if record.get("title") is not None else ""
            yield Judged(identity, title, text)


def read(folder: Path) -> Collection:
    """Read queries and judgements, find the corpus. Raises `FolderMissing`, `BadCollection`."""
    if not folder.is_dir():
        raise FolderMissing(folder)
    queries = _queries(folder / "queries.jsonl")
    found = next((path for path in (folder / "qrels.tsv", folder / "qrels" / "test.tsv") if path.is_file()), None)
    if found is None:
        raise BadCollection(folder, "neither qrels.tsv nor qrels/test.tsv is there")
    corpus = folder / "corpus.jsonl"
    collection = Collection(
        folder.resolve().name, corpus if corpus.is_file() else None, queries, _qrels(found, queries)
    )
    if not collection.counted:
        raise BadCollection(found, "no judgement is above 0")
    return collection


def _queries(path: Path) -> dict[str, str]:
    queries: dict[str, str] = {}
    for number, record in _records(path):
        identity = _identity(path, number, record)
        if identity in queries:
            raise _bad(path, number, f"_id {identity!r} is there twice")
        queries[identity] = _text(path, number, record, "text")
    return queries


def _qrels(path: Path, queries: Mapping[str, str]) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        columns = line.split("\t")
        if len(columns) != 3:
            raise _bad(path, number, f"{len(columns)} columns instead of query-id, corpus-id, score")
        query, document, score = columns
        if number == 1 and score.strip().lower() == "score":
            continue
        if query not in queries:
            raise _bad(path, number, f"query {query!r} is not in queries.jsonl")
        try:
            judgement = int(score)
        except ValueError as error:
            raise _bad(path, number, f"score {score!r} is not a whole number") from error
        if not document:
            raise _bad(path, number, "the corpus-id is empty")
        if qrels.setdefault(query, {}).setdefault(document, judgement) != judgement:
            raise _bad(path, number, f"a second judgement of {document!r} for query {query!r}")
    return qrels


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in _lines(path):
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise _bad(path, number, f"not JSON: {error}") from error
        if not isinstance(record, dict):
            raise _bad(path, number, "not a JSON object")
        yield number, record


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that are not blank, with their number from 1; only CR and LF end a line, other separators are text."""
    try:
        with path.open("rb") as stream:
            for number, raw in enumerate(stream, 1):
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                if line.strip():
                    yield number, line
    except UnicodeDecodeError as error:
        raise BadCollection(path, f"not UTF-8: {error}") from error
    except OSError as error:
        raise BadCollection(path, error.strerror or str(error)) from error


def _identity(path: Path, number: int, record: dict[str, Any]) -> str:
    """The `_id`, a string that is not empty; a whole number is taken for its digits."""
    found = record.get("_id")
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    if not isinstance(found, str) or not found:
        raise _bad(path, number, "no _id")
    return found


def _text(path: Path, number: int, record: dict[str, Any], name: str) -> str:
    found = record.get(name)
    if not isinstance(found, str):
        raise _bad(path, number, f"no {name}")
    return found


def _bad(path: Path, number: int, why: str) -> BadCollection:
    return BadCollection(path, f"line {number}: {why}")
