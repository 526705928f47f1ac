"""The search over real vectors, under every look: exact figures, masks, growth, deletion, codes on disk."""

import time
from pathlib import Path

import numpy as np
import pytest

from onyx_desktop.domain import Distance, Document, Look, Page, Precision
from onyx_desktop.index.catalog import Catalog
from onyx_desktop.index.database import Database
from onyx_desktop.index.matrix import Matrix
from onyx_desktop.index.view import View
from onyx_desktop.vectors.lens import Lens
from onyx_desktop.vectors.matryoshka import cut
from tests.index.conftest import file_at
from tests.real import COUNT, best, recall, vectors

CODED = [Precision.INT8, Precision.PRODUCT, Precision.BINARY, Precision.TIERED]
KEYS = [number.to_bytes(16, "big") for number in range(COUNT)]
PART = 100  # passages in a file


@pytest.fixture
def matrix(tmp_path: Path) -> Matrix:
    return Matrix(tmp_path / "matrix", 384, write=True)


@pytest.fixture
def shelf(catalog: Catalog, matrix: Matrix) -> Catalog:
    """A catalog of files with a hundred passages each, whose vectors are in the matrix."""
    folder = catalog.add_folder(Path("/docs"))
    for first in range(0, COUNT, PART):
        file = file_at(f"/docs/{first}.txt")
        catalog.note_found(folder, [file], [])
        document = Document("", tuple(Page(number, "x") for number in range(1, PART + 1)), paged=True)
        rows = [(number, number + 1, 0, 1, "", KEYS[first + number]) for number in range(PART)]
        catalog.add_document(file, str(first).encode(), document, rows)
    matrix.append(KEYS, vectors())
    return catalog


def opened(database: Database, matrix: Matrix, look: Look, *, kept: bool = True) -> View:
    view = View(database, matrix, Lens(look, 384), kept=kept)
    for _ in view.prepare():
        pass
    return view


def found(view: View, number: int, limit: int = 10, allowed: np.ndarray | None = None) -> np.ndarray:
    """Positions of the best, which are rows here as long as nothing is deleted."""
    everything = np.ones(len(view), np.bool_)
    nearest = view.nearest(vectors()[number], everything if allowed is None else allowed, limit)
    return np.array([place for place in best(np.nan_to_num(nearest, nan=-9), limit) if not np.isnan(nearest[place])])


@pytest.mark.parametrize("precision", Precision)
@pytest.mark.parametrize("dimensions", [0, 128])
def test_nearest_finds_what_comparing_all_finds(
    shelf, database: Database, matrix: Matrix, precision: Precision, dimensions: int
) -> None:
    view = opened(database, matrix, Look(dimensions, precision), kept=False)
    assert view.coded == COUNT
    truth = cut(vectors().astype(np.float16), dimensions)
    shares = []
    for number in range(0, COUNT, 50):
        exact = truth @ cut(vectors()[number], dimensions)
        nearest = view.nearest(vectors()[number], np.ones(COUNT, np.bool_), 20)
        there = ~np.isnan(nearest)
        assert there.sum() >= 20
        assert np.abs(nearest[there] - exact[there]).max() < 1e-6
        shares.append(recall(best(np.where(there, nearest, -9), 10), best(exact, 10)))
    assert np.mean(shares) >= (0.97 if precision in CODED else 1)


@pytest.mark.parametrize(
    "look", [Look(precision=each) for each in Precision] + [Look(64), Look(distance=Distance.MANHATTAN)]
)
def test_a_filter_comes_before_the_candidates(shelf, database: Database, matrix: Matrix, look: Look) -> None:
    view = opened(database, matrix, look, kept=False)
    few = np.zeros(COUNT, np.bool_)
    few[[3, 700, 1400]] = True
    assert sorted(found(view, 5, 10, few).tolist()) == [3, 700, 1400]
    half = np.arange(COUNT) % 2 == 1
    places = found(view, 4, 10, half)
    assert (places % 2 == 1).all()
    exact = np.where(half, view.cosines(vectors()[4]), -9)
    assert recall(places, best(exact, 10)) >= 0.9


