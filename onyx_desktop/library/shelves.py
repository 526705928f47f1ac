"""The models as a person sees them: which there are, which answer, what they cost on this computer."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.domain import Phase, Step
from onyx_desktop.errors import ModelInUse
from onyx_desktop.library.passages import embedded_text
from onyx_desktop.library.refiners import chosen

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from onyx_desktop.domain import ModelCard
    from onyx_desktop.index.store import Store
    from onyx_desktop.library.choice import Choice
    from onyx_desktop.models.shelf import Shelf
    from onyx_desktop.settings import Settings

_TIMED_PASSAGES = 20
_DRAWN = """
SELECT title, heading, body FROM passages
WHERE id IN (SELECT id FROM chunks ORDER BY id * 2654435761 % 4294967296 LIMIT ?)
"""


@dataclass(frozen=True, slots=True)
class ModelState:
    """A model and how this library uses it.

    chosen: the settings name it. answering: a search asks it. documents: how many have its vectors, which take
    vectors_bytes on disk; size_bytes: the model's own files. fallback: why it runs on the processor although the
    settings name another provider. refines: the settings name it to work beside the one that answers.
    """

    card: ModelCard
    installed: bool
    chosen: bool
    answering: bool
    documents: int
    vectors_bytes: int
    size_bytes: int
    fallback: str = ""
    refines: bool = False


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast a model is here, and how long all passages that lack its vectors would take."""

    passages_a_second: float
    reindex_seconds: float


class Shelves:
    """The models of one library."""

    def __init__(self, store: Store, shelf: Shelf, choice: Choice) -> None:
        self._store = store
        self._shelf = shelf
        self._choice = choice

    def models(self, settings: Settings) -> list[ModelState]:
        """Every model of the catalogue and every imported one."""
        encoder, answering = self._choice.answering.space.encoder, self._choice.answering.space.card.id
        marks = dict(self._store.database.rows("SELECT fingerprint, count(*) FROM marks GROUP BY fingerprint"))
        installed = {card.id for card in self._shelf.list()}
        refining = set(chosen(settings).values())
        spaces: dict[str, list[str]] = {}
        for fingerprint, model in self._choice.spaces().items():
            spaces.setdefault(model, []).append(fingerprint)
        return [
            ModelState(
                card=card,
                installed=card.id in installed,
                chosen=card.id == settings.model,
                answering=card.id == answering,
                documents=max((marks.get(each, 0) for each in spaces.get(card.id, ())), default=0),
                vectors_bytes=sum(self._store.made_bytes(each) for each in spaces.get(card.id, ())),
                size_bytes=self._shelf.size_bytes(card.id) if card.id in installed else 0,
                fallback=encoder.fallback if card.id == answering else "",
                refines=card.id in refining,
            )
            for card in self._shelf.catalogue()
        ]

    def install(self, model_id: str, settings: Settings) -> Generator[Step, None, ModelCard]:
        """Download a model of the catalogue; see `Shelf.install`."""
        from onyx_desktop.models.hub import Hub
        from onyx_desktop.vectors import sample

        hub = Hub(settings.hub_endpoint or None, settings.hub_proxy or None, settings.hub_token or None)
        return (yield from self._shelf.install(model_id, hub, sample.rows))

    def import_model(self, path: Path) -> Generator[Step, None, ModelCard]:
        """Take a model from a folder, a zip or a file of word vectors; see `Shelf.import_model`."""
        from onyx_desktop.vectors import sample

        return (yield from self._shelf.import_model(path, sample.rows))

    def remove(self, model_id: str, settings: Settings) -> None:
        """Delete a model and its vectors. Raises `ModelInUse`, `ModelMissing`, `ModelUnfit`."""
        if model_id in {settings.model, *chosen(settings).values()}:
            raise ModelInUse(model_id)
        self._choice.drop(model_id)
        self._shelf.remove(model_id)

    def speed(self, model_id: str) -> Generator[Step, None, Speed]:
        """Time a model on 20 passages of the library, or on the sample texts while it has none."""
        from onyx_desktop.vectors import sample

        encoder = self._choice.encoder(model_id)
        texts = [embedded_text(*row) for row in self._store.database.rows(_DRAWN, (_TIMED_PASSAGES,))]
        texts = texts or sample.pairs()[1][:_TIMED_PASSAGES]
        encoder.encode(texts[:1])  # loads what is loaded once
        began = time.perf_counter()
        done = 0
        for places, _ in encoder.batches(texts):
            done += len(places)
            yield Step(Phase.EMBEDDING, done, len(texts))
        seconds = max(time.perf_counter() - began, 1e-6)
        (waiting,) = self._store.database.row(
            "SELECT count(*) FROM chunks WHERE document_id NOT IN (SELECT document_id FROM marks WHERE fingerprint IN"
            " (SELECT fingerprint FROM spaces WHERE model = ?))",
            (model_id,),
        )
        return Speed(len(texts) / seconds, waiting * seconds / len(texts))
