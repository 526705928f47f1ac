"""A compact index: no graph, no token vectors; the same passages, and the way there and back without embedding."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np

from onyx_desktop import paths
from onyx_desktop.domain import Chunk, Document, File, Mode, Page, Precision
from onyx_desktop.library import Library
from onyx_desktop.library.passages import keyed
from onyx_desktop.library.waiting import mark
from onyx_desktop.settings import Settings
from tests import real
from tests.library.conftest import run

USUAL = Settings(exact_limit=0)
COMPACT = dataclasses.replace(USUAL, compact=True)


def test_it_is_chosen_and_left_without_embedding(home: paths.Home, folder: Path) -> None:
    with Library.open(home, USUAL) as library:
        made = run(library.update([folder]))
        before = [(hit.path, hit.cosine) for hit in library.search("who repairs the heating?", mode=Mode.MEANING).hits]
        assert {"chroma", "tokens"} <= {path.name for path in home.data.iterdir()}
        assert any((home.data / "tokens").rglob("*.*"))
        library.apply(COMPACT)
        done = run(library.update())
        assert (done.embedded, done.reused) == (0, 0)
        assert not (home.data / "chroma").exists()
        assert not [path for path in (home.data / "tokens").rglob("*") if path.is_file()]
        after = [(hit.path, hit.cosine) for hit in library.search("who repairs the heating?", mode=Mode.MEANING).hits]
        assert after == before
        assert run(library.verify(repair=False)).findings == ()
        (folder / "Letters" / "insurance.txt").unlink()
        run(library.update())
        assert not (home.data / "chroma").exists()
        library.apply(USUAL)
        assert run(library.update()).embedded == 0
        assert library.store.dense.count(library.choice.chosen.mirror.collection) == made.chunks - 1


def test_codes_find_what_comparing_everything_finds(home: paths.Home) -> None:
    """With enough passages for codes; their texts do not matter, the vectors are real."""
    vectors = real.vectors()
    with Library.open(home, COMPACT) as library:
        catalog, space = library.store.catalog, library.choice.chosen.space
        key = catalog.add_folder(Path("/somewhere"))
        file = File(Path("/somewhere/book.txt"), 1, 1)
        pages = tuple(Page(number, f"passage {number}") for number in range(1, len(vectors) + 1))
        document = Document("book", pages, paged=True)
        rows = keyed(document, [Chunk(n, n + 1, 0, len(page.text), page.text) for n, page in enumerate(pages)])
        catalog.note_found(key, [file], [])
        made = catalog.add_document(file, bytes(16), document, rows)
        space.matrix.append([row[-1] for row in rows], vectors)
        mark(library.store.database, [made], space.fingerprint)
        library.choice.settle()
        view = library.choice.answering.view
        run(view.prepare())
        assert library.settings.look.precision is Precision.BINARY
        assert view.coded == len(vectors)
        hits = 0
        for question in vectors[::30]:
            found = view.nearest(question, np.ones(len(view), np.bool_), 10)
            assert np.isnan(found).sum() > 1000  # most are never compared in full
            best = set(real.best(np.nan_to_num(found, nan=-2), 10).tolist())
            hits += len(best & set(real.best(view.cosines(question), 10).tolist()))
        assert hits / (10 * len(vectors[::30])) >= 0.99
    assert not (home.data / "chroma").exists()
