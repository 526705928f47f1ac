import hashlib
import os
from dataclasses import replace

import pytest

from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models.cards import load_cards
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
    card = replace(load_cards()["all-MiniLM-L6-v2"], id="small", embedded=False, files=sums)
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
