"""`onyx models …` and the flags that choose a model or a look, from a hub on this computer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from onyx_desktop.cli import main
from onyx_desktop.domain import Kind, ModelCard
from onyx_desktop.models.cards import load_cards, write_card
from onyx_desktop.models.convert import convert
from tests import tiny
from tests.cli.test_commands import Onyx
from tests.models.hub_server import Fault, Published, serving
from tests.ui import second_model

CARD = load_cards()["potion-base-2M"]
MINILM = "all-MiniLM-L6-v2"


@pytest.fixture
def onyx(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Onyx:
    return Onyx(tmp_path / "onyx", capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Documents"
    made.mkdir()
    (made / "lease.txt").write_text("The landlord shall keep the heating in working order.")
    (made / "soup.md").write_text("# Soup\n\nRoast the pumpkin and blend it.")
    return made


@pytest.fixture
def hub(onyx: Onyx) -> Iterator[Published]:
    files = second_model.published(CARD.dimensions)
    with serving(Published({CARD.repository: files}, commit=CARD.revision)) as served:
        onyx.home.mkdir(parents=True)
        (onyx.home / "settings.toml").write_text(f'hub_endpoint = "{served.url}"\n')
        yield served


def test_the_catalogue_is_listed_without_an_index(onyx: Onyx) -> None:
    listed = onyx("models")
    assert {each["id"] for each in listed} == set(load_cards())
    assert [each["id"] for each in listed if each["answering"]] == [MINILM]
    assert "bge-m3" in onyx.text("models", "list")
    assert onyx("models", "show", "nomic-embed-text-v1.5")["document_prefix"] == "search_document: "
    assert "'search_query: '" in onyx.text("models", "show", "nomic-embed-text-v1.5")


def test_install_use_index_and_back(onyx: Onyx, hub: Published, folder: Path) -> None:
    onyx("index", str(folder))
    assert onyx("models", "install", CARD.id)["id"] == CARD.id
    assert onyx("models", "verify", CARD.id)["whole"]
    assert onyx("models", "use", CARD.id)["answering"] == MINILM
    assert onyx("search", "heating")["hits"]
    done = onyx("index")
    assert (done["embedded"], done["reused"]) == (2, 0)
    status = onyx("status")
    assert (status["model"], status["answering"], status["dimensions"]) == (CARD.id, CARD.id, CARD.dimensions)

    assert onyx("models", "use", MINILM, "--dims", "128", "--precision", "int8")["answering"] == MINILM
    assert onyx("index")["embedded"] == 0
    status = onyx("status")
    assert (status["dimensions"], status["precision"]) == (128, "int8")
    assert "`onyx models use" in onyx("models", "remove", MINILM, expect=1)
    assert onyx("models", "drop", CARD.id)["freed_bytes"] > 0
    assert onyx("models", "remove", CARD.id) == {"removed": CARD.id}
    assert onyx("models", "use", CARD.id, expect=1).startswith(f"onyx: the model {CARD.id} is not installed")
    assert onyx("status")["model"] == MINILM


def test_index_chooses_a_model(onyx: Onyx, hub: Published, folder: Path) -> None:
    onyx("models", "install", CARD.id)
    assert onyx("index", str(folder), "--model", CARD.id)["embedded"] == 2
    assert onyx("status")["answering"] == CARD.id


def test_a_model_nobody_knows(onyx: Onyx, folder: Path) -> None:
    for arguments in (
        ["models", "show", "gpt-9"],
        ["models", "use", "gpt-9"],
        ["models", "install", "gpt-9"],
        ["index", str(folder), "--model", "gpt-9"],
    ):
        assert onyx(*arguments, expect=1).startswith("onyx: the model gpt-9 is not installed"), arguments


def test_no_hub_no_install(onyx: Onyx, hub: Published) -> None:
    hub.faults["model.safetensors"] = Fault(status=401)
    assert "permission" in onyx("models", "install", CARD.id, expect=1)
    (onyx.home / "settings.toml").write_text('hub_endpoint = "http://127.0.0.1:9"\n')
    said = onyx("models", "install", CARD.id, expect=1)
    assert "127.0.0.1:9" in said
    assert len(said.splitlines()) == 1


def test_import_word_vectors(onyx: Onyx, folder: Path, tmp_path: Path) -> None:
    words = [
        *["the", "landlord", "shall", "keep", "heating", "in", "working", "order"],
        "roast",
        "pumpkin",
        "blend",
        "soup",
    ]
    lines = [
        f"{word} " + " ".join(str((place * 7 + n * 3) % 11 - 5) for n in range(16)) for place, word in enumerate(words)
    ]
    (tmp_path / "tiny-glove.txt").write_text("\n".join(lines) + "\n")
    model = onyx("models", "import", str(tmp_path / "tiny-glove.txt"))["id"]
    assert onyx("index", str(folder), "--model", model)["embedded"] == 2
    assert onyx("search", "pumpkin soup")["hits"][0]["title"] == "Soup"
    assert "can't be used" in onyx("models", "import", str(folder / "soup.md"), expect=1)


def test_measure(onyx: Onyx, folder: Path) -> None:
    onyx("index", str(folder))
    figures = onyx("models", "measure")
    assert figures["passages_a_second"] > 0
    assert {each["precision"] for each in figures["looks"]} >= {"float16", "int8", "product", "binary", "tiered"}
    assert [each["dimensions"] for each in figures["looks"] if each["precision"] == "float16"] == [64, 128, 256, 384]
    assert "same top 10" in onyx.text("models", "measure")


def test_evaluate_takes_a_look(onyx: Onyx) -> None:
    limit = str(Path(__file__).parent.parent / "data" / "limit-small")
    few = ("evaluate", limit, "--mode", "meaning", "--limit-queries", "60")
    full = onyx(*few)["ndcg@10"]
    assert onyx(*few, "--dims", "64")["ndcg@10"] != full
    assert onyx(*few, "--distance", "euclidean")["ndcg@10"] == full
    assert onyx(*few, "--model", "gpt-9", expect=1).startswith("onyx: the model gpt-9")


@pytest.fixture(scope="module")
def sparse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sparse model, as an install leaves it."""
    source, made = tmp_path_factory.mktemp("sparse"), tmp_path_factory.mktemp("installed") / "terms"
    tiny.publish(source, head="sparse")
    files = convert(source, made, "float32")
    card = ModelCard(
        "terms", "Terms", "", "", "MIT", 0, 64, kind=Kind.SPARSE, activation="log1p", languages="en", files=files
    )
    write_card(card, made / "card.toml")
    return made