def test_manhattan_is_compared_in_full(shelf, database: Database, matrix: Matrix) -> None:
    view = opened(database, matrix, Look(distance=Distance.MANHATTAN))
    assert view.coded == 0
    sums = np.abs(vectors().astype(np.float16).astype(np.float32) - vectors()[9]).sum(axis=1)
    assert found(view, 9).tolist() == best(-sums, 10).tolist()


@pytest.mark.parametrize("precision", CODED)
def test_cosines_are_those_of_the_chosen_length(
    shelf, database: Database, matrix: Matrix, precision: Precision
) -> None:
    view = opened(database, matrix, Look(64, precision), kept=False)
    exact = cut(vectors().astype(np.float16), 64) @ cut(vectors()[2], 64)
    assert np.abs(view.cosines(vectors()[2]) - exact).max() < 1e-6
    assert np.abs(view.cosines_at(vectors()[2], np.array([9, 4])) - exact[[9, 4]]).max() < 1e-6


@pytest.mark.parametrize("precision", CODED)
def test_rows_that_come_later_are_found(shelf, database: Database, matrix: Matrix, precision: Precision) -> None:
    view = opened(database, matrix, Look(precision=precision))
    wanted = -vectors()[:2]  # like nothing else
    file = file_at("/docs/late.txt")
    shelf.note_found(shelf.add_folder(Path("/docs")), [file], [])
    rows = [(number, number + 1, 0, 1, "", (9000 + number).to_bytes(16, "big")) for number in range(2)]
    shelf.add_document(file, b"late", Document("", (Page(1, "x"), Page(2, "y")), paged=True), rows)
    matrix.append([row[-1] for row in rows], wanted)
    view.refresh()
    nearest = view.nearest(wanted[1], np.ones(len(view), np.bool_), 10)
    assert np.nanargmax(nearest) == COUNT + 1
    assert np.nanmax(nearest) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("precision", CODED)
def test_deleted_files_are_not_found(shelf, database: Database, matrix: Matrix, precision: Precision) -> None:
    view = opened(database, matrix, Look(precision=precision))
    gone = np.flatnonzero(view.positions(np.arange(1, PART + 1))[1])
    shelf.note_gone([Path("/docs/0.txt")])
    view.refresh()
    assert len(view) == COUNT - PART
    nearest = view.nearest(vectors()[gone[3]], np.ones(len(view), np.bool_), 10)
    assert np.nanmax(nearest) < 0.999
    assert np.nanmax(view.nearest(vectors()[500], np.ones(len(view), np.bool_), 10)) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("precision", CODED)
def test_a_rewritten_matrix_is_coded_anew(shelf, database: Database, matrix: Matrix, precision: Precision) -> None:
    view = opened(database, matrix, Look(precision=precision))
    assert list(matrix.folder.glob("codes-*"))
    matrix.keep(KEYS[::-1][:1200])
    assert not list(matrix.folder.glob("codes-*"))
    for _ in view.prepare():
        pass
    assert view.coded == 1200
    nearest = view.nearest(vectors()[1000], np.ones(len(view), np.bool_), 10)
    assert np.nanargmax(nearest) == 1000
    assert np.isnan(view.cosines(vectors()[0])).sum() == 300


def test_another_process_sees_that_the_matrix_was_rewritten(shelf, database: Database, matrix: Matrix) -> None:
    reader = Matrix(matrix.folder, 384, write=False)
    view = opened(database, reader, Look(precision=Precision.INT8))
    matrix.keep(KEYS[::-1])
    view.refresh()
    assert np.nanargmax(view.nearest(vectors()[7], np.ones(len(view), np.bool_), 10)) == 7


