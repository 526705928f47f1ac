"""Questions from elsewhere → a set: a collection in the BEIR layout as it is, or a CSV file beside the user's passages.

A row of a CSV file names the text that answers, or a file of the library, all of whose passages then answer. The other
passages of the sample stand beside them, so that there is something to tell the answer from.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop.errors import NotInLibrary
from onyx_desktop.index.catalog import to_bytes
from onyx_desktop.library.lab import gather
from onyx_desktop.library.lab.sets import Asked, from_beir, from_csv
from onyx_desktop.measure.collections import Judged
from onyx_desktop.measure.questions import Passage, Source

if TYPE_CHECKING:
    from collections.abc import Generator

    from onyx_desktop.domain import Step
    from onyx_desktop.index.store import Store
    from onyx_desktop.library.lab.sets import QuestionSet, Sets

_OF_FILE = """
SELECT vector_key, chunks.document_id, ordinal, title, passages.heading, body
FROM files JOIN chunks ON chunks.document_id = files.document_id JOIN passages ON passages.id = chunks.id
WHERE files.path = ? ORDER BY ordinal
"""


def bring_in(store: Store, sets: Sets, path: Path, name: str) -> Generator[Step, None, QuestionSet]:
    """Take a folder or a CSV file; a job. Raises `BadCollection`, `FolderMissing`, `NotInLibrary`."""
    about = {"way": "imported", "from": path.name}
    if path.is_dir() or path.suffix.lower() not in {".csv", ".tsv"}:
        asked, corpus = from_beir(path)
        return sets.write(name, asked, corpus, about)
    rows = from_csv(path)
    sample = yield from gather.passages(store.database, gather.Wanted().passages)
    there = {each.key: each for each in sample}
    texts: dict[str, str] = {}
    answers: dict[str, dict[str, int]] = defaultdict(dict)
    for question, text, place, score in rows:
        if text:
            key = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
            texts[key] = text
            answers[question][key] = score
            continue
        found = _passages(store, path, place)
        there |= {each.key: each for each in found}
        answers[question] |= {each.key: score for each in found}
    corpus = [*gather.corpus(list(there.values()), []), *(Judged(key, "", text) for key, text in texts.items())]
    asked = [Asked(f"q{n}", text, Source.IMPORTED, judged) for n, (text, judged) in enumerate(answers.items(), 1)]
    return sets.write(name, asked, corpus, about)


def _passages(store: Store, beside: Path, place: str) -> list[Passage]:
    """The passages of a file, by its whole path or by one that begins where the CSV file lies."""
    path = (beside.parent / Path(place).expanduser()).absolute()
    rows = store.database.rows(_OF_FILE, (to_bytes(path),))
    if not rows:
        raise NotInLibrary(path)
    return [Passage(key.hex(), *rest) for key, *rest in rows]
