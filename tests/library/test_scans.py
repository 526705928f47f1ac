"""Scanned pages through the whole library, with a real engine: listed, recognised once, found, marked, forgotten."""

import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.documents import recognition
from onyx_desktop.domain import Depth, Hit, Phase, Reason, Strength, Updated
from onyx_desktop.index import scans
from onyx_desktop.library import Library
from onyx_desktop.library.status import Status
from onyx_desktop.settings import Settings
from tests.documents import making
from tests.library.conftest import run

ENGINE = recognition.engine("")
NEEDS_ENGINE = pytest.mark.skipif(ENGINE is None, reason="no engine is here: the extra `ocr`, or Tesseract")
OFF = Settings(recognise=False)
LEASE = "The tenant shall give notice\nof three months to the end\nof a quarter."
WINDOW = "The windows of the flat\nwere painted in green."
CELLAR = "A bicycle may be kept\nin the cellar at night."
GARAGE = "Heating costs are shared by\nthe area of the floor."


def mailed(name: str, data: bytes) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Your scan", "ada@example.org"
    mail.set_content("See what is attached.")
    mail.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return bytes(mail)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Path, Updated]]:
    """A library of scans that were recognised: alone, between printed pages, in a mail, under a stamp, as a picture."""
    root = tmp_path_factory.mktemp("scans") / "Documents"
    root.mkdir()
    (root / "lease.pdf").write_bytes(making.scan(LEASE))
    (root / "mixed.pdf").write_bytes(
        making.joined(making.pdf("A printed page about pumpkin soup"), making.scan(GARAGE, ""))
    )
    with Library.open(paths.home(root.parent / "onyx"), Settings()) as library:
        (root / "mail.eml").write_bytes(mailed("lease copy.pdf", (root / "lease.pdf").read_bytes()))
        (root / "stamped.pdf").write_bytes(making.stamped(WINDOW, "Case 12-345 Page 7"))
        (root / "photo.jpg").write_bytes(making.photographed(CELLAR, "JPEG", turned=6))
        done = run(library.update([root]))
        yield library, root, done


def first(library: Library, query: str) -> Hit:
    return library.search(query).hits[0]


def waiting(status: Status) -> tuple[int, int, int]:
    return status.scanned, status.recognised, status.skipped


@NEEDS_ENGINE
def test_a_scan_is_found_by_its_words_and_says_so(shelf: tuple[Library, Path, Updated]) -> None:
    library, root, _ = shelf
    hit = first(library, "notice of three months")
    assert (hit.path, hit.page, hit.recognised) == (root / "lease.pdf", 1, True)
    assert "three months to the end" in " ".join(hit.text.split())
    assert library.problems() == []
    assert waiting(library.status()) == (0, 4, 0)


@NEEDS_ENGINE
def test_pages_that_have_text_keep_it(shelf: tuple[Library, Path, Updated]) -> None:
    library, root, _ = shelf
    hit = first(library, "pumpkin soup")
    assert (hit.path, hit.page, hit.recognised) == (root / "mixed.pdf", 1, False)
    hit = first(library, "heating costs by area of the floor")
    assert (hit.path, hit.page, hit.recognised) == (root / "mixed.pdf", 2, True)


@NEEDS_ENGINE
def test_the_same_page_is_recognised_once_also_in_a_mail(shelf: tuple[Library, Path, Updated]) -> None:
    library, root, done = shelf
    assert (done.recognised, done.indexed, done.skipped) == (4, 5, 0)
    hit = first(library, "notice of three months")
    assert [each.path for each in hit.copies] == [root / "mail.eml" / "lease copy.pdf"]


@NEEDS_ENGINE
def test_the_words_stand_where_they_were_drawn(shelf: tuple[Library, Path, Updated]) -> None:
    library, _, _ = shelf
    passage = library.passage(first(library, "notice of three months"), "")
    assert passage is not None
    boxes = {passage.text[each.span.start : each.span.end]: each.box for each in passage.seen}
    left, top, right, bottom = boxes["tenant"]
    assert 72 / 612 < left < right < 0.5, "the second word of the first line, which begins 72 points from the left"
    assert (792 - 745) / 792 < top < bottom < (792 - 710) / 792, "its foot is at 720 points from below"
    assert boxes["quarter."][1] > boxes["three"][1] > top, "line by line"