@pytest.mark.parametrize("look", [Look(128), *(Look(precision=each) for each in CODED)])
def test_codes_are_read_again_and_not_made_again(shelf, database: Database, matrix: Matrix, look: Look) -> None:
    first = opened(database, matrix, look)
    (file,) = matrix.folder.glob("codes-*")
    stamp = file.stat().st_mtime_ns
    again = View(database, Matrix(matrix.folder, 384, write=False), Lens(look, 384))
    again.refresh()
    assert again.coded == COUNT
    assert file.stat().st_mtime_ns == stamp
    assert found(again, 8).tolist() == found(first, 8).tolist()
    assert again.searched_bytes == first.searched_bytes < matrix.size_bytes


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other"])
def test_damaged_codes_are_made_again(shelf, database: Database, matrix: Matrix, damage: str) -> None:
    look = Look(precision=Precision.INT8)
    expected = found(opened(database, matrix, look), 8).tolist()
    (file,) = matrix.folder.glob("codes-*")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    whole = {"cut": content[: len(content) // 2], "flipped": content, "empty": b"", "other": b"PK not a zip at all"}
    file.write_bytes(bytes(whole[damage]))
    view = View(database, Matrix(matrix.folder, 384, write=False), Lens(look, 384))
    view.refresh()
    assert view.coded == COUNT
    assert found(view, 8).tolist() == expected
    with np.load(file) as archive:
        assert len(archive["codes"]) == COUNT


def test_codes_of_other_rows_are_not_taken(shelf, database: Database, matrix: Matrix, tmp_path: Path) -> None:
    opened(database, matrix, Look(precision=Precision.INT8))
    (file,) = matrix.folder.glob("codes-*")
    other = Matrix(tmp_path / "other", 384, write=True)
    other.append(KEYS, vectors()[::-1])
    file.rename(other.folder / file.name)
    view = View(database, other, Lens(Look(precision=Precision.INT8), 384))
    view.refresh()
    assert np.nanargmax(view.nearest(vectors()[0], np.ones(COUNT, np.bool_), 10)) == COUNT - 1


def test_a_disk_that_takes_no_codes_is_no_reason_to_stop(shelf, database: Database, matrix: Matrix) -> None:
    """A folder stands where the file should go, which no right and no administrator can write over."""
    (matrix.folder / "codes-384-int8.npz").mkdir()
    view = opened(database, matrix, Look(precision=Precision.INT8))
    assert view.coded == COUNT
    assert np.nanargmax(view.nearest(vectors()[7], np.ones(COUNT, np.bool_), 10)) == 7
    assert not list(matrix.folder.glob("*.draft"))


def test_only_the_codes_in_use_are_kept(shelf, database: Database, matrix: Matrix) -> None:
    for look in (Look(128), Look(precision=Precision.INT8), Look(precision=Precision.BINARY)):
        opened(database, matrix, look)
    assert [file.name for file in matrix.folder.glob("codes-*")] == ["codes-384-binary.npz"]


@pytest.mark.parametrize("precision", [Precision.INT8, Precision.PRODUCT, Precision.BINARY])
def test_too_few_vectors_are_compared_one_by_one(
    catalog: Catalog, database: Database, matrix: Matrix, precision: Precision
) -> None:
    file = file_at("/docs/a.txt")
    catalog.note_found(catalog.add_folder(Path("/docs")), [file], [])
    rows = [(number, number + 1, 0, 1, "", KEYS[number]) for number in range(PART)]
    pages = tuple(Page(number, "x") for number in range(1, PART + 1))
    catalog.add_document(file, b"a", Document("", pages, paged=True), rows)
    matrix.append(KEYS[:PART], vectors()[:PART])
    view = opened(database, matrix, Look(precision=precision))
    assert view.coded == 0
    assert found(view, 3).tolist() == best(vectors()[:PART] @ vectors()[3], 10).tolist()


def test_product_codes_are_never_made_by_a_search(shelf, database: Database, matrix: Matrix) -> None:
    view = View(database, matrix, Lens(Look(precision=Precision.PRODUCT), 384))
    began = time.monotonic()
    view.refresh()
    assert view.coded == 0
    assert found(view, 3).tolist() == best(vectors() @ vectors()[3], 10).tolist()
    assert time.monotonic() - began < 1
    opened(database, matrix, Look(precision=Precision.PRODUCT))
    view.refresh()
    assert view.coded == COUNT


def test_float32_is_stored_as_it_is(tmp_path: Path) -> None:
    wide = Matrix(tmp_path / "wide", 384, write=True, precision=Precision.FLOAT32)
    wide.append(KEYS, vectors())
    assert np.array_equal(wide.vectors(np.arange(COUNT)), vectors())
    assert sorted(file.name for file in wide.folder.iterdir()) == ["keys.bin", "vectors.f32"]
    wide.keep(KEYS[5:])
    assert np.array_equal(wide.vectors(wide.rows_of(KEYS[5:7])), vectors()[5:7])
