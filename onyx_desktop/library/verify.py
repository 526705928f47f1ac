"""Does everything derived agree with the truth? And if not: make it again, without embedding."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.domain import Phase, Step
from onyx_desktop.errors import IndexDamaged
from onyx_desktop.index import words
from onyx_desktop.index.terms import Terms, damaged_files
from onyx_desktop.index.view import View
from onyx_desktop.library.served import mirror_of

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from onyx_desktop.index.store import Store
    from onyx_desktop.library.meaning import Space
    from onyx_desktop.library.tokens import TokenSpace

_CHECKS = 6


class Finding(enum.Enum):
    """What can be wrong. The value is what `--json` says."""

    WORDS = "words"
    VECTORS_DAMAGED = "vectors-damaged"
    VECTORS_MISSING = "vectors-missing"
    TOKENS_DAMAGED = "tokens-damaged"
    TOKENS_MISSING = "tokens-missing"
    TERMS_DAMAGED = "terms-damaged"
    TERMS_MISSING = "terms-missing"
    CHROMA = "chroma"


@dataclass(frozen=True, slots=True)
class Report:
    """findings: what was wrong, with a count where one means something. to_embed: documents the next update embeds."""

    findings: tuple[tuple[Finding, int], ...]
    repaired: bool
    documents: int
    chunks: int
    to_embed: int


class Verify:
    """One check of one library."""

    def __init__(
        self, store: Store, space: Space, tokens: TokenSpace | None = None, static: Space | None = None
    ) -> None:
        """tokens: the token vectors that are kept. static: the space of the second depth."""
        self._store = store
        self._tokens = tokens
        self._spaces = [each for each in (space, static) if each is not None]
        self._matrix = space.matrix
        self._fingerprint, self._model = space.fingerprint, space.card.id
        self._found: list[tuple[Finding, int]] = []

    def run(self, repair: bool) -> Generator[Step, None, Report]:
        """Check each part, repair it if asked. Raises `IndexDamaged` if the catalog itself, the truth, is broken."""
        database = self._store.database
        yield Step(Phase.CHECKING, 0, _CHECKS)
        (verdict,) = database.row("PRAGMA quick_check(1)")
        if verdict != "ok":
            raise IndexDamaged(database.path, verdict)
        yield Step(Phase.CHECKING, 1, _CHECKS)
        self._check_words(repair)
        yield Step(Phase.CHECKING, 2, _CHECKS)
        for space in self._spaces:
            self._check_vectors(space, repair)
        yield Step(Phase.CHECKING, 3, _CHECKS)
        self._check_tokens(repair)
        yield Step(Phase.CHECKING, 4, _CHECKS)
        self._check_terms(repair)
        yield Step(Phase.CHECKING, 5, _CHECKS)
        yield from self._check_chroma(repair)
        documents, chunks = database.row("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM chunks)")
        (marked,) = database.row("SELECT count(*) FROM marks WHERE fingerprint = ?", (self._fingerprint,))
        return Report(tuple(self._found), repair and bool(self._found), documents, chunks, documents - marked)

    def _check_words(self, repair: bool) -> None:
        if not words.sound(self._store.database):
            self._found.append((Finding.WORDS, 1))
            if repair:
                words.rebuild(self._store.database)

    def _check_vectors(self, space: Space, repair: bool) -> None:
        """Damaged rows, and documents marked as embedded whose vectors are not there; both are embedded again."""
        damaged = set(space.matrix.damaged())
        if damaged:
            self._found.append((Finding.VECTORS_DAMAGED, len(damaged)))
        documents, keys = self._marked(space.fingerprint)
        there = space.matrix.rows_of(keys) >= 0
        lacking = _lacking(documents, [known and key not in damaged for known, key in zip(there, keys, strict=True)])
        if lacking and not damaged:
            self._found.append((Finding.VECTORS_MISSING, len(lacking)))
        if repair and (lacking or damaged):
            self._unmark(lacking, space.fingerprint)
            space.matrix.keep([key for key in space.matrix.known_keys() if key not in damaged])

    def _check_tokens(self, repair: bool) -> None:
        """As the vectors; a repair also drops the codes of passages that are gone."""
        if self._tokens is None:
            return
        damaged = set(self._tokens.codes.damaged())
        if damaged:
            self._found.append((Finding.TOKENS_DAMAGED, len(damaged)))
        documents, keys = self._marked(self._tokens.fingerprint)
        there = self._tokens.codes.has(keys)
        lacking = _lacking(documents, [known and key not in damaged for known, key in zip(there, keys, strict=True)])
        if lacking and not damaged:
            self._found.append((Finding.TOKENS_MISSING, len(lacking)))
        if repair and (lacking or damaged):
            self._unmark(lacking, self._tokens.fingerprint)
            live = [bytes(key) for (key,) in self._store.database.rows("SELECT DISTINCT vector_key FROM chunks")]
            self._tokens.codes.keep([key for key in live if key not in damaged])

    def _check_terms(self, repair: bool) -> None:
        """Files of learned terms that are not whole, and marked documents without terms; both are made again."""
        damaged = lacking = 0
        for (fingerprint,) in self._store.database.rows("SELECT fingerprint FROM spaces WHERE dimensions = 0"):
            folder = self._store.terms_folder(fingerprint)
            files = damaged_files(folder)
            terms = Terms(folder, write=False)
            documents, keys = self._marked(fingerprint)
            without = _lacking(documents, (terms.rows_of(keys) >= 0).tolist())
            damaged, lacking = damaged + len(files), lacking + len(without)
            if repair:
                self._unmark(without, fingerprint)
                for file in files:
                    file.unlink(missing_ok=True)
        if damaged:
            self._found.append((Finding.TERMS_DAMAGED, damaged))
        if lacking:
            self._found.append((Finding.TERMS_MISSING, lacking))

    def _marked(self, fingerprint: str) -> tuple[list[int], list[bytes]]:
        """Document and key of each passage of the documents that are marked."""
        rows = self._store.database.rows(
            "SELECT chunks.document_id, vector_key FROM chunks JOIN marks ON marks.document_id = chunks.document_id"
            " WHERE fingerprint = ?",
            (fingerprint,),
        )
        return [row[0] for row in rows], [bytes(row[1]) for row in rows]

    def _unmark(self, documents: set[int], fingerprint: str) -> None:
        with self._store.database.transaction() as connection:
            connection.executemany(
                "DELETE FROM marks WHERE document_id = ? AND fingerprint = ?",
                [(document, fingerprint) for document in documents],
            )

    def _check_chroma(self, repair: bool) -> Generator[Step, None, None]:
        view = View(self._store.database, self._matrix)
        view.refresh()
        mirror = mirror_of(self._store, self._matrix, self._fingerprint, self._model)
        if not mirror.agrees(view):
            self._found.append((Finding.CHROMA, 1))
            if repair:
                yield from mirror.rebuild(view)


def _lacking(documents: Sequence[int], sound: Sequence[bool]) -> set[int]:
    """The documents of which not every passage is sound."""
    return {document for document, well in zip(documents, sound, strict=True) if not well}
