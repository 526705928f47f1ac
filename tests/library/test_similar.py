"""What is like a passage, a document, a file or a text; more and less of it; within an earlier answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Depth, Hit, Mode, Reason, Seed
from onyx_desktop.errors import FileUnreadable, FolderMissing, NotInLibrary, PageMissing
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from tests.library.conftest import SAMPLES, run

TEXTS = {
    "Home/boiler.txt": "The boiler in the cellar leaks. A plumber has to replace its valve before the winter.",
    "Home/radiator.txt": "The radiator stays cold. The plumber bled it and replaced the valve of the heating.",
    "Home/carpet.txt": "Water ran through the ceiling and ruined the carpet of the living room.",
    "Home/stove.txt": "A boiler is no stove: it heats the radiators of all rooms.",
    "Kitchen/soup.md": "# Pumpkin soup\n\nRoast the pumpkin, blend it with stock and add a little nutmeg.",
    "Kitchen/bread.md": "# Bread\n\nKnead flour, water and salt, let the dough rise and bake it until it is brown.",
    "Kitchen/pasta.md": "# Pasta\n\nBoil the pasta in salted water and stir it into a sauce of tomatoes.",
    "Sky/moon.txt": "The moon goes round the earth once a month, held by the pull of gravity.",
    "Sky/comet.txt": "A comet is a lump of ice whose tail grows when it nears the sun.",
    "Sky/orbit.txt": "A planet moves on an ellipse round the sun, faster where gravity pulls harder.",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    root = tmp_path_factory.mktemp("similar")
    for name, text in TEXTS.items():
        (root / "Documents" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "Documents" / name).write_text(text, encoding="utf-8")
    (root / "Documents" / "Home" / "boiler again.txt").write_text(TEXTS["Home/boiler.txt"], encoding="utf-16")
    book = "\n\n".join(f"## Year {each}\n\n" + f"In year {each} the bees gathered honey. " * 30 for each in range(60))
    (root / "Documents" / "bees.md").write_text("# Bees\n\n" + book, encoding="utf-8")
    with Library.open(paths.home(root / "onyx"), Settings(speed="fast")) as opened:
        run(opened.update([root / "Documents", SAMPLES / "ParFlow Sand Tank.pdf"]))
        yield opened


def names(library: Library, seed: Seed, query: str = "", mode: Mode = Mode.AUTO) -> list[str]:
    return [hit.path.name for hit in library.search(query, 20, mode, seed).hits]


def find(library: Library, query: str) -> Hit:
    return library.search(query, 1).hits[0]


def documents(library: Library) -> Path:
    return next(folder for folder in library.store.catalog.folders() if folder.name == "Documents")


@pytest.mark.parametrize("mode", list(Mode))
def test_a_passage_finds_its_like_and_neither_itself_nor_its_copies(shelf: Library, mode: Mode) -> None:
    hit = find(shelf, "the boiler in the cellar leaks")
    found = names(shelf, Seed(passages=(hit.chunk_id,)), mode=mode)
    assert found[0] == "radiator.txt"
    assert not {"boiler.txt", "boiler again.txt"} & set(found)


def test_a_document_finds_its_like_and_neither_itself_nor_its_copies(shelf: Library) -> None:
    hit = find(shelf, "the boiler in the cellar leaks")
    found = names(shelf, Seed(documents=(hit.document_id,)))
    assert found[0] == "radiator.txt"
    assert not {"boiler.txt", "boiler again.txt"} & set(found)


def test_the_vector_of_a_document_is_the_mean_of_its_passages(shelf: Library) -> None:
    bees = find(shelf, "in year 7 the bees gathered honey").document_id
    meaning = shelf.choice.answering
    keys = {row[0] for row in shelf.store.database.rows("SELECT vector_key FROM chunks WHERE document_id = ?", (bees,))}
    assert len(keys) > 20
    rows = meaning.space.matrix.vectors(meaning.space.matrix.rows_of(sorted(keys)))
    mean = rows.mean(axis=0) / np.linalg.norm(rows.mean(axis=0))
    vector = meaning.stages.similar.vector(Seed(documents=(bees,)), None)
    assert vector is not None
    assert vector == pytest.approx(mean, abs=1e-6)


def test_the_vector_turns_as_rocchio_says(shelf: Library) -> None:
    ids = [find(shelf, each).chunk_id for each in ("pumpkin soup", "knead flour", "the moon goes round the earth")]
    similar = shelf.choice.answering.stages.similar
    query = shelf.choice.answering.space.encoder.encode_query("how to cook")
    soup, bread, moon = (similar.vector(Seed(passages=(each,)), None) for each in ids)
    assert soup is not None
    assert bread is not None
    assert moon is not None
    expected = query + 0.75 * (soup + bread) / 2 - 0.15 * moon
    turned = similar.vector(Seed(passages=(ids[0], ids[1]), unlike=(ids[2],)), query)
    assert turned == pytest.approx(expected / np.linalg.norm(expected), abs=1e-6)


def test_more_and_less_like_a_passage_change_an_answer(shelf: Library) -> None:
    question = "water"
    plain = names(shelf, Seed(), question, Mode.MEANING)
    pasta, carpet = find(shelf, "pasta in salted water"), find(shelf, "water ruined the carpet")
    more = names(shelf, Seed(passages=(pasta.chunk_id,)), question, Mode.MEANING)
    assert "pasta.md" not in more
    assert more.index("bread.md") < plain.index("bread.md")
    both = Seed(passages=(pasta.chunk_id,), unlike=(carpet.chunk_id,))
    less = shelf.search(question, 20, Mode.MEANING, both).hits
    assert "carpet.txt" not in [hit.path.name for hit in less]

    def cosine(hits: tuple[Hit, ...], name: str) -> float:
        return next(hit.cosine for hit in hits if hit.path.name == name and hit.cosine is not None)

    before = shelf.search(question, 20, Mode.MEANING, Seed(passages=(pasta.chunk_id,))).hits
    assert cosine(less, "radiator.txt") < cosine(before, "radiator.txt"), "water in the house is turned away from"


def test_what_is_liked_lends_its_telling_words(shelf: Library) -> None:
    hit = find(shelf, "the boiler in the cellar leaks")
    similar = shelf.choice.answering.stages.similar
    lent = {term.word for term in similar.terms(Seed(passages=(hit.chunk_id,)), [])}
    assert {"boiler", "plumber", "valve"} <= lent
    assert not {"the", "a", "in"} & lent
    known = shelf.store.words.terms("plumber")
    assert "plumber" not in {term.word for term in similar.terms(Seed(passages=(hit.chunk_id,)), known)}
    other = find(shelf, "the radiator stays cold")
    seed = Seed(passages=(hit.chunk_id,), unlike=(other.chunk_id,))
    assert not {"plumber", "valve"} & {term.word for term in similar.terms(seed, [])}


def test_filters_and_words_still_count(shelf: Library) -> None:
    seed = Seed(passages=(find(shelf, "the boiler in the cellar leaks").chunk_id,))
    assert set(names(shelf, seed, "in:Sky")) == {"moon.txt", "comet.txt", "orbit.txt"}
    assert set(names(shelf, seed, '"the plumber"')) == {"radiator.txt"}
    assert "radiator.txt" not in names(shelf, seed, "-plumber in:Home")
    assert names(shelf, seed, "gravity of a planet")[0] == "orbit.txt"


def test_a_long_text_finds_its_like(shelf: Library) -> None:
    text = (
        "Dear Ms Brown, I had a look at the central heating on Tuesday. The kettle in the basement drips because a "
        "gasket is worn out, and two of the heaters upstairs do not get warm at all. I bled them, but that was too "
        "little. "
        "Please have the pressure checked, and ask somebody to fit a new thermostat before it freezes. I can come again"
        " on Friday morning and bring the spare parts with me. Kind regards, your craftsman from the village"
    )
    assert len(text) > 300
    assert names(shelf, Seed(texts=(text,)))[0] in {"boiler.txt", "boiler again.txt", "radiator.txt"}
    assert names(shelf, Seed(texts=("   ",))) == []


def test_within_an_earlier_answer_and_within_that(shelf: Library) -> None:
    of = {hit.path.name: hit.document_id for hit in shelf.search("in:Documents", 40).hits}
    first = frozenset(of[name] for name in ("moon.txt", "comet.txt", "soup.md"))
    second = frozenset(of[name] for name in ("comet.txt", "soup.md", "bread.md"))
    assert set(names(shelf, Seed(within=(first,)), "gravity")) == {"moon.txt", "comet.txt", "soup.md"}
    assert set(names(shelf, Seed(within=(first, second)), "gravity")) == {"comet.txt", "soup.md"}
    assert set(names(shelf, Seed(within=(first,)))) == {"moon.txt", "comet.txt", "soup.md"}, "listed without a question"
    assert names(shelf, Seed(within=(frozenset(),)), "gravity") == []


def test_what_is_gone_is_no_reason_to_fail(shelf: Library) -> None:
    assert names(shelf, Seed(passages=(10**9,), documents=(10**9,), unlike=(10**9,))) == []
    assert "moon.txt" in names(shelf, Seed(passages=(10**9,)), "the moon")


def test_seeds_join_without_repeating(shelf: Library) -> None:
    one, two = Seed(passages=(1, 2), within=(frozenset({1}),)), Seed(passages=(2, 3), texts=("a",))
    assert Seed.joined([one, two]) == Seed(passages=(1, 2, 3), texts=("a",), within=(frozenset({1}),))
    assert Seed.joined([]) == Seed()
    assert not Seed(unlike=(1,)).wants_likeness


def test_a_file_of_the_library_is_its_document(shelf: Library, tmp_path: Path) -> None:
    boiler = documents(shelf) / "Home" / "boiler.txt"
    seed = run(shelf.seed_of(boiler))
    assert seed.documents
    copied = tmp_path / "elsewhere.txt"
    copied.write_bytes(boiler.read_bytes())
    assert run(shelf.seed_of(copied)) == seed, "the same content"


def test_a_file_from_elsewhere_is_read_and_not_kept(shelf: Library, tmp_path: Path) -> None:
    page = tmp_path / "plumbing.html"
    page.write_text("<h1>Repairs</h1><p>A plumber mends boilers, valves and radiators.</p>", encoding="utf-8")
    before = shelf.status().documents
    seed = run(shelf.seed_of(page))
    assert "plumber mends boilers" in seed.texts[0]
    assert names(shelf, seed)[0] in {"boiler.txt", "boiler again.txt", "radiator.txt"}
    assert shelf.status().documents == before


def test_a_page_of_a_file(shelf: Library, tmp_path: Path) -> None:
    tank = SAMPLES / "ParFlow Sand Tank.pdf"
    inside = run(shelf.seed_of(tank, 1))
    pages = {hit.chunk_id: hit.page for hit in shelf.search("name:ParFlow", 40).hits}
    assert inside.passages
    assert not inside.documents
    assert set(inside.passages) & set(pages)
    with pytest.raises(PageMissing):
        run(shelf.seed_of(tank, 99))
    with pytest.raises(PageMissing):
        run(shelf.seed_of(documents(shelf) / "Home" / "boiler.txt", 1))
    other = SAMPLES / "The Data Behind Dark Matter.pdf"
    assert len(run(shelf.seed_of(other, 2)).texts[0]) < len(run(shelf.seed_of(other)).texts[0])
    with pytest.raises(PageMissing):
        run(shelf.seed_of(other, 99))


def test_what_cannot_be_read_says_why(shelf: Library, tmp_path: Path) -> None:
    film, empty, torn = tmp_path / "film.mkv", tmp_path / "empty.txt", tmp_path / "torn.pdf"
    film.write_bytes(b"\x1aE\xdf\xa3")
    empty.touch()
    torn.write_bytes(b"%PDF-1.7\nnothing")
    reasons = {film: Reason.UNSUPPORTED, empty: Reason.EMPTY, torn: Reason.DAMAGED, tmp_path: Reason.UNSUPPORTED}
    for path, reason in reasons.items():
        with pytest.raises(FileUnreadable) as refused:
            run(shelf.seed_of(path))
        assert refused.value.args == (path, reason)
    with pytest.raises(FolderMissing):
        run(shelf.seed_of(tmp_path / "nowhere.txt"))


def test_a_file_that_is_being_read_can_be_let_go(shelf: Library, tmp_path: Path) -> None:
    book = tmp_path / "book.txt"
    book.write_text("A plumber mends boilers. " * 2000, encoding="utf-8")
    job = shelf.seed_of(book)
    assert next(job).path == book
    job.close()


def test_documents_of_files_and_folders(shelf: Library) -> None:
    root = documents(shelf)
    sky = shelf.documents_in([root / "Sky"])
    assert len(sky) == 3
    assert shelf.documents_in([root / "Sky" / "moon.txt"]) < sky
    assert len(shelf.documents_in([root])) == len(TEXTS) + 2
    with pytest.raises(NotInLibrary):
        shelf.documents_in([root / "Sk"])


def test_before_it_is_embedded_a_passage_has_its_like_too(tmp_path: Path, home: paths.Home) -> None:
    folder = tmp_path / "Documents"
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    with Library.open(home, Settings()) as library:
        run(library.update([folder]))
        plain = library.search("the boiler in the cellar", 1).hits[0]
        late = folder / "Home" / "furnace.txt"
        late.write_text("The furnace drips. Somebody must mend the pipe before the frost.", encoding="utf-8")
        run(library.update([folder], Depth.WORDS))
        furnace = library.search("furnace drips", 1, Mode.WORDS).hits[0]
        assert furnace.document_id != plain.document_id
        assert names(library, Seed(passages=(furnace.chunk_id,)), mode=Mode.MEANING)[0] == "boiler.txt"
