"""A static model made from a small transformer on the shelf, as `onyx models distill` makes it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

from onyx_desktop import paths
from onyx_desktop.cli import main
from onyx_desktop.domain import Kind, Phase, Recipe, Weighting
from onyx_desktop.errors import FolderMissing, ModelUnfit
from onyx_desktop.library.distilling import Wish, distil
from onyx_desktop.library.free_text import pieces
from onyx_desktop.models.cards import load_cards, write_card
from onyx_desktop.models.convert import convert
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.settings import Settings
from onyx_desktop.vectors.dense import DenseEncoder
from onyx_desktop.vectors.static import StaticEncoder
from tests import tiny
from tests.library.conftest import run

FAST = Settings(speed="fast")
PROSE = [
    "The old cat sat on a mat while rain fell over the town.",
    "Nobody minded much, and the rain fell over the old mat on a cat.",
    "While nobody sat on the mat, the old town minded a cat and much rain.",
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> paths.Home:
    """A data folder with the model "tiny" on its shelf."""
    source, made = tmp_path_factory.mktemp("published"), paths.home(tmp_path_factory.mktemp("onyx"))
    made.create()
    tiny.publish(source)
    files = convert(source, made.models / "tiny", "int8")
    card = replace(load_cards()["all-MiniLM-L6-v2"], id="tiny", dimensions=32, max_tokens=64, licence="CC-BY-4.0",
                   embedded=False, scores=MappingProxyType({}), files=MappingProxyType(files))  # fmt: skip
    write_card(card, made.models / "tiny" / "card.toml")
    return made


@pytest.fixture
def text(tmp_path: Path) -> Path:
    folder = tmp_path / "prose"
    folder.mkdir()
    for number, sentence in enumerate(PROSE[:2]):
        (folder / f"{number}.txt").write_text(sentence)
    (folder / "b.html").write_text(f"<html><body><p>{PROSE[2]}</p><pre>x = {{1: 2}};</pre></body></html>")
    (folder / "c.pdf").write_bytes(b"no PDF at all")
    return folder


def test_a_model_learns_from_a_folder_and_answers_like_its_teacher(home: paths.Home, text: Path) -> None:
    wish = Wish("tiny", Recipe(dimensions=16, passes=200), text, "little")
    job = distil(wish, FAST, home.models)
    phases = []
    while True:
        try:
            phases.append(next(job).phase)
        except StopIteration as stop:
            card = stop.value
            break
    order = [Phase.READING, Phase.CONVERTING, Phase.EMBEDDING, Phase.TRAINING, Phase.CONVERTING]
    assert [each for place, each in enumerate(phases) if phases[place - 1 : place] != [each]] == order
    found, folder = Shelf(home.models).find("little")
    assert found == card
    assert (card.kind, card.dimensions, card.licence, card.precision) == (Kind.STATIC, 16, "CC-BY-4.0", "int8")
    encoder = StaticEncoder(folder, card)
    teacher = DenseEncoder(home.models / "tiny", Shelf(home.models).find("tiny")[0], 1)
    ours, theirs = (each.encode(PROSE) @ each.encode(PROSE).T for each in (encoder, teacher))
    np.testing.assert_allclose(ours, theirs, atol=0.1)
    teacher.close()


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(dimensions=8, weighting=Weighting.ZIPF),
        Recipe(dimensions=8, pca=False, weighting=Weighting.NONE),
        Recipe(dimensions=8, outputs=False),
    ],
    ids=["zipf", "plain", "inputs"],
)
def test_each_step_can_be_left_out(home: paths.Home, recipe: Recipe) -> None:
    name = f"tiny-{recipe.weighting.value}-{recipe.outputs}"
    card = run(distil(Wish("tiny", recipe, name=name), FAST, home.models))
    assert card.id == name
    assert np.load(home.models / name / "embeddings.npy").shape[1] == 8


def test_a_job_that_is_stopped_leaves_nothing(home: paths.Home, text: Path) -> None:
    before = sorted(path.name for path in home.models.iterdir())
    for stops_at in (Phase.READING, Phase.TRAINING):
        job = distil(Wish("tiny", Recipe(dimensions=8), text, "gone"), FAST, home.models)
        while next(job).phase is not stops_at:
            pass
        job.close()
    assert sorted(path.name for path in home.models.iterdir()) == before


def test_what_can_not_teach_is_refused(home: paths.Home, tmp_path: Path) -> None:
    refused = [
        (Wish("tiny", Recipe(dimensions=33)), ModelUnfit),
        (Wish("tiny", Recipe(dimensions=8), name="tiny"), ModelUnfit),
        (Wish("tiny", Recipe(dimensions=8), name="../out"), ModelUnfit),
        (Wish("tiny", Recipe(dimensions=8), tmp_path / "nowhere"), FolderMissing),
        (Wish("tiny", Recipe(dimensions=8), tmp_path), ModelUnfit),  # nothing in it
    ]
    for wish, error in refused:
        with pytest.raises(error):
            run(distil(wish, FAST, home.models))


def test_the_command_says_what_it_made(home: paths.Home, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--data-dir", str(home.data)]
    assert main(["models", "distill", "tiny", "--dims", "12", "--weights", "zipf", "--json", *where]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["id"], told["dimensions"], told["licence"]) == ("tiny-static-12", 12, "CC-BY-4.0")
    assert told["seconds"] > 0
    assert main(["models", "show", "tiny-static-12", "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "static"
    assert main(["models", "distill", "tiny-static-12", *where]) == 1
    assert "can teach" in capsys.readouterr().err


def test_prose_is_taken_and_tables_are_not() -> None:
    sentence = "The landlord keeps the heating installation in working order during the cold months."
    assert list(pieces(f"{sentence}\n\n12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20\n\nA heading")) == [sentence]
    long = " ".join([sentence] * 20)
    found = list(pieces(long))
    assert " ".join(found) == long
    assert all(8 <= each.count(" ") + 1 <= 80 for each in found)
    assert list(pieces("\n\n".join(["A short one of only nine words stands here."] * 5))) == [
        " ".join(["A short one of only nine words stands here."] * 5)
    ]