def test_a_refining_model_is_used_beside_the_other(onyx: Onyx, folder: Path, sparse: Path) -> None:
    onyx("index", str(folder))
    shutil.copytree(sparse, onyx.home / "models" / "terms")
    used = onyx("models", "use", "terms")
    assert (used["model"], used["answering"], used["sparse"], used["reranker"]) == (MINILM, MINILM, "terms", "")
    assert "`onyx index`" in onyx.text("models", "use", "terms")
    assert onyx("models", "show", "terms")["documents"] == 0
    assert onyx("index")["embedded"] == 0
    assert (onyx("models", "show", "terms")["documents"], onyx("models", "show", "terms")["refines"]) == (2, True)
    assert "~ terms" in onyx.text("models", "list")
    assert "choose another one first" in onyx("models", "remove", "terms", expect=1)
    assert onyx("search", "heating")["hits"]

    assert onyx("models", "use", "none", "--kind", "sparse")["sparse"] == ""
    assert onyx("models", "drop", "terms")["freed_bytes"] > 0
    assert onyx("index", "--model", "terms")["embedded"] == 0
    assert onyx("models", "show", "terms")["documents"] == 2
    onyx("models", "use", "none", "--kind", "sparse")
    assert onyx("models", "remove", "terms") == {"removed": "terms"}


def test_a_refining_model_that_is_gone_is_left_out_and_named(onyx: Onyx, folder: Path, sparse: Path) -> None:
    shutil.copytree(sparse, onyx.home / "models" / "terms")
    assert onyx("index", str(folder), "--model", "terms")["embedded"] == 2
    shutil.rmtree(onyx.home / "models" / "terms")
    assert main(["--data-dir", str(onyx.home), "index"]) == 0
    said = onyx.err()
    assert "the model terms is not installed (card); the search goes on without it" in said
    assert onyx("search", "heating")["hits"]


@pytest.mark.parametrize(
    "wrong", [["none"], ["terms", "--kind", "sparse"], ["none", "--kind", "dense"], ["terms", "--dims", "32"]]
)
def test_what_does_not_go_together_is_refused(onyx: Onyx, sparse: Path, wrong: list[str]) -> None:
    shutil.copytree(sparse, onyx.home / "models" / "terms")
    with pytest.raises(SystemExit) as refused:
        onyx("models", "use", *wrong)
    assert refused.value.code == 2
