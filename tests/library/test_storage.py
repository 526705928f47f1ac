"""What the library takes, what compacting gives back, and that nothing is left when the index is deleted."""

from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.errors import DiskFull
from onyx_desktop.library import Library, storage, wearing
from onyx_desktop.settings import Settings

TEXT = "Paragraph {0}. The landlord of house {0} shall keep the heating number {0} in working order all winter long."


@pytest.fixture
def home(tmp_path: Path) -> paths.Home:
    made = paths.home(tmp_path / "home")
    made.create()
    for folder, numbers in (("kept", range(3)), ("gone", range(3, 30))):
        (tmp_path / folder).mkdir()
        for number in numbers:
            (tmp_path / folder / f"{number}.txt").write_text(TEXT.format(number) + " Soup, bread and butter." * number)
    return made


def drain(job):
    while True:
        try:
            next(job)
        except StopIteration as stop:
            return stop.value


def test_compacting_gives_back_the_room_and_loses_nothing(home: paths.Home, tmp_path: Path) -> None:
    with Library.open(home, Settings()) as library:
        library.add_folder(tmp_path / "kept")
        library.add_folder(tmp_path / "gone")
        drain(library.update())
        query = "heating of house 1"
        library.search(query)  # a view that was made before goes on after
        library.remove_folder(tmp_path / "gone")
        before, found = storage.parts(library, home), library.search(query).hits
        assert set(before) == {"catalog", "words", "matrix", "tokens", "terms", "chroma", "models", "logs"}
        assert all(before[name] > 0 for name in ("catalog", "words", "matrix"))
        done = drain(storage.compact(library))
        after = storage.parts(library, home)
        assert done.after_bytes < done.before_bytes
        for name in ("catalog", "words", "matrix"):
            assert after[name] < before[name], name
        assert [hit.path for hit in library.search(query).hits] == [hit.path for hit in found]
        again = library.search(query).hits[0]
        assert again.cosine == pytest.approx(found[0].cosine, abs=1e-3)
        assert drain(library.update()).embedded == 0, "what is there was not embedded again"


def test_compacting_does_not_begin_without_room(home: paths.Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(home, Settings()) as library:
        monkeypatch.setattr(library.store, "free_bytes", lambda: 1000)
        with pytest.raises(DiskFull):
            drain(storage.compact(library))


def test_nothing_of_the_index_is_left_after_erasing(home: paths.Home, tmp_path: Path) -> None:
    (home.settings_file).write_text("")
    with Library.open(home, Settings()) as library:
        library.add_folder(tmp_path / "kept")
        drain(library.update())
    storage.erase(home)
    left = {path.relative_to(home.data).as_posix() for path in home.data.rglob("*") if path.is_file()}
    assert left <= {"settings.toml", "writer.lock", "chroma.lock"}
    with Library.open(home, Settings()) as library:
        assert library.status().files == 0


def test_chroma_is_made_anew_when_a_fifth_of_it_is_dead(
    home: paths.Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wearing, "LEAST_DEAD", 3)
    with Library.open(home, Settings()) as library:
        library.add_folder(tmp_path / "kept")
        library.add_folder(tmp_path / "gone")
        drain(library.update())
        before = (home.data / "chroma").stat().st_ino
        (tmp_path / "gone" / "3.txt").unlink()
        drain(library.update())
        assert (home.data / "chroma").stat().st_ino == before, "one in twenty-odd may be dead"
        library.remove_folder(tmp_path / "gone")
        drain(library.update())
        assert (home.data / "chroma").stat().st_ino != before, "another folder took its place"
        assert not wearing.worn(library.store, 3)
        assert drain(library.verify(repair=False)).findings == ()
        assert library.search("heating of house 1").hits


def test_vectors_of_what_is_gone_do_not_pile_up(
    home: paths.Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wearing, "LEAST_KEPT", 5)
    with Library.open(home, Settings()) as library:
        library.add_folder(tmp_path / "kept")
        library.add_folder(tmp_path / "gone")
        drain(library.update())
        matrix, tokens = library.choice.answering.space.matrix, library.choice.tokens()
        assert tokens is not None
        found = library.search("heating of house 1").hits
        library.remove_folder(tmp_path / "gone")
        drain(library.update())
        drain(library.update())
        matrix.refresh()
        assert len(matrix) == len(tokens.codes) == library.status().chunks
        again = library.search("heating of house 1").hits
        assert [hit.path for hit in again] == [hit.path for hit in found if hit.path.parent.name == "kept"]
        assert drain(library.verify(repair=False)).findings == ()
