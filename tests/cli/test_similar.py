"""`onyx similar`, and searching within files."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from onyx_desktop import paths
from tests.cli.test_commands import Onyx, onyx

__all__ = ["onyx"]  # a fixture from elsewhere

TEXTS = {
    "Home/boiler.txt": "The boiler in the cellar leaks. A plumber has to replace its valve.",
    "Home/radiator.txt": "The radiator stays cold. The plumber bled it and replaced the valve.",
    "Kitchen/soup.md": "# Pumpkin soup\n\nRoast the pumpkin and blend it with stock.",
    "Sky/moon.txt": "The moon goes round the earth, held by the pull of gravity.",
}
PDF = paths.resource("samples/documents") / "ParFlow Sand Tank.pdf"


@pytest.fixture
def folder(tmp_path: Path, onyx: Onyx) -> Path:
    root = tmp_path / "Documents"
    for name, text in TEXTS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    onyx("index", str(root))
    return root


def found(answer: dict) -> list[str]:
    return [Path(hit["path"]).name for hit in answer["hits"]]


def test_like_a_file_of_the_library(onyx: Onyx, folder: Path) -> None:
    answer = onyx("similar", str(folder / "Home" / "boiler.txt"))
    assert found(answer)[0] == "radiator.txt"
    assert "boiler.txt" not in found(answer)
    assert len(onyx("similar", str(folder / "Home" / "boiler.txt"), "--limit", "1")["hits"]) == 1
    words = onyx("similar", str(folder / "Home" / "boiler.txt"), "--mode", "words")
    assert found(words) == ["radiator.txt"]
    assert found(onyx("similar", str(folder / "Home" / "boiler.txt"), "--query", "in:Sky")) == ["moon.txt"]


def test_like_a_file_from_elsewhere_or_a_page_of_it(onyx: Onyx, folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "plumbing.html"
    page.write_text("<h1>Repairs</h1><p>A plumber mends boilers, valves and radiators.</p>", encoding="utf-8")
    assert set(found(onyx("similar", str(page)))[:2]) == {"boiler.txt", "radiator.txt"}
    assert found(onyx("similar", str(PDF), "--page", "2"))
    assert onyx("similar", str(PDF), "--page", "99", expect=1) == f"onyx: {PDF} has no page 99 with text on it"


def test_like_a_text(onyx: Onyx, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(onyx("similar", "--text", "The kettle drips, somebody must mend it."))[0] in {
        "boiler.txt",
        "radiator.txt",
    }
    monkeypatch.setattr("sys.stdin", io.StringIO("The tides are made by a body in the sky that circles our planet."))
    assert found(onyx("similar", "-"))[0] == "moon.txt"
    both = onyx("similar", str(folder / "Kitchen" / "soup.md"), "--text", "gravity of the moon")
    assert found(both)[0] == "moon.txt"


def test_what_cannot_be_searched_with_is_one_sentence(onyx: Onyx, folder: Path, tmp_path: Path) -> None:
    film = tmp_path / "film.mkv"
    film.write_bytes(b"\x1aE\xdf\xa3")
    assert onyx("similar", str(film), expect=1) == f"onyx: {film} can't be read: a type that Onyx does not read"
    gone = tmp_path / "gone.txt"
    assert onyx("similar", str(gone), expect=1) == f"onyx: there is no file or folder {gone}"
    for wrong in ([], ["--page", "1", str(film), str(gone)], ["--page", "0", str(film)]):
        with pytest.raises(SystemExit) as left:
            onyx("similar", *wrong)
        assert left.value.code == 2


def test_within_files_folders_and_an_earlier_answer(
    onyx: Onyx, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home, moon = str(folder / "Home"), str(folder / "Sky" / "moon.txt")
    assert set(found(onyx("search", "gravity", "--within", home))) == {"boiler.txt", "radiator.txt"}
    assert set(found(onyx("search", "valve", "--within", home, "--within", moon))) == {
        "boiler.txt", "radiator.txt", "moon.txt",
    }  # fmt: skip
    earlier = onyx("search", "valve", "--limit", "2")
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(earlier)))
    assert set(found(onyx("search", "gravity", "--within", "-"))) == set(found(earlier))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{moon}\n\n"))
    assert found(onyx("similar", "--text", "soup", "--within", "-")) == ["moon.txt"]
    elsewhere = tmp_path / "elsewhere.txt"
    shutil.copy(moon, elsewhere)
    sentence = f"onyx: {elsewhere} is not in the library; `onyx index` adds it"
    assert onyx("search", "gravity", "--within", str(elsewhere), expect=1) == sentence


def test_for_people_it_speaks_in_lines(onyx: Onyx, folder: Path) -> None:
    told = onyx.text("similar", str(folder / "Home" / "boiler.txt"))
    assert "radiator.txt" in told
    assert "Searched 4 of 4 files" in told
