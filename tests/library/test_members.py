"""Files in files through the whole library: found, filtered, moved, forgotten, explained, opened."""

import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.documents.readers import VERSION
from onyx_desktop.domain import Asked, Depth, Reason, State
from onyx_desktop.errors import FileUnreadable
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from tests.documents import making
from tests.library.conftest import run

CONTRACT = making.pdf("The contract of lease", "The tenant keeps a ferret in the cellar")


def mail(*attached: tuple[str, bytes], sender: str = "Ada <ada@example.org>") -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = "The lease", sender, "bob@example.org"
    made["Date"] = "Thu, 13 Jan 2000 09:00:00 +0000"
    made.set_content("See what is attached.")
    for name, data in attached:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(made)


def documents(root: Path) -> Path:
    root.mkdir()
    (root / "mail.eml").write_bytes(
        mail(("contract.pdf", CONTRACT), ("old.zip", making.zipped({"a/wine.txt": "red wine"})))
    )
    (root / "note.txt").write_text("Nothing of a ferret here, only wine.")
    return root


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return documents(tmp_path / "Documents")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """For tests that only ask."""
    root = tmp_path_factory.mktemp("shelf")
    with Library.open(paths.home(root / "onyx"), Settings()) as library:
        run(library.update([documents(root / "Documents")], Depth.WORDS))
        yield library


def found(library: Library, query: str) -> list[str]:
    """Ways from the folder on, of hits and of their copies."""
    hits = library.search(query, limit=50).hits
    ways = [path for hit in hits for path in (hit.path, *(copy.path for copy in hit.copies))]
    return sorted({"/".join(path.parts[path.parts.index("Documents") + 1 :]) for path in ways})


def test_an_attachment_is_found_with_its_page(library: Library, folder: Path) -> None:
    done = run(library.update([folder], Depth.WORDS))
    assert (done.files, done.indexed) == (2, 2)
    hit = library.search('"tenant keeps a ferret"').hits[0]
    assert (hit.path, hit.page) == (folder / "mail.eml" / "contract.pdf", 2)
    assert found(library, '"red wine"') == ["mail.eml/old.zip/a/wine.txt"]
    status = library.status()
    assert (status.files, status.searchable) == (2, 2)
    assert run(library.update([folder], Depth.WORDS)).unchanged == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"ferret" in:mail.eml', ["mail.eml/contract.pdf"]),
        ('"ferret" type:pdf', ["mail.eml/contract.pdf"]),
        ('"ferret" name:contract', ["mail.eml/contract.pdf"]),
        ('"ferret" from:ada', ["mail.eml/contract.pdf"]),
        ('"red wine" from:ada', ["mail.eml/old.zip/a/wine.txt"]),
        ('"wine" -from:ada', ["note.txt"]),
        ('"ferret" date:2000 type:pdf', ["mail.eml/contract.pdf"]),
        ('"ferret" page:2', ["mail.eml/contract.pdf"]),
    ],
)
def test_filters(shelf: Library, query: str, expected: list[str]) -> None:
    assert found(shelf, query) == expected


def test_the_same_content_is_one_document_wherever_it_lies(library: Library, folder: Path) -> None:
    (folder / "contract.pdf").write_bytes(CONTRACT)
    shutil.copy(folder / "mail.eml", folder / "copy.eml")
    run(library.update([folder], Depth.WORDS))
    everywhere = ["contract.pdf", "copy.eml/contract.pdf", "mail.eml/contract.pdf"]
    assert found(library, '"keeps a ferret"') == everywhere
    (folder / "contract.pdf").unlink()
    (folder / "mail.eml").unlink()
    assert run(library.update([folder], Depth.WORDS)).removed == 2
    assert found(library, '"keeps a ferret"') == ["copy.eml/contract.pdf"]
    shutil.copy(folder / "copy.eml", folder / "again.eml")
    run(library.update([folder], Depth.WORDS))
    assert found(library, '"keeps a ferret"') == ["again.eml/contract.pdf", "copy.eml/contract.pdf"]
    assert found(library, '"red wine"') == ["again.eml/old.zip/a/wine.txt", "copy.eml/old.zip/a/wine.txt"]


def test_members_move_change_and_go_with_their_container(library: Library, folder: Path) -> None:
    run(library.update([folder], Depth.WORDS))
    (folder / "mail.eml").rename(folder / "post.eml")
    assert run(library.update([folder], Depth.WORDS)).moved == 1
    assert found(library, "ferret type:pdf") == ["post.eml/contract.pdf"]
    assert found(library, '"red wine"') == ["post.eml/old.zip/a/wine.txt"]
    (folder / "post.eml").write_bytes(mail(("other.txt", b"a hamster in the attic")))
    assert run(library.update([folder], Depth.WORDS)).indexed == 1
    assert found(library, '"ferret" type:pdf') == []
    assert found(library, '"hamster"') == ["post.eml/other.txt"]
    (folder / "post.eml").unlink()
    run(library.update([folder], Depth.WORDS))
    assert found(library, '"hamster"') == []
    (count,) = library.store.database.row("SELECT count(*) FROM files WHERE root_id IS NOT NULL")
    assert count == 0


