"""Filters as conditions on files and pages."""

from __future__ import annotations

import pytest

from onyx_desktop.domain import Filters
from onyx_desktop.index.catalog import Catalog
from onyx_desktop.index.database import Database
from onyx_desktop.index.filters import conditions, passages

from .conftest import add

GERMAN = "Die Miete ist am Anfang des Monats zu zahlen, und das ist auch so vereinbart."


@pytest.fixture
def files(catalog: Catalog) -> Catalog:
    add(catalog, "/home/Ann/Contracts/Lease 2024.pdf", "one", "two", "three")
    add(catalog, "/home/Ann/Contracts/old/ДОГОВОР.pdf", GERMAN)
    add(catalog, "/home/Ann/100%_sure/Réponse.TXT", "The rent is paid at the end of the month and that is it.")
    add(catalog, "C:\\Users\\Ann\\Notes\\a!b.md", "four")
    return catalog


def found(database: Database, **filters: object) -> set[str]:
    where, values = conditions(Filters(**filters))  # type: ignore[arg-type]  # fields by name
    rows = database.rows(f"SELECT path FROM files WHERE {where}", values)
    return {row[0].decode().replace("\\", "/").rpartition("/")[2] for row in rows}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"folders": ("contracts",)}, {"Lease 2024.pdf", "ДОГОВОР.pdf"}),
        ({"folders": ("Contracts", "OLD")}, {"ДОГОВОР.pdf"}),
        ({"folders": ("Contracts/old",)}, {"ДОГОВОР.pdf"}),
        ({"folders": ("/home/ann",)}, {"Lease 2024.pdf", "ДОГОВОР.pdf", "Réponse.TXT"}),
        ({"folders": ("/ann",)}, set()),
        ({"folders": ("c:\\users",)}, {"a!b.md"}),
        ({"folders": ("notes",)}, {"a!b.md"}),
        ({"folders": ("100%_sure",)}, {"Réponse.TXT"}),
        ({"folders": ("100_",)}, set()),
        ({"not_folders": ("Contracts",)}, {"Réponse.TXT", "a!b.md"}),
        ({"names": ("lease",)}, {"Lease 2024.pdf"}),
        ({"names": ("договор",)}, {"ДОГОВОР.pdf"}),
        ({"names": ("reponse",)}, {"Réponse.TXT"}),
        ({"names": ("*.PDF",)}, {"Lease 2024.pdf", "ДОГОВОР.pdf"}),
        ({"names": ("lease ????.pdf",)}, {"Lease 2024.pdf"}),
        ({"names": ("lease*", "*2023*")}, set()),
        ({"names": ("!",)}, {"a!b.md"}),
        ({"names": ("contracts",)}, set()),
        ({"not_names": ("*.pdf",)}, {"Réponse.TXT", "a!b.md"}),
        ({"languages": frozenset({"de"})}, {"ДОГОВОР.pdf"}),
        ({"not_languages": frozenset({"de", "en"})}, {"Lease 2024.pdf", "a!b.md"}),
        ({"least_bytes": 11}, set()),
        ({"least_bytes": 10, "most_bytes": 10, "types": frozenset({".txt"})}, {"Réponse.TXT"}),
        ({"before_ns": 10**30}, {"Lease 2024.pdf", "ДОГОВОР.pdf", "Réponse.TXT", "a!b.md"}),
    ],
)
def test_files(files: Catalog, filters: dict[str, object], expected: set[str]) -> None:
    assert found(files.database, **filters) == expected


def test_pages(files: Catalog) -> None:
    assert passages(Filters()) is None
    condition = passages(Filters(pages=((2, 2), (3, None))))
    assert condition is not None
    where, values = condition
    rows = files.database.rows(
        f"SELECT number FROM pages JOIN documents ON documents.id = pages.document_id WHERE {where}", values
    )
    assert [row[0] for row in rows] == [2, 3]
