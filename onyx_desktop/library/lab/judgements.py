"""A person's yes and no to results → a set of questions of their own.

Kept line by line in `<data>/lab/judged.jsonl`, the last word on a question and a passage counts. The set holds the
judged passages and a sample of the library beside them; a question counts once something was said to answer it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from onyx_desktop.errors import TooFewQuestions
from onyx_desktop.library.lab import gather
from onyx_desktop.library.lab.sets import Asked
from onyx_desktop.measure.questions import Passage, Source

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from onyx_desktop.domain import Step
    from onyx_desktop.index.database import Database
    from onyx_desktop.library.lab.sets import QuestionSet, Sets

NAME = "judged"
_ONE = """
SELECT vector_key, chunks.document_id, ordinal, title, passages.heading, body
FROM passages JOIN chunks ON chunks.id = passages.id WHERE vector_key = ? LIMIT 1
"""


class Judgements:
    """Those of one data folder; for one thread."""

    def __init__(self, data: Path, database: Database) -> None:
        self._file = data / "lab" / "judged.jsonl"
        self._database = database

    def judge(self, query: str, chunk_id: int, *, answers: bool) -> bool:
        """Note whether a passage answers a question; False if the passage has just been forgotten."""
        row = self._database.row("SELECT vector_key FROM chunks WHERE id = ?", (chunk_id,))
        if row is None or not query.strip():
            return False
        record = {"query": " ".join(query.split()), "passage": bytes(row[0]).hex(), "answers": answers}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        return True

    def all(self) -> dict[str, dict[str, bool]]:
        """Question → passage → whether it answers. A line that can't be read is passed over."""
        found: dict[str, dict[str, bool]] = defaultdict(dict)
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return {}
        for line in lines:
            try:
                record = json.loads(line)
                found[str(record["query"])][str(record["passage"])] = bool(record["answers"])
            except (ValueError, KeyError, TypeError):
                continue
        return dict(found)

    def to_set(self, sets: Sets) -> Generator[Step, None, QuestionSet]:
        """Make the set of all judged questions; a job. Raises `TooFewQuestions` while nothing was said to answer."""
        judged = {query: said for query, said in self.all().items() if any(said.values())}
        if not judged:
            raise TooFewQuestions(0, 1)
        sample = yield from gather.passages(self._database, gather.Wanted().passages)
        there = {each.key: each for each in sample}
        for key in {key for said in judged.values() for key in said} - set(there):
            row = self._database.row(_ONE, (bytes.fromhex(key),))
            if row is not None:
                there[key] = Passage(key, *row[1:])
        asked = [
            Asked(f"q{number}", query, Source.JUDGED, {key: int(yes) for key, yes in said.items() if key in there})
            for number, (query, said) in enumerate(judged.items(), 1)
        ]
        kept = [each for each in asked if any(each.answers.values())]
        if not kept:
            raise TooFewQuestions(0, 1)
        return sets.write(NAME, kept, gather.corpus(list(there.values()), []), {"way": NAME})
