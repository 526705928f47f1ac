"""A library → a set of questions about it whose answers are known, with the passages they are looked for in.

Documents are drawn by the hash of their content, so the same library gives the same set, and from each its first
passages, so that one long book is not the whole sample. How questions are made, and what is taken out of the passages
so that none finds itself, says `measure.questions`. Refuses a library with too little in it (`TooFewQuestions`).
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING

from onyx_desktop.chunks.sentences import sentences
from onyx_desktop.domain import Phase, Step
from onyx_desktop.errors import TooFewQuestions
from onyx_desktop.library.lab.sets import DEFAULT, Asked, QuestionSet
from onyx_desktop.measure.collections import Judged
from onyx_desktop.measure.questions import Drawn, Passage, draw, repeats, without

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from onyx_desktop.index.database import Database
    from onyx_desktop.library.lab.sets import Sets

LEAST = 5
"""Questions below which nothing is worth measuring."""

_EACH = 24
_DOCUMENTS = """
SELECT id FROM documents WHERE EXISTS (SELECT 1 FROM files WHERE document_id = documents.id)
ORDER BY substr(content_hash, 5, 4), id
"""
_PASSAGES = """
SELECT vector_key, document_id, ordinal, title, passages.heading, body
FROM passages JOIN chunks ON chunks.id = passages.id WHERE document_id = ? ORDER BY ordinal LIMIT ?
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """How large a set shall be."""

    questions: int = 200
    passages: int = 1000
    name: str = DEFAULT


def passages(database: Database, limit: int) -> Generator[Step, None, list[Passage]]:
    """Some passages of the library, at most `limit`, whole texts once each; a job."""
    documents = [row[0] for row in database.rows(_DOCUMENTS)]
    each = max(_EACH, -(-limit // max(1, len(documents))))
    found: dict[str, Passage] = {}
    for number, document in enumerate(documents):
        if len(found) >= limit:
            break
        for key, *rest in database.rows(_PASSAGES, (document, each)):
            found.setdefault(key.hex(), Passage(key.hex(), *rest))
        yield Step(Phase.READING, number, len(documents))
    return list(found.values())[:limit]


def make(database: Database, sets: Sets, wanted: Wanted) -> Generator[Step, None, QuestionSet]:
    """Make the automatic set of a library, in place of an earlier one; a job. Raises `TooFewQuestions`."""
    sample = yield from passages(database, wanted.passages)
    again = repeats(sample)
    kept = [each for each in sample if each.key not in again]
    drawn = draw(kept, sentences, wanted.questions)
    if len(drawn) < LEAST:
        raise TooFewQuestions(len(drawn), LEAST)
    about = {"passages": len(kept), "repeated": len(again), "way": "automatic"}
    return sets.write(wanted.name, numbered(drawn), corpus(kept, drawn), about)


def numbered(drawn: Sequence[Drawn]) -> list[Asked]:
    """Questions as a set has them."""
    return [
        Asked(f"q{number}", each.text, each.source, dict.fromkeys(each.answers, 1))
        for number, each in enumerate(drawn, 1)
    ]


def corpus(kept: Sequence[Passage], drawn: Sequence[Drawn]) -> list[Judged]:
    """Passages as they are searched: as in the library, without what the questions about their documents took out."""
    hidden: dict[int, list[Drawn]] = defaultdict(list)
    for each in drawn:
        if each.hidden:
            hidden[each.document].append(each)
    return [_searched(each, hidden[each.document]) for each in kept]


def _searched(passage: Passage, taken: Sequence[Drawn]) -> Judged:
    title, heading, text = passage.title, passage.heading, passage.text
    for each in taken:
        title, heading, text = (without(part, each.hidden) for part in (title, heading, text))
    if heading and heading.casefold() not in f"{title}\n{text[: len(heading) + 8]}".casefold():
        text = f"{heading}\n{text}"
    return Judged(passage.key, title, text)
