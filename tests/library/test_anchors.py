"""What a saved search holds of its likes finds the same passages after files were read again, moved and deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from onyx_desktop.domain import NO_SEED, Anchored, Depth, Hit, Mode, Seed
from onyx_desktop.library import Library
from tests.library.conftest import run


@pytest.fixture
def filled(library: Library, folder: Path) -> Library:
    library.add_folder(folder)
    run(library.update(depth=Depth.WORDS))
    return library


def hit(library: Library, question: str) -> Hit:
    return library.search(question, mode=Mode.WORDS).hits[0]


def test_likes_outlive_another_reading(filled: Library, folder: Path) -> None:
    soup, lease = hit(filled, "pumpkin"), hit(filled, "landlord")
    seed = Seed(
        (soup.chunk_id,), (lease.document_id,), ("pasted",), (lease.chunk_id,), (frozenset({soup.document_id}),)
    )
    anchored = filled.anchors.of(seed)
    assert filled.anchors.seed(anchored) == seed
    assert "landlord" not in str(anchored)
    run(filled.unread(folder))
    run(filled.update(depth=Depth.WORDS))
    again, lease_again = hit(filled, "pumpkin"), hit(filled, "landlord")
    assert again.chunk_id != soup.chunk_id
    assert filled.anchors.seed(anchored) == Seed(
        (again.chunk_id,),
        (lease_again.document_id,),
        ("pasted",),
        (lease_again.chunk_id,),
        (frozenset({again.document_id}),),
    )


def test_a_changed_document_is_found_by_its_path_and_a_moved_one_by_its_content(filled: Library, folder: Path) -> None:
    soup, lease = hit(filled, "pumpkin"), hit(filled, "landlord")
    anchored = filled.anchors.of(Seed(documents=(soup.document_id, lease.document_id)))
    with soup.path.open("a", encoding="utf-8") as file:
        file.write("\n\nServe it hot.")
    lease.path.rename(folder / "lease of the flat.txt")
    run(filled.update(depth=Depth.WORDS))
    now = (hit(filled, "pumpkin").document_id, hit(filled, "landlord").document_id)
    assert now[0] != soup.document_id
    assert filled.anchors.seed(anchored).documents == now


def test_what_is_gone_is_left_out(filled: Library) -> None:
    soup = hit(filled, "pumpkin")
    seed = Seed((soup.chunk_id,), (soup.document_id,), within=(frozenset({soup.document_id}),))
    anchored = filled.anchors.of(seed)
    soup.path.unlink()
    run(filled.update(depth=Depth.WORDS))
    run(filled.tidy())
    assert filled.anchors.seed(anchored) == NO_SEED
    assert filled.anchors.of(Seed((987654,), unlike=(987655,))) == Anchored()
