"""Mail by its fields, and an index of older readers, which is read again without being out of reach."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.documents.readers import VERSION
from onyx_desktop.domain import Depth
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from tests.library.conftest import run


def mail(subject: str, sender: str, to: str, date: str, words: str, cc: str = "") -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"], made["Date"] = subject, sender, to, date
    if cc:
        made["Cc"] = cc
    made.set_content(words)
    return bytes(made)


def written(folder: Path) -> Path:
    folder.mkdir()
    (folder / "one.eml").write_bytes(
        mail(
            "Größe der Heizung",
            "Ada Byron <ada@example.org>",
            "Bob <bob@example.org>",
            "Thu, 13 Jan 2000 09:00:00 +0000",
            "The boiler is too small for the house.",
            cc="Zoë Čapek <zoe@example.org>",
        )
    )
    (folder / "two.eml").write_bytes(
        mail(
            "Invoice 12",
            "Bob <bob@example.org>",
            "ada@example.org",
            "Fri, 14 Feb 2020 09:00:00 +0100",
            "The boiler was paid for.",
        )
    )
    (folder / "note.txt").write_text("Ada wrote to Bob that the boiler is loud.")
    return folder


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    return written(tmp_path / "Letters")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """For tests that only ask."""
    root = tmp_path_factory.mktemp("shelf")
    with Library.open(paths.home(root / "onyx"), Settings()) as library:
        run(library.update([written(root / "Letters")], Depth.WORDS))
        yield library


def names(library: Library, query: str) -> list[str]:
    return sorted(hit.path.name for hit in library.search(query).hits)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("boiler from:ada", ["one.eml"]),
        ("boiler FROM:ADA@EXAMPLE.org", ["one.eml"]),
        ('boiler from:"bob"', ["two.eml"]),
        ("boiler to:bob", ["one.eml"]),
        ("boiler to:capek", ["one.eml"]),
        ("boiler subject:GROSSE", ["one.eml"]),
        ("boiler subject:große", ["one.eml"]),
        ("boiler -from:ada", ["note.txt", "two.eml"]),
        ("boiler type:mail -to:bob", ["two.eml"]),
        ("boiler from:ada from:bob", []),
        ("boiler subject:inv*12", ["two.eml"]),
        ("boiler date:2000", ["one.eml"]),
        ("boiler before:2021 after:2019", ["two.eml"]),
        ("subject:invoice", ["two.eml"]),
    ],
)
def test_fields_are_filters(shelf: Library, query: str, expected: list[str]) -> None:
    assert names(shelf, query) == expected


def test_years_are_counted_as_they_are_filtered(shelf: Library) -> None:
    years = dict(shelf.overview.facets().years)
    assert (years[2000], years[2020], sum(years.values())) == (1, 1, 3)


def test_what_older_readers_read_is_read_again_and_answers_meanwhile(library: Library, letters: Path) -> None:
    run(library.update([letters]))
    (letters / "copy.eml").write_bytes((letters / "one.eml").read_bytes())
    run(library.update([letters]))
    with library.store.database.transaction() as connection:  # as the readers before these left it
        connection.execute("DELETE FROM mails")
        connection.execute("UPDATE facts SET value = '1' WHERE key = 'readers'")
    assert names(library, "boiler from:ada") == []
    library.store.catalog.retry_for(VERSION, [".eml"])
    assert len(names(library, "boiler type:mail")) == 2
    done = run(library.update([letters]))
    assert (done.indexed, done.unchanged, done.embedded) == (3, 1, 0)
    assert len(names(library, "boiler from:ada")) == 1
    assert run(library.update([letters])).indexed == 0
    (count,) = library.store.database.row("SELECT count(*) FROM documents")
    assert count == 3
