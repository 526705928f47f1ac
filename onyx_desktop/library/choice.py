"""Which model answers, and which is being built.

Each model has vectors of its own, beside those of the others: a space, named by a fingerprint of everything that
changes a vector. The chosen model answers once every document has a vector in its space; until then the one that
answered before goes on. So a switch never leaves a person without answers, and switching back embeds nothing.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from onyx_desktop.domain import Fusing, Kind, Precision
from onyx_desktop.errors import ModelInUse, ModelMissing, ModelUnfit, OnyxError, ServerUnreachable
from onyx_desktop.library import meaning
from onyx_desktop.library.late import Late
from onyx_desktop.library.meaning import EMBEDDING, Meaning, Space
from onyx_desktop.library.search import Finish
from onyx_desktop.library.shallow import STATIC, Shallow
from onyx_desktop.library.tokens import EMBEDDED, TokenSpace, token_space
from onyx_desktop.vectors.dense import DenseEncoder
from onyx_desktop.vectors.encoder import load as load_encoder
from onyx_desktop.vectors.late import LateEncoder, TokenVectors

if TYPE_CHECKING:
    from onyx_desktop.index.store import Store
    from onyx_desktop.library.refiners import Refiners
    from onyx_desktop.models.shelf import Shelf
    from onyx_desktop.settings import Settings
    from onyx_desktop.vectors.encoder import Encoder
    from onyx_desktop.vectors.late import TokenSource

_ANSWERING = "answering"
_WAITING = """
SELECT EXISTS (SELECT 1 FROM documents WHERE EXISTS (SELECT 1 FROM files WHERE document_id = documents.id)
  AND NOT EXISTS (SELECT 1 FROM marks WHERE document_id = documents.id AND fingerprint = ?))
