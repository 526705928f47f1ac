import pytest

from onyx_desktop.domain import Pooling
from onyx_desktop.errors import ModelDamaged
from onyx_desktop.models.cards import load_cards

GOOD = """
[[card]]
id = "small"
name = "Small"
repository = "someone/small"
revision = "abc"
licence = "MIT"
dimensions = 8
max_tokens = 16
pooling = "cls"
query_prefix = "query: "
[card.files]
"model.onnx" = "SUM"
""".replace("SUM", "a" * 64)


def write(folder, text):
    path = folder / "cards.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_catalogue_holds_the_embedded_model():
    card = load_cards()["all-MiniLM-L6-v2"]
    assert (card.dimensions, card.max_tokens, card.pooling) == (384, 256, Pooling.MEAN)
    assert card.embedded
    assert set(card.files) == {"model.onnx", "tokenizer.json"}


def test_a_card_becomes_a_record(tmp_path):
    card = load_cards(write(tmp_path, GOOD))["small"]
    assert card.pooling is Pooling.CLS
    assert card.query_prefix == "query: "
    assert card.document_prefix == ""
    assert card.files == {"model.onnx": "a" * 64}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('licence = "MIT"', "", "licence is missing"),
        ('licence = "MIT"', 'license = "MIT"', "unknown field license"),
        ("dimensions = 8", 'dimensions = "8"', "dimensions must be int"),
        ("dimensions = 8", "dimensions = true", "dimensions must be int"),
        ("max_tokens = 16", "max_tokens = 0", "max_tokens must be at least 1"),
        ('pooling = "cls"', 'pooling = "average"', "pooling must be one of mean, cls, max, last"),
        ('revision = "abc"', 'revision = "abc"\nprecision = "int3"', "precision must be one of"),
        ('id = "small"', 'id = "../small"', "id must be"),
        ('"model.onnx"', '"../model.onnx"', "no plain path"),
        ("a" * 64, "a" * 63, "model.onnx has no sha256"),
        (GOOD, GOOD + GOOD, "there are two of it"),
        (GOOD, "", "list of"),
        ("[[card]]", "[[card", ""),
    ],
)
def test_a_mistake_is_named(tmp_path, old, new, why):
    with pytest.raises(ModelDamaged) as caught:
        load_cards(write(tmp_path, GOOD.replace(old, new)))
    assert caught.value.args[1] == "cards.toml"
    assert why in caught.value.args[2]


def test_a_missing_catalogue_is_named(tmp_path):
    with pytest.raises(ModelDamaged):
        load_cards(tmp_path / "cards.toml")
