"""What a length and a precision cost and keep, measured on the passages of a library."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from onyx_desktop.domain import Chunk, Distance, Document, File, Look, Page, Precision
from onyx_desktop.library import Library
from onyx_desktop.library.looks import LookFigures, lengths
from onyx_desktop.library.passages import keyed
from onyx_desktop.settings import Settings
from tests.library.conftest import run
from tests.real import COUNT, vectors

CODED = [Precision.INT8, Precision.PRODUCT, Precision.BINARY, Precision.TIERED]


def fill(library: Library, count: int) -> None:
    """A file with one passage for each of the first `count` real vectors."""
    folder = library.store.catalog.add_folder(Path("/docs"))
    file = File(Path("/docs/all.txt"), 1, 1)
    bodies = [f"passage {number}" for number in range(count)]
    document = Document("all", tuple(Page(number, body) for number, body in enumerate(bodies, 1)), paged=True)
    rows = keyed(document, [Chunk(number, number + 1, 0, len(body), body) for number, body in enumerate(bodies)])
    library.store.catalog.note_found(folder, [file], [])
    library.store.catalog.add_document(file, b"all", document, rows)
    library.choice.answering.space.matrix.append([row[-1] for row in rows], vectors()[:count])


def by_look(figures: list[LookFigures]) -> dict[tuple[int, Precision], LookFigures]:
    return {(each.look.dimensions, each.look.precision): each for each in figures}


@pytest.mark.parametrize(
    ("full", "trained", "stops"),
    [
        (384, (), [64, 128, 256, 384]),
        (768, (64, 100, 512), [64, 100, 128, 256, 384, 512, 768]),
        (1024, (), [64, 128, 256, 384, 512, 768, 1024]),
        (50, (), [50]),
    ],
)
def test_the_stops_of_a_model(full: int, trained: tuple[int, ...], stops: list[int]) -> None:
    assert lengths(full, trained) == stops


def test_the_table(library: Library) -> None:
    fill(library, COUNT)
    table = by_look(run(library.looks()))
    assert list(table) == [(each, Precision.FLOAT16) for each in (64, 128, 256, 384)] + [(384, each) for each in CODED]
    full = table[384, Precision.FLOAT16]
    assert (full.same_top_10, full.recall_10, full.size_bytes) == (1, 1, COUNT * 768)
    shares = [table[each, Precision.FLOAT16].same_top_10 for each in (64, 128, 256, 384)]
    assert shares == sorted(shares)
    assert 0.2 < shares[0] < 0.7
    assert all(table[each, Precision.FLOAT16].recall_10 == 1 for each in (64, 128, 256))
    assert all(table[384, each].recall_10 == table[384, each].same_top_10 >= 0.97 for each in CODED)
    sizes = [table[384, each].size_bytes for each in (Precision.BINARY, Precision.PRODUCT, Precision.INT8)]
    assert sizes == sorted(sizes)
    assert sizes[-1] < full.size_bytes
    assert all(each.ms > 0 and each.coded for each in table.values())


def test_a_length_and_a_precision_together(library: Library) -> None:
    fill(library, COUNT)
    figures = run(library.look_figures(Look(64, Precision.INT8)))
    assert figures.look == Look(64, Precision.INT8)
    assert figures.size_bytes < COUNT * 66
    assert figures.same_top_10 < 0.8
    assert figures.recall_10 >= 0.99


def test_measuring_leaves_nothing_behind_and_the_search_as_it_was(library: Library) -> None:
    fill(library, COUNT)
    folder = library.choice.answering.space.matrix.folder
    before = sorted(folder.iterdir())
    job = library.looks()
    hits = [library.search("passage 7").hits for _ in zip(range(5), job, strict=False)]
    assert all(each == hits[0] for each in hits)
    job.close()
    assert sorted(folder.iterdir()) == before


def test_with_few_passages_it_says_that_there_are_no_codes(library: Library) -> None:
    fill(library, 20)
    table = by_look(run(library.looks()))
    assert {each: table[384, each].coded for each in CODED} == {
        Precision.INT8: False, Precision.PRODUCT: False, Precision.BINARY: False, Precision.TIERED: True,
    }  # fmt: skip
    assert table[384, Precision.BINARY].recall_10 == 1


@pytest.mark.parametrize("count", [0, 1])
def test_hardly_anything_to_measure(library: Library, count: int) -> None:
    if count:
        fill(library, count)
    assert all(each.same_top_10 == 1 for each in run(library.looks()))


@pytest.mark.parametrize(
    "look", [Look(128), *(Look(0, each) for each in CODED), Look(64, Precision.BINARY, Distance.MANHATTAN)]
)
def test_a_look_applies_at_once_and_an_update_makes_its_codes(library: Library, look: Look) -> None:
    fill(library, COUNT)
    chosen = {"dimensions": look.dimensions, "precision": look.precision.value, "distance": look.distance.value}
    library.apply(dataclasses.replace(Settings(), **chosen))
    view = library.choice.answering.view
    view.refresh()
    everything = np.ones(len(view), np.bool_)
    assert np.nanargmax(view.nearest(vectors()[7], everything, 10)) == 7
    run(library.embed())
    view.refresh()
    assert view.coded == COUNT
    assert np.nanargmax(view.nearest(vectors()[7], everything, 10)) == 7