"""


class Choice:
    """The models of one library. Safe from the thread that searches and the one that updates."""

    def __init__(self, store: Store, shelf: Shelf, settings: Settings, refiners: Refiners) -> None:
        self._store = store
        self._shelf = shelf
        self._settings = settings
        self._refiners = refiners
        self._guard = threading.RLock()
        self._encoders: dict[str, Encoder] = {}
        self._spaces: dict[tuple[str, Precision], Space] = {}
        self._meanings: dict[str, Meaning] = {}
        self._tokens: TokenSpace | None = None
        self._shallow: Shallow | None = None
        self._late_failure: OnyxError | None = None
        self.late = Late(store.database, self.tokens)
        store.connect(settings.server)
        store.compact = settings.compact

    @property
    def chosen(self) -> Meaning:
        """What the settings name: the one that an update builds. Raises `ModelMissing`, `ModelDamaged`."""
        with self._guard:
            return self._look_at(self._space(self._settings.model, self._settings.look.precision))

    @property
    def answering(self) -> Meaning:
        """What a search asks: the chosen one, or while it is incomplete the one before. Raises as `chosen`."""
        with self._guard:
            before = self._complete()
            wanted = self._settings.model, meaning.stored(self._settings.look.precision)
            if before is not None and before != wanted:
                try:
                    return self._look_at(self._space(*before))
                except ModelMissing:
                    pass  # removed meanwhile: the chosen one answers with what it has
            return self.chosen

    def apply(self, settings: Settings) -> None:
        """Take other settings; a chosen model that is complete answers at once.

        Raises `ModelMissing`, `ModelDamaged`, and `ModelUnfit` for a model that does not make one vector of a text.
        """
        with self._guard:
            card, _ = self._shelf.find(settings.model)
            if card.kind not in EMBEDDING:
                raise ModelUnfit(card.id, "it makes no vectors of passages")
            before, self._settings = self._settings, settings
            self._tokens = self._late_failure = None
            if (settings.threads, settings.provider) != (before.threads, before.provider):
                self._encoders.clear()
                self._spaces.clear()
            self._meanings.clear()
            self._store.connect(settings.server)
            self._store.compact = settings.compact
            try:
                self.settle()
            except OnyxError:
                self._settings = before
                self._store.connect(before.server)
                self._store.compact = before.compact
                raise

    def note(self, space: Space) -> None:
        """Write down that a space has vectors here; for the writer."""
        facts = (space.fingerprint, space.card.id, space.matrix.dimensions)
        with self._store.database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO spaces(fingerprint, model, dimensions) VALUES (?, ?, ?)", facts)

    def settle(self) -> None:
        """Let the chosen model answer from now on if every document has a vector of it; for the writer."""
        if not self._store.writable:
            return
        with self._guard:
            space = self.chosen.space
            self.note(space)
            with self._store.database.transaction() as connection:
                if connection.execute(_WAITING, (space.fingerprint,)).fetchone()[0]:
                    return
                connection.execute(
                    "INSERT OR REPLACE INTO facts(key, value) VALUES (?, ?)", (_ANSWERING, space.fingerprint)
                )
            self._keep_only(space.card.id)

    def encoder(self, model_id: str) -> Encoder:
        """A model on this computer, loaded. Raises `ModelMissing`, `ModelDamaged`."""
        with self._guard:
            if model_id not in self._encoders:
                card, folder = self._shelf.find(model_id)
                self._encoders[model_id] = load_encoder(folder, card, self._settings.threads, self._settings.provider)
            return self._encoders[model_id]

    def tokens(self, *, make: bool = False) -> TokenSpace | None:
        """The kept token vectors; None if the settings want none or none were begun, which `make` does, for the writer.

        A model that does not load is left out (`late_failure`).
        """
        with self._guard:
            if not self._settings.late or self._late_failure is not None:
                return None
            if self._tokens is None:
                try:
                    self._tokens = token_space(self._store, self._token_source(), make=make)
                except OnyxError as error:
                    self._late_failure = error
            return self._tokens

    @property
    def static(self) -> Space | None:
        """The space of the second depth; None where the chosen model is a table itself, or that one is damaged."""
        with self._guard:
            card, _ = self._shelf.find(self._settings.model)
            if card.kind is not Kind.DENSE:
                return None
            try:
                return self._space(STATIC, Precision.FLOAT16)
            except OnyxError:
                return None  # the words answer until the chosen model has read

    @property
    def shallow(self) -> Shallow | None:
        """The vectors of the second depth, to be searched where the chosen model's are not there yet."""
        with self._guard:
            space = self.static
            if space is None:
                return None
            if self._shallow is None or self._shallow.space is not space:
                self._shallow = Shallow.over(self._store, space)
            return self._shallow

    @property
    def failures(self) -> tuple[OnyxError, ...]:
        """Why the chosen late model is left out, and why the Chroma server is, as far as it is known."""
        late = () if self._late_failure is None else (self._late_failure,)
        server, lost = self._store.server, self.answering.mirror.lost
        return late if server is None or not lost else (*late, ServerUnreachable(server.address, lost))

    def _token_source(self) -> TokenSource:
        chosen = self._settings.late_model or EMBEDDED
        card, folder = self._shelf.find(chosen)
        if card.kind is Kind.LATE:
            return LateEncoder(folder, card, self._settings.threads)
        encoder = self.encoder(chosen)
        if not isinstance(encoder, DenseEncoder):
            raise ModelUnfit(chosen, "it makes no vectors of tokens")
        return TokenVectors(encoder)

    def kept(self) -> tuple[Space, TokenSpace | None, Space | None]:
        """What an update keeps complete: the chosen model's vectors, those of tokens, and the static ones."""
        return self.chosen.space, self.tokens(), self.static

    def spaces(self) -> dict[str, str]:
        """Fingerprint → model id of all vectors that are kept."""
        return dict(self._store.database.rows("SELECT fingerprint, model FROM spaces"))

    def drop(self, model_id: str) -> int:
        """Delete the vectors of a model; returns the bytes that freed. Raises `ModelInUse`."""
        static = STATIC if self.static is not None else ""
        if model_id in {self._settings.model, self._settings.sparse, self.answering.space.card.id, static}:
            raise ModelInUse(model_id)
        freed = 0
        for fingerprint, model in self.spaces().items():
            if model == model_id:
                if self._store.matrix_bytes(fingerprint):
                    self._store.dense.drop(fingerprint)
                with self._store.database.transaction() as connection:
                    connection.execute("DELETE FROM marks WHERE fingerprint = ?", (fingerprint,))
                    connection.execute("DELETE FROM spaces WHERE fingerprint = ?", (fingerprint,))
                freed += self._store.drop_matrix(fingerprint) + self._store.drop_terms(fingerprint)
        return freed

    def _space(self, model_id: str, precision: Precision) -> Space:
        stored = meaning.stored(precision)
        if (model_id, stored) not in self._spaces:
            card, _ = self._shelf.find(model_id)
            self._spaces[model_id, stored] = meaning.space(self._store, card, self.encoder(model_id), stored)
        return self._spaces[model_id, stored]

    def _look_at(self, space: Space) -> Meaning:
        if space.fingerprint not in self._meanings:
            finish = Finish(
                self.late,
                self._refiners,
                self._settings.diversity,
                Fusing(self._settings.fusion),
                lambda: self.shallow if space.card.kind is Kind.DENSE else None,
            )
            self._meanings[space.fingerprint] = meaning.look_at(self._store, space, self._settings, finish)
        return self._meanings[space.fingerprint]

    def _complete(self) -> tuple[str, Precision] | None:
        """Model and storage of the space that was complete last."""
        rows = self._store.database.rows(
            "SELECT model, fingerprint FROM spaces WHERE fingerprint = (SELECT value FROM facts WHERE key = ?)",
            (_ANSWERING,),
        )
        return next(((model, meaning.stored_in(fingerprint)) for model, fingerprint in rows), None)

    def _keep_only(self, model_id: str) -> None:
        """Let go of the models that no search asks any more; a search that still does keeps its own hold of one."""
        late = (self._settings.late_model or EMBEDDED) if self._settings.late else model_id
        self._encoders = {key: each for key, each in self._encoders.items() if key in {model_id, late, STATIC}}
        self._spaces = {key: each for key, each in self._spaces.items() if key[0] in {model_id, STATIC}}
        self._meanings = {key: each for key, each in self._meanings.items() if each.space.card.id == model_id}
