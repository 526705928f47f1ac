"""Sets of questions in the data folder: made, judged or imported, each a judged collection in the BEIR layout.

`<data>/lab/sets/NAME/` holds corpus.jsonl (passages under the key of their text), queries.jsonl (each with the source
it comes from), qrels.tsv and about.json (when it was made, and of what). A set is written beside its place and renamed,
so none is half there. It holds text of documents, as the index does, and lies in the same private folder.
"""

from __future__ import annotations

import contextlib
import csv
import json
import re
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onyx_desktop.errors import BadCollection, SetMissing
from onyx_desktop.measure import collections
from onyx_desktop.measure.questions import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from onyx_desktop.measure.collections import Collection, Judged

DEFAULT = "mine"
"""The set that is made automatically."""

_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set, and the ids of what answers it with their judgements."""

    id: str
    text: str
    source: Source
    answers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set as it lies in the data folder. about: whatever was written down when it was made."""

    name: str
    folder: Path
    questions: tuple[Asked, ...]
    documents: int
    about: Mapping[str, Any]

    @property
    def collection(self) -> Collection:
        """What `evaluate` reads. Raises `BadCollection`."""
        return collections.read(self.folder)

    @property
    def sources(self) -> dict[Source, int]:
        """How many questions come from where."""
        counts = {source: sum(each.source is source for each in self.questions) for source in Source}
        return {source: count for source, count in counts.items() if count}


class Sets:
    """The sets of one data folder."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "lab" / "sets"

    def names(self) -> list[str]:
        """The sets that are there, the newest first."""
        if not self._folder.is_dir():
            return []
        found = [each for each in self._folder.iterdir() if (each / "queries.jsonl").is_file()]
        return [each.name for each in sorted(found, key=lambda each: -each.stat().st_mtime_ns)]

    def read(self, name: str) -> QuestionSet:
        """A set by its name. Raises `SetMissing`, `BadCollection`."""
        folder = self._folder / plain(name)
        if not (folder / "queries.jsonl").is_file():
            raise SetMissing(name)
        return _read(folder)

    def write(
        self, name: str, questions: Sequence[Asked], corpus: Iterable[Judged], about: Mapping[str, Any]
    ) -> QuestionSet:
        """Put a set in its place; one of the same name is replaced."""
        draft = self._folder / f".{plain(name)}.draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        _lines(draft / "corpus.jsonl", ({"_id": each.id, "title": each.title, "text": each.text} for each in corpus))
        _lines(
            draft / "queries.jsonl",
            ({"_id": each.id, "text": each.text, "metadata": {"source": each.source.value}} for each in questions),
        )
        with (draft / "qrels.tsv").open("w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream, delimiter="\t", lineterminator="\n")
            rows.writerow(("query-id", "corpus-id", "score"))
            rows.writerows((each.id, key, score) for each in questions for key, score in each.answers.items())
        made = {"made": time.strftime("%Y-%m-%d %H:%M"), **about}
        (draft / "about.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
        target = self._folder / plain(name)
        shutil.rmtree(target, ignore_errors=True)
        draft.rename(target)
        return _read(target)

    def remove(self, name: str) -> None:
        """Delete a set. Raises `SetMissing`."""
        folder = self._folder / plain(name)
        if not folder.is_dir():
            raise SetMissing(name)
        shutil.rmtree(folder)


def plain(name: str) -> str:
    """A name that is one folder on every system."""
    return _NAME.sub("-", name).strip("-._")[:60] or DEFAULT


def from_beir(folder: Path) -> tuple[list[Asked], list[Judged]]:
    """Questions and documents of a collection of somebody else's. Raises `FolderMissing`, `BadCollection`."""
    collection = collections.read(folder)
    if collection.corpus is None:
        raise BadCollection(folder, "no corpus.jsonl is there")
    corpus = list(collection.documents())
    there = {each.id for each in corpus}
    judged = {key: _kept(collection.qrels[key], there) for key in collection.counted}
    asked = [
        Asked(key, collection.queries[key], Source.IMPORTED, answers)
        for key, answers in judged.items()
        if any(score > 0 for score in answers.values())
    ]
    if not asked:
        raise BadCollection(folder, "no judgement names a document of corpus.jsonl")
    return asked, corpus


def from_csv(path: Path) -> list[tuple[str, str, str, int]]:
    """Rows of a CSV file with a header: question, text, path, score; a row has a text or a path.

    Columns are found by name: "query" or "question", "text", "passage" or "answer", "path" or "file", "score" (1 if
    there is none). Raises `BadCollection` with the number of the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCollection(path, str(getattr(error, "strerror", None) or error)) from error
    found = []
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text.partition("\n")[0], ",;\t")
    except csv.Error:
        dialect = "excel"
    rows = csv.DictReader(text.splitlines(), dialect=dialect)
    names = {(name or "").strip().casefold(): name for name in rows.fieldnames or ()}
    ask = _column(names, "query", "question")
    if ask is None:
        raise BadCollection(path, "line 1: no column is called query or question")
    body, file, score = _column(names, "text", "passage", "answer"), _column(names, "path", "file"), names.get("score")
    if body is None and file is None:
        raise BadCollection(path, "line 1: no column is called text, passage, answer, path or file")
    for row in rows:
        question, answer, place = (str(row.get(name) or "").strip() if name else "" for name in (ask, body, file))
        if not question or not (answer or place):
            raise BadCollection(path, f"line {rows.line_num}: a question and a text or a path are needed")
        try:
            found.append((question, answer, place, int(row[score] or 1) if score else 1))
        except (TypeError, ValueError) as error:
            raise BadCollection(path, f"line {rows.line_num}: the score is not a whole number") from error
    if not found:
        raise BadCollection(path, "there is no question in it")
    return found


def _column(names: Mapping[str, str], *wanted: str) -> str | None:
    return next((names[each] for each in wanted if each in names), None)


def _kept(judged: Mapping[str, int], there: set[str]) -> dict[str, int]:
    return {key: score for key, score in judged.items() if key in there}


def _lines(path: Path, records: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in records)


def _read(folder: Path) -> QuestionSet:
    collection = collections.read(folder)
    questions = tuple(
        Asked(key, collection.queries[key], source, collection.qrels[key])
        for key, source in _sources(folder / "queries.jsonl")
        if key in collection.qrels
    )
    about: dict[str, Any] = {}
    with contextlib.suppress(OSError, ValueError):
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    return QuestionSet(folder.name, folder, questions, sum(1 for _ in collection.documents()), about)


def _sources(path: Path) -> Iterator[tuple[str, Source]]:
    """Ids of the questions and where they come from, line by line of what `collections` has accepted."""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        record = json.loads(line)
        with contextlib.suppress(KeyError, TypeError, ValueError):
            yield str(record["_id"]), Source(record["metadata"]["source"])
            continue
        yield str(record["_id"]), Source.IMPORTED
