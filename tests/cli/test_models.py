"""`onyx models …` and the flags that choose a model or a look, from a hub on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onyx_desktop.models.cards import load_cards
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