def test_an_archive_that_comes_back_is_read_again(library: Library, folder: Path) -> None:
    run(library.update([folder], Depth.WORDS))
    data = (folder / "mail.eml").read_bytes()
    run(library.update([folder], Depth.WORDS))
    library.store.catalog.note_gone([folder / "mail.eml"])  # not purged yet
    (folder / "new.eml").write_bytes(data)
    (folder / "mail.eml").unlink()
    run(library.update([folder], Depth.WORDS))
    assert found(library, '"keeps a ferret"') == ["new.eml/contract.pdf"]


def test_forgetting_takes_members_along(library: Library, folder: Path) -> None:
    run(library.update([folder], Depth.WORDS))
    assert library.forget([folder / "mail.eml"]) == 1
    assert found(library, '"keeps a ferret"') == []
    assert library.forget([folder]) == 1


def test_what_can_not_be_read_is_listed_and_tried_again(library: Library, folder: Path) -> None:
    (folder / "locked.zip").write_bytes(
        making.zipped({"locked.pdf": making.encrypted(CONTRACT, "word"), "b.txt": "bees"})
    )
    run(library.update([folder], Depth.WORDS))
    (problem,) = library.problems()
    assert (problem.file.path, problem.reason) == (folder / "locked.zip" / "locked.pdf", Reason.PASSWORD)
    library.retry([problem.file.path])
    assert found(library, '"bees"') == ["locked.zip/b.txt"]
    assert run(library.update([folder], Depth.WORDS)).indexed == 1
    assert len(library.problems()) == 1
    assert found(library, '"bees"') == ["locked.zip/b.txt"]
    assert run(library.update([folder], Depth.WORDS)).indexed == 0


def test_newer_readers_read_containers_of_renewed_members_again(library: Library, folder: Path) -> None:
    run(library.update([folder], Depth.WORDS))
    with library.store.database.transaction() as connection:
        connection.execute("UPDATE facts SET value = '1' WHERE key = 'readers'")
    library.store.catalog.retry_for(VERSION, [".pdf"])
    assert run(library.update([folder], Depth.WORDS)).indexed == 1
    assert found(library, '"keeps a ferret"') == ["mail.eml/contract.pdf"]


def test_explain_knows_members(library: Library, folder: Path) -> None:
    run(library.update([folder], Depth.WORDS))
    told = library.explain(Asked('"keeps a ferret"', folder / "mail.eml" / "contract.pdf"))
    assert (told.state, told.changed) == (State.WORDS_ONLY, False)
    (folder / "mail.eml").write_bytes(mail())
    assert library.explain(Asked("ferret", folder / "mail.eml" / "contract.pdf")).changed


def test_what_is_left_out_stays_out(home: paths.Home, folder: Path) -> None:
    left_out = (str(folder / "mail.eml" / "contract.pdf"), "old.zip")
    with Library.open(home, Settings(excluded=left_out)) as library:
        run(library.update([folder], Depth.WORDS))
        assert found(library, '"keeps a ferret"') == []
        assert found(library, '"red wine"') == []


def test_a_member_is_opened_as_a_copy_that_goes(home: paths.Home, folder: Path) -> None:
    with Library.open(home, Settings()) as library:
        assert library.openable(folder / "note.txt") == folder / "note.txt"
        made = library.openable(folder / "mail.eml" / "old.zip" / "a" / "wine.txt")
        assert made is not None
        assert made.is_relative_to(home.data)
        assert (made.name, made.read_bytes(), made.stat().st_mode & 0o777) == ("wine.txt", b"red wine", 0o400)
        assert library.openable(folder / "mail.eml" / "old.zip" / "a" / "wine.txt") == made
        with pytest.raises(FileUnreadable):
            library.openable(folder / "mail.eml" / "missing.txt")
        assert library.openable(folder / "gone.eml" / "x.txt") is None
    assert not made.exists()


def test_a_large_archive_holds_nobody_up_and_is_whole_all_the_same(library: Library, folder: Path) -> None:
    rooms = {f"{number}.txt": f"the radiator of room{number} is warm" for number in range(200)}
    (folder / "rooms.zip").write_bytes(making.zipped(rooms))
    steps = list(library.update([folder], Depth.WORDS))
    assert [step.path for step in steps].count(folder / "rooms.zip") > 0
    assert found(library, '"radiator of room199"') == ["rooms.zip/199.txt"]
    (count,) = library.store.database.row("SELECT count(*) FROM files WHERE root_id IS NOT NULL AND document_id > 0")
    assert count == 200 + 3


def test_an_update_that_ends_in_a_large_archive_leaves_nothing_behind(library: Library, folder: Path) -> None:
    rooms = {f"{number}.txt": f"the radiator of room{number} is warm" for number in range(2_000)}
    (folder / "rooms.zip").write_bytes(making.zipped(rooms))
    job = library.update([folder], Depth.WORDS)
    while not library.store.database.row("SELECT count(*) FROM documents WHERE reader = 'text'")[0] > 50:
        next(job)
    job.close()
    assert found(library, '"radiator of room1"') == []
    run(library.update([folder], Depth.WORDS))
    assert found(library, '"radiator of room1"') == ["rooms.zip/1.txt"]
    (count,) = library.store.database.row("SELECT count(*) FROM documents WHERE reader = 'text'")
    assert count == 2_000 + 2
