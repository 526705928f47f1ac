"""A hit, a file, a text or an answer → a chip in the search bar: find its like, more or less of it, search within it.

A file that is not in the library is read first; its chip says so, and taking that out stops the reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from onyx_desktop.domain import NO_SEED, Seed
from onyx_desktop.ranking.query import parse, render
from onyx_desktop.ui import wording
from onyx_desktop.ui.chips import Chip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.domain import Answer, Hit
    from onyx_desktop.errors import OnyxError
    from onyx_desktop.jobs import Job
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.search_bar import SearchBar

_WORDS = 6  # of a pasted text, on its chip
_HINT_CHARACTERS = 400


class Similarity(QObject):
    """Writes the chips of one search bar."""

    failed = Signal(object)  # OnyxError

    def __init__(self, desk: Desk, bar: SearchBar) -> None:
        super().__init__(bar)
        self._desk = desk
        self._bar = bar
        self._readings: dict[Chip, Job] = {}
        bar.long_pasted.connect(self.to_text)
        bar.chips.changed.connect(self._on_chips_changed)

    def to_passage(self, hit: Hit) -> None:
        """Find passages that are like a hit."""
        self._start(Chip(wording.say("like"), _place(hit), Seed(passages=(hit.chunk_id,)), hit.snippet))

    def to_document(self, hit: Hit) -> None:
        """Find documents that are like the one of a hit."""
        name = wording.say("{0}, all of it").format(hit.path.stem)
        self._start(Chip(wording.say("like"), name, Seed(documents=(hit.document_id,)), str(hit.path)))

    def more(self, hit: Hit) -> None:
        """Turn the question towards a hit."""
        self._turn(Chip(wording.say("more like"), _place(hit), Seed(passages=(hit.chunk_id,)), hit.snippet), hit)

    def less(self, hit: Hit) -> None:
        """Turn the question away from a hit."""
        self._turn(Chip(wording.say("less like"), _place(hit), Seed(unlike=(hit.chunk_id,)), hit.snippet), hit)

    def within(self, answer: Answer | None) -> None:
        """Ask on only in the documents of an answer."""
        if answer is None or not answer.hits:
            return
        documents = frozenset(hit.document_id for hit in answer.hits)
        where = wording.count(len(documents), "document", "documents")
        likes = [chip.label for chip in self._bar.chips.chips if chip.seed.wants_likeness]
        asked = "; ".join(filter(None, (answer.query, *likes)))
        names = "\n".join(dict.fromkeys(hit.path.name for hit in answer.hits))
        text = f"{where} ({asked})" if asked else where
        chip = Chip(wording.say("within"), text, Seed(within=(documents,)), names)
        self._bar.ask_anew("", chip, [each for each in self._bar.chips.chips if each.seed.within])

    def to_text(self, text: str) -> None:
        """Find passages that are like a text."""
        chip = Chip(wording.say("like"), _beginning(text, _WORDS), Seed(texts=(text,)), text[:_HINT_CHARACTERS])
        self._start(chip)

    def to_files(self, files: Sequence[Path]) -> None:
        """Find passages that are like files, in the library or not."""
        for file in files:
            self._read(file)

    def _read(self, file: Path) -> None:
        waiting = Chip(wording.say("reading"), file.name, NO_SEED, str(file))
        if waiting in self._readings:
            return

        def on_read(seed: Seed) -> None:
            self._readings.pop(waiting, None)
            self._bar.chips.replace(waiting, Chip(wording.say("like"), file.name, seed, str(file)))

        def on_failed(error: OnyxError) -> None:
            self._readings.pop(waiting, None)
            self._bar.chips.take_out(waiting)
            self.failed.emit(error)

        self._readings[waiting] = self._desk.follow(lambda library: library.seed_of(file), on_read, on_failed)
        self._bar.chips.put([*self._bar.chips.chips, waiting])

    def _start(self, chip: Chip) -> None:
        """A new question: filters and earlier answers stay, words and other likes go."""
        kept = [each for each in self._bar.chips.chips if each.seed.within]
        filters = (part for part in parse(self._bar.query).chips if part.kind not in {"near", "without"})
        self._bar.ask_anew(render(filters), chip, kept)

    def _turn(self, chip: Chip, hit: Hit) -> None:
        """The same question, turned; a passage is liked or not, never both."""
        both = {Seed(passages=(hit.chunk_id,)), Seed(unlike=(hit.chunk_id,))}
        kept = [each for each in self._bar.chips.chips if each.seed not in both]
        self._bar.chips.put([*kept, chip])

    def _on_chips_changed(self) -> None:
        """A file whose chip is gone need not be read any more."""
        for chip in [each for each in self._readings if each not in self._bar.chips.chips]:
            self._readings.pop(chip).cancel()


def _place(hit: Hit) -> str:
    """File and page; without pages the section, or how the passage begins if it is not the first."""
    where = wording.page(hit.page, hit.page_label)
    if hit.page is None and hit.start > 0:
        where = f"§ {hit.heading}" if hit.heading else _beginning(hit.text, 3)
    return f"{hit.path.stem} {where}".rstrip()


def _beginning(text: str, words: int) -> str:
    first = text.split(maxsplit=words)
    return "“" + " ".join(first[:words]) + (" …”" if len(first) > words else "”")
