import hashlib
import os
from dataclasses import replace
from types import MappingProxyType

import pytest

from onyx_desktop.errors import ModelBuiltIn, ModelDamaged, ModelMissing
from onyx_desktop.models.cards import load_cards, write_card
from onyx_desktop.models.shelf import Shelf


@pytest.fixture
def shelf(tmp_path):
    """A shelf with one installed model of two small files."""
    folder = tmp_path / "models" / "small"
    folder.mkdir(parents=True)
    files = {"model.onnx": b"graph", "tokenizer.json": b"{}"}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    card = replace(load_cards()["all-MiniLM-L6-v2"], id="small", embedded=False, files=MappingProxyType(sums))
    write_card(card, folder / "card.toml")
    return Shelf(tmp_path / "models", {"small": card})


def test_the_embedded_model_is_there_and_whole(tmp_path):
    shelf = Shelf(tmp_path)
    card, folder = shelf.find("all-MiniLM-L6-v2")
    assert (folder / "model.onnx").stat().st_size < 25_000_000
    shelf.verify(card.id)
    assert card in shelf.list()


def test_an_installed_model_is_found(shelf, tmp_path):
    card, folder = shelf.find("small")
    assert folder == tmp_path / "models" / "small"
    assert shelf.list() == [card]


def test_a_changed_file_is_damaged(shelf, tmp_path):
    shelf.find("small")
    (tmp_path / "models" / "small" / "model.onnx").write_bytes(b"other")
    with pytest.raises(ModelDamaged) as caught:
        shelf.find("small")
    assert caught.value.args[:2] == ("small", "model.onnx")


def test_verify_reads_again_what_kept_its_size_and_time(shelf, tmp_path):
    path = tmp_path / "models" / "small" / "model.onnx"
    shelf.find("small")
    before = path.stat()
    path.write_bytes(b"grapf")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    shelf.find("small")  # rotten bits look unchanged
    with pytest.raises(ModelDamaged):
        shelf.verify("small")


def test_a_missing_file_is_missing(shelf, tmp_path):
    (tmp_path / "models" / "small" / "tokenizer.json").unlink()
    with pytest.raises(ModelMissing) as caught:
        shelf.find("small")
    assert caught.value.args == ("small", "tokenizer.json")
    assert shelf.list() == []


def test_a_model_that_is_not_installed_is_missing(tmp_path, shelf):
    elsewhere = Shelf(tmp_path / "nothing", dict(shelf._cards))
    with pytest.raises(ModelMissing):
        elsewhere.find("small")
    assert elsewhere.list() == []


def test_an_unknown_model_is_missing(shelf):
    with pytest.raises(ModelMissing):
        shelf.find("unheard-of")


def test_a_folder_without_a_card_is_no_model(shelf, tmp_path):
    (tmp_path / "models" / "small" / "card.toml").unlink()
    assert shelf.list() == []
    with pytest.raises(ModelMissing):
        shelf.find("small")


def test_a_card_of_another_model_is_damage(shelf, tmp_path):
    (tmp_path / "models" / "small").rename(tmp_path / "models" / "large")
    assert shelf.list() == []
    with pytest.raises(ModelDamaged):
        shelf.find("large")


def test_a_card_that_can_not_be_read_is_damage(shelf, tmp_path):
    (tmp_path / "models" / "small" / "card.toml").write_text("id = ")
    assert shelf.list() == []
    with pytest.raises(ModelDamaged):
        shelf.find("small")


def test_an_imported_model_stands_at_the_end_of_the_catalogue(shelf, tmp_path):
    elsewhere = Shelf(tmp_path / "models")
    assert [card.id for card in elsewhere.catalogue()] == [*load_cards(), "small"]
    assert elsewhere.find("small")[0] == shelf.find("small")[0]


@pytest.mark.parametrize("model_id", ["..", ".", "", "../small", ".drafts", "small/.."])
def test_an_id_is_no_path(shelf, model_id):
    with pytest.raises(ModelMissing):
        shelf.find(model_id)
    with pytest.raises(ModelMissing):
        shelf.remove(model_id)
    assert shelf.find("small")


def test_the_embedded_model_stays(shelf, tmp_path):
    with pytest.raises(ModelBuiltIn):
        Shelf(tmp_path).remove("all-MiniLM-L6-v2")
