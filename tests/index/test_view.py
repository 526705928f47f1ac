"""What is searchable: live chunks, their vectors, and filters as masks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onyx_desktop.domain import Filters
from onyx_desktop.index.catalog import Catalog
from onyx_desktop.index.database import Database
from onyx_desktop.index.matrix import Matrix
from onyx_desktop.index.view import View
from tests.index.conftest import add, key_of

BODIES = ("alpha", "beta", "gamma")


def unit(number: int) -> np.ndarray:
    return np.eye(4, dtype=np.float32)[number]


@pytest.fixture
def matrix(tmp_path: Path) -> Matrix:
    return Matrix(tmp_path / "matrix", 4, write=True)


@pytest.fixture
def view(catalog: Catalog, database: Database, matrix: Matrix) -> View:
    for number, body in enumerate(BODIES):
        add(catalog, f"/docs/{body}.txt", body, mtime_ns=number)
    matrix.append([key_of(body) for body in BODIES[:2]], np.stack([unit(0), unit(1)]))
    return View(database, matrix)


def test_cosines_are_exact_and_absent_vectors_are_nan(view: View) -> None:
    view.refresh()
    cosines = view.cosines(unit(1))
    assert cosines[:2].tolist() == [0, 1]
    assert np.isnan(cosines[2])


def test_a_vector_that_comes_later_is_seen(view: View, matrix: Matrix) -> None:
    view.refresh()
    matrix.append([key_of("gamma")], unit(2)[None])
    view.refresh()
    assert view.cosines(unit(2)).tolist() == [0, 0, 1]
    assert view.cosines_at(unit(2), np.array([2, 0])).tolist() == [1, 0]


def test_a_forgotten_file_is_not_searchable_and_comes_back_with_it(view: View, catalog: Catalog) -> None:
    view.refresh()
    catalog.note_gone([Path("/docs/beta.txt")])
    view.refresh()
    assert view.chunk_ids.tolist() == [1, 3]
    add(catalog, "/docs/beta.txt", "beta")
    view.refresh()
    assert view.chunk_ids.tolist() == [1, 2, 3]
    assert view.positions(np.array([2, 7]))[1].tolist() == [True, False]


def test_new_documents_are_added(view: View, catalog: Catalog) -> None:
    view.refresh()
    add(catalog, "/docs/delta.txt", "delta one", "delta two")
    view.refresh()
    assert view.chunk_ids.tolist() == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(types=frozenset({".pdf"})), {"lease"}),
        (Filters(not_types=frozenset({".pdf"})), {"mail", "note", "percent"}),
        (Filters(folders=("contracts",)), {"lease", "mail"}),
        (Filters(folders=("Contracts/Flat 3",)), {"mail"}),
        (Filters(folders=("/docs/contracts",)), {"lease", "mail"}),
        (Filters(folders=("docs/",)), {"lease", "mail", "note", "percent"}),
        (Filters(folders=("ontracts",)), set()),
        (Filters(folders=("100%",)), {"percent"}),
        (Filters(not_folders=("Contracts",)), {"note", "percent"}),
        (Filters(folders=("ÄRZTE",)), {"note"}),
        (Filters(after_ns=20), {"note", "percent", "mail"}),
        (Filters(before_ns=20), {"lease"}),
        (Filters(after_ns=20, before_ns=30), {"mail"}),
    ],
)
def test_filters(filters: Filters, expected: set[str], catalog: Catalog, database: Database, matrix: Matrix) -> None:
    for number, (path, body) in enumerate(
        [("/docs/Contracts/a.PDF", "lease"), ("/docs/Contracts/Flat 3/b.eml", "mail"), ("/docs/Ärzte/c.txt", "note"),
         ("/docs/100%/d.txt", "percent")], start=1
    ):  # fmt: skip
        add(catalog, path, body, mtime_ns=10 * number)
    view = View(database, matrix)
    view.refresh()
    names = np.array(["lease", "mail", "note", "percent"])
    assert set(names[view.mask(filters)]) == expected
