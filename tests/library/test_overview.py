"""The library in numbers, over real files in a real catalog."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from onyx_desktop.domain import Depth, Facets, Subfolder
from onyx_desktop.library import Library
from tests.library.conftest import run


def date(file: Path, *day: int) -> None:
    moment = datetime.datetime(*day).astimezone().timestamp()
    os.utime(file, (moment, moment))


def test_types_languages_and_years(library: Library, folder: Path) -> None:
    for name, day in (("Contracts/lease.txt", (2023, 12, 31, 23, 59)), ("Recipes/soup.md", (2024, 1, 1, 0, 1))):
        date(folder / name, *day)
    for name in ("Contracts/2019/garage.txt", "Letters/insurance.txt"):
        date(folder / name, 2019, 6, 1)
    (folder / "broken.pdf").write_bytes(b"no pdf")
    run(library.update([folder], Depth.WORDS))
    facets = library.overview.facets()
    assert facets.types == ((".txt", 3), (".md", 1)), "what could not be read is not counted"
    assert facets.years == ((2024, 1), (2023, 1), (2019, 2))
    assert dict(facets.languages)["en"] >= 2
    some = library.overview.facets([folder / "Recipes/soup.md", folder / "Letters/insurance.txt"])
    assert (some.types, some.years) == (((".md", 1), (".txt", 1)), ((2024, 1), (2019, 1)))
    assert library.overview.facets([]) == Facets()


def test_a_year_counts_what_its_filter_finds(library: Library, folder: Path) -> None:
    date(folder / "Recipes/soup.md", 2024, 1, 1, 0, 1)
    date(folder / "Contracts/lease.txt", 2023, 12, 31, 23, 59)
    run(library.update([folder], Depth.WORDS))
    for year, count in library.overview.facets().years:
        assert len({hit.path for hit in library.search(f"date:{year}", 10).hits}) == count


def test_subfolders_count_everything_below_them(library: Library, folder: Path) -> None:
    (folder / "Contracts/2019/broken.pdf").write_bytes(b"no pdf")
    (folder / "Contracts+").mkdir()
    (folder / "Contracts+/other.txt").write_text("A name that sorts close to another.", encoding="utf-8")
    run(library.update([folder], Depth.WORDS))
    assert library.overview.subfolders(folder) == [
        Subfolder(folder / "Contracts", 3, 2, 1, opens=True),
        Subfolder(folder / "Contracts+", 1, 1, 0),
        Subfolder(folder / "Letters", 1, 1, 0),
        Subfolder(folder / "Recipes", 1, 1, 0),
    ]
    assert library.overview.subfolders(folder / "Contracts") == [Subfolder(folder / "Contracts/2019", 2, 1, 1)]
    assert library.overview.subfolders(folder / "Contracts/2019") == []