@NEEDS_ENGINE
def test_a_stamped_page_has_both_texts_once(shelf: tuple[Library, Path, Updated]) -> None:
    library, root, _ = shelf
    for query in ("windows painted in green", '"Case 12-345"'):
        hit = first(library, query)
        assert (hit.path, hit.page, hit.recognised) == (root / "stamped.pdf", 1, True)
        assert (hit.text.count("12-345"), hit.text.count("painted")) == (1, 1)
    passage = library.passage(hit, "")
    assert passage is not None
    boxes = {passage.text[each.span.start : each.span.end]: each.box for each in passage.seen}
    assert boxes["Case"][3] < boxes["windows"][1], "the stamp is marked above the picture's words"


@NEEDS_ENGINE
def test_a_photographed_letter_is_found_marked_and_drawn(shelf: tuple[Library, Path, Updated]) -> None:
    library, root, _ = shelf
    hit = first(library, "where a bicycle may be kept")
    assert (hit.path, hit.page, hit.recognised) == (root / "photo.jpg", 1, True)
    passage = library.passage(hit, "")
    assert passage is not None
    assert {"bicycle", "cellar"} <= {passage.text[each.span.start : each.span.end] for each in passage.seen}
    drawn = library.openable(hit.path, drawn=True)
    assert drawn is not None
    assert (drawn.suffix, drawn.read_bytes()[:5]) == (".pdf", b"%PDF-")
    assert library.openable(hit.path, drawn=True) == drawn
    assert library.openable(hit.path) == hit.path, "other programs get the picture itself"


@pytest.fixture
def scanned(tmp_path: Path) -> Path:
    root = tmp_path / "Documents"
    root.mkdir()
    (root / "scan.pdf").write_bytes(making.scan("Only the first page", "and the second one"))
    return root


def test_without_recognition_a_scan_is_listed_and_counted(scanned: Path, home: paths.Home) -> None:
    (scanned / "empty.pdf").write_bytes(making.pdf("", ""))
    (scanned / "mail.eml").write_bytes(mailed("letter.pdf", making.scan("A letter")))
    with Library.open(home, OFF) as library:
        done = run(library.update([scanned], Depth.WORDS))
        problems = {(each.file.path.name, each.reason) for each in library.problems()}
        assert problems == {(name, Reason.NO_TEXT) for name in ("scan.pdf", "empty.pdf", "letter.pdf")}
        assert (done.recognised, waiting(library.status()), library.status().recogniser) == (0, (3, 0, 2), "")
        (scanned / "mail.eml").unlink()
        run(library.update(depth=Depth.WORDS))
        assert library.status().scanned == 2, "what waits goes with its file"


def test_pictures_wait_behind_the_scans_of_pdf(scanned: Path, home: paths.Home) -> None:
    (scanned / "photo.png").write_bytes(making.photographed("A newer one"))
    with Library.open(home, OFF) as library:
        run(library.update([scanned], Depth.WORDS))
        waits = scans.waiting(library.store.database, "any")
        assert [each.file.path.name for each in waits] == ["scan.pdf", "photo.png"]


@NEEDS_ENGINE
def test_stopping_costs_the_page_in_hand_only(scanned: Path, home: paths.Home) -> None:
    with Library.open(home, Settings()) as library:
        (scanned / "note.txt").write_text("A printed note about pumpkins")
        update = library.update([scanned])
        for step in update:
            if step.phase is Phase.RECOGNISING:
                assert first(library, "pumpkins").strength is not Strength.NEAREST, "all else is done, and answers"
                if step.done == 1:
                    break
        update.close()
        assert waiting(library.status()) == (1, 1, 1)
        assert run(library.update()).recognised == 1
        assert first(library, "the second one").page == 2


@NEEDS_ENGINE
def test_reading_anew_keeps_what_was_recognised_and_forgetting_does_not(
    shelf: tuple[Library, Path, Updated], tmp_path: Path
) -> None:
    library, root, _ = shelf
    with library.store.database.transaction() as connection:
        connection.execute("UPDATE facts SET value = 'older' WHERE key = 'readers'")
    library.apply(OFF)  # nothing is recognised; what was still belongs to its file
    done = run(library.update())
    assert (done.indexed, done.skipped) == (4, 0), "of pictures, older readers knew nothing"
    assert first(library, "notice of three months").recognised
    assert library.problems() == []
    shutil.rmtree(root)
    root.mkdir()
    run(library.update(depth=Depth.WORDS))
    assert library.store.database.row("SELECT count(*) FROM scanned_pages") == (0,)
