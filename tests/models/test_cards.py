import dataclasses
import re
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.domain import ExtraInput, Kind, ModelCard, Pooling, Scale
from onyx_desktop.errors import ModelDamaged
from onyx_desktop.models.card_checks import SPEEDS
from onyx_desktop.models.cards import load_cards, read_card, write_card

BGE = "Represent this sentence for searching relevant passages: "
E5 = ("query: ", "passage: ")
NOMIC = ("search_query: ", "search_document: ")
JINA = ("Represent the query for retrieving evidence documents: ", "Represent the document for retrieval: ")

# id: dimensions, max_tokens, pooling, ends with normalisation, question's prefix, passage's prefix; from the
# repositories, written down a second time so that a slip of the pen in the catalogue shows.
DENSE = {
    "all-MiniLM-L6-v2": (384, 256, "mean", True, "", ""),
    "bge-small-en-v1.5": (384, 512, "cls", True, BGE, ""),
    "bge-base-en-v1.5": (768, 512, "cls", True, BGE, ""),
    "bge-large-en-v1.5": (1024, 512, "cls", True, BGE, ""),
    "nomic-embed-text-v1.5": (768, 8192, "mean", True, *NOMIC),
    "e5-small-v2": (384, 512, "mean", True, *E5),
    "e5-base-v2": (768, 512, "mean", True, *E5),
    "e5-large-v2": (1024, 512, "mean", True, *E5),
    "gte-small": (384, 512, "mean", True, "", ""),
    "gte-base": (768, 512, "mean", True, "", ""),
    "gte-large": (1024, 512, "mean", True, "", ""),
    "jina-embeddings-v2-base-en": (768, 8192, "mean", True, "", ""),
    "mxbai-embed-large-v1": (1024, 512, "cls", True, BGE, ""),
    "snowflake-arctic-embed-s": (384, 512, "cls", True, BGE, ""),
    "snowflake-arctic-embed-m": (768, 512, "cls", True, BGE, ""),
    "snowflake-arctic-embed-l": (1024, 512, "cls", True, BGE, ""),
    "snowflake-arctic-embed-m-v1.5": (768, 512, "cls", True, BGE, ""),
    "snowflake-arctic-embed-l-v2.0": (1024, 8192, "cls", True, "query: ", ""),
    "jina-embeddings-v3": (1024, 8192, "mean", True, *JINA),
    "multilingual-e5-large": (1024, 512, "mean", True, *E5),
    "bge-m3": (1024, 8192, "cls", True, "", ""),
    "paraphrase-multilingual-mpnet-base-v2": (768, 512, "mean", False, "", ""),
    "LaBSE": (768, 256, "cls", True, "", ""),
}
STATIC = {
    "all-MiniLM-L6-v2-static": 240,
    "potion-base-2M": 64,
    "potion-base-4M": 128,
    "potion-base-8M": 256,
    "potion-base-32M": 512,
    "potion-retrieval-32M": 512,
    "M2V_base_output": 256,
    "static-retrieval-mrl-en-v1": 1024,
    "static-similarity-mrl-multilingual-v1": 1024,
}
RERANKERS = {
    "ms-marco-MiniLM-L6-v2": 512,
    "bge-reranker-base": 512,
    "bge-reranker-v2-m3": 8192,
    "mxbai-rerank-xsmall-v1": 512,
    "gte-reranker-modernbert-base": 8192,
}
LATE = {  # dimensions of one token, where documents are cut, marker of questions, of passages
    "answerai-colbert-small-v1": (96, 512, "", ""),
    "colbertv2.0": (128, 180, "", ""),
    "GTE-ModernColBERT-v1": (128, 300, "[Q] ", "[D] "),
}
SPARSE = {
    "Splade_PP_en_v1": "log1p",
    "opensearch-neural-sparse-encoding-doc-v3-distill": "log1p2",
    "splade-v3": "log1p",
}
# Millions of parameters that every token passes: without the table of tokens.
ENCODERS = {
    11: ("all-MiniLM-L6-v2", "ms-marco-MiniLM-L6-v2"),
    22: (
        "bge-small-en-v1.5",
        "e5-small-v2",
        "gte-small",
        "snowflake-arctic-embed-s",
        "answerai-colbert-small-v1",
        "mxbai-rerank-xsmall-v1",
    ),
    43: ("opensearch-neural-sparse-encoding-doc-v3-distill",),
    86: (
        "bge-base-en-v1.5",
        "e5-base-v2",
        "gte-base",
        "snowflake-arctic-embed-m",
        "snowflake-arctic-embed-m-v1.5",
        "paraphrase-multilingual-mpnet-base-v2",
        "LaBSE",
        "bge-reranker-base",
        "colbertv2.0",
        "Splade_PP_en_v1",
        "splade-v3",
    ),
    113: (
        "nomic-embed-text-v1.5",
        "jina-embeddings-v2-base-en",
        "gte-reranker-modernbert-base",
        "GTE-ModernColBERT-v1",
    ),
    304: (
        "bge-large-en-v1.5",
        "e5-large-v2",
        "gte-large",
        "mxbai-embed-large-v1",
        "snowflake-arctic-embed-l",
        "snowflake-arctic-embed-l-v2.0",
        "jina-embeddings-v3",
        "multilingual-e5-large",
        "bge-m3",
        "bge-reranker-v2-m3",
    ),
}

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
commercial = true
[card.files]
"model.onnx" = "SUM"
""".replace("SUM", "a" * 64)
LINE = "commercial = true"


def write(folder, text):
    path = folder / "cards.toml"
    path.write_text(text, encoding="utf-8")
    return path


def of_kind(kind):
    return {card.id: card for card in load_cards().values() if card.kind is kind}


def test_the_embedded_model_is_in_the_catalogue_with_its_files():
    card = load_cards()["all-MiniLM-L6-v2"]
    assert card.embedded
    assert set(card.files) == {"model.onnx", "tokenizer.json"}
    static = load_cards()["all-MiniLM-L6-v2-static"]
    assert set(static.files) == {"embeddings.npy", "weights.npy", "tokenizer.json"}
    assert [each for each in load_cards().values() if each.embedded] == [card, static]


def test_dense_cards_say_what_is_known():
    assert {
        card.id: (
            card.dimensions,
            card.max_tokens,
            card.pooling.value,
            card.normalise,
            card.query_prefix,
            card.document_prefix,
        )
        for card in of_kind(Kind.DENSE).values()
    } == DENSE


def test_static_cards_say_what_is_known():
    cards = of_kind(Kind.STATIC)
    assert {card.id: card.dimensions for card in cards.values()} == STATIC
    assert {card.pooling for card in cards.values()} == {Pooling.MEAN}
    assert not any(card.query_prefix or card.document_prefix for card in cards.values())


def test_reranker_cards_say_what_is_known():
    assert {card.id: card.max_tokens for card in of_kind(Kind.RERANKER).values()} == RERANKERS


def test_late_interaction_cards_say_what_is_known():
    cards = of_kind(Kind.LATE)
    assert {
        card.id: (card.dimensions, card.max_tokens, card.query_prefix, card.document_prefix) for card in cards.values()
    } == LATE
    assert {card.query_tokens for card in cards.values()} == {32}
    assert all(card.normalise for card in cards.values())


def test_sparse_cards_say_what_is_known():
    assert {card.id: card.activation for card in of_kind(Kind.SPARSE).values()} == SPARSE


def test_every_id_of_the_issue_is_there_and_no_other():
    assert set(load_cards()) == {*DENSE, *STATIC, *RERANKERS, *LATE, *SPARSE}


def test_only_trained_or_ordered_vectors_may_be_cut():
    lengths = {card.id: card.lengths for card in load_cards().values() if card.lengths}
    for name in ("potion-base-8M", "M2V_base_output"):
        assert "not trained" in load_cards()[name].summary
    assert lengths["nomic-embed-text-v1.5"] == (64, 128, 256, 512)
    assert lengths["snowflake-arctic-embed-m-v1.5"] == lengths["snowflake-arctic-embed-l-v2.0"] == (256,)
    assert not any(name.startswith(("bge", "e5", "gte", "all-MiniLM", "multilingual-e5")) for name in lengths)
    assert [card.id for card in load_cards().values() if card.layer_norm] == ["nomic-embed-text-v1.5"]


def test_jina_tells_questions_from_passages_by_a_task():
    inputs = {card.id: card.extra_inputs for card in load_cards().values() if card.extra_inputs}
    assert inputs == {"jina-embeddings-v3": {"task_id": ExtraInput(query=0, document=1)}}


def test_what_may_not_be_sold_says_so():
    cards = [card for card in load_cards().values() if not card.commercial]
    assert {card.id for card in cards} == {"jina-embeddings-v3", "splade-v3"}
    assert all("Not for commercial use" in card.summary for card in cards)


def test_every_card_has_what_a_person_chooses_by():
    for card in load_cards().values():
        assert card.licence, card.id
        assert card.languages, card.id
        assert card.size_mb, card.id
        assert card.speed, card.id
        assert card.summary.endswith("."), card.id
        assert card.embedded or card.download, card.id
        assert card.repository.count("/") == 1, card.id


def test_the_speed_class_follows_from_the_size_of_the_encoder():
    cards = load_cards()
    expected = dict.fromkeys(STATIC, "instant")
    for millions, names in ENCODERS.items():
        for name in names:
            step = 1 if millions <= 30 else 2 if millions <= 150 else 3
            step += (cards[name].kind is Kind.RERANKER) + (name == "mxbai-rerank-xsmall-v1")  # the one DeBERTa
            expected[name] = SPEEDS[step]
    assert {card.id: card.speed for card in cards.values()} == expected


def test_prefixes_that_are_words_end_with_a_blank():
    prefixes = {each for card in load_cards().values() for each in (card.query_prefix, card.document_prefix) if each}
    assert len(prefixes) == 9
    assert all(each.endswith(" ") and not each.endswith("  ") for each in prefixes)


def test_a_model_that_only_torch_can_read_says_that_it_needs_the_lab():
    pickled = [card for card in load_cards().values() if "pytorch_model.bin" in card.download.values()]
    assert [card.id for card in pickled] == ["splade-v3"]
    assert "lab extra" in pickled[0].summary


def test_revisions_are_commits_wherever_one_is_known():
    moving = {card.id for card in load_cards().values() if card.revision == "main"}
    assert moving == {"jina-embeddings-v2-base-en", "jina-embeddings-v3"}
    fixed = [card.revision for card in load_cards().values() if card.id not in moving]
    assert all(re.fullmatch("[0-9a-f]{40}|sha256:[0-9a-f]{64}", each) for each in fixed)
    assert len(set(fixed)) == len(fixed)


def test_a_layer_behind_the_pooling_is_downloaded_too():
    assert "2_Dense/model.safetensors" in load_cards()["LaBSE"].download
    assert "1_Dense/model.safetensors" in load_cards()["GTE-ModernColBERT-v1"].download
    assert "idf.json" in load_cards()["opensearch-neural-sparse-encoding-doc-v3-distill"].download


def test_a_card_becomes_a_record(tmp_path):
    card = load_cards(write(tmp_path, GOOD))["small"]
    assert card.pooling is Pooling.CLS
    assert card.kind is Kind.DENSE
    assert card.query_prefix == "query: "
    assert card.document_prefix == ""
    assert card.files == {"model.onnx": "a" * 64}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('licence = "MIT"', "", "licence is missing"),
        ('licence = "MIT"', 'license = "MIT"', "unknown field license"),
        ('licence = "MIT"', 'licence = "CC-BY-NC-4.0"', "commercial must be false: the licence is CC-BY-NC-4.0"),
        ('licence = "MIT"', 'licence = "non-commercial"', "commercial must be false"),
        ("dimensions = 8", 'dimensions = "8"', "dimensions must be int"),
        ("dimensions = 8", "dimensions = true", "dimensions must be int"),
        ("dimensions = 8", "dimensions = 0", "dimensions must be at least 1"),
        ("max_tokens = 16", "max_tokens = 0", "max_tokens must be at least 1"),
        ('pooling = "cls"', 'pooling = "average"', "pooling must be one of mean, cls, max, last"),
        ('pooling = "cls"', 'kind = "thick"', "kind must be one of dense, static, words, sparse, late, reranker"),
        ('pooling = "cls"', 'kind = "reranker"', "dimensions must be 0: a reranker"),
        ('pooling = "cls"', 'kind = "sparse"', "dimensions must be 0: a sparse"),
        ('pooling = "cls"', 'kind = "late"', "query_tokens is needed for late models"),
        ("dimensions = 8", 'dimensions = 0\nkind = "sparse"', "activation is needed for sparse models"),
        ('query_prefix = "query: "', "query_prefix = 1", "query_prefix must be str"),
        (LINE, "commercial = 1", "commercial must be bool"),
        (LINE, 'precision = "int3"', "precision must be one of float32, float16, int8"),
        (LINE, 'speed = "quick"', "speed must be one of instant, fast, medium, slow, very slow"),
        (LINE, 'activation = "relu"', "activation must be one of log1p, log1p2"),
        (LINE, 'activation = "log1p"', "activation is needed for sparse models, and only for them"),
        (LINE, "query_tokens = 4", "query_tokens is needed for late models, and only for them"),
        (LINE, 'kind = "late"\nquery_tokens = 17', "query_tokens must not be above max_tokens"),
        (LINE, "size_mb = -1", "size_mb must be at least 0"),
        (LINE, 'languages = "English"', "languages must be codes such as"),
        (LINE, 'languages = "en,zh"', "languages must be codes such as"),
        (LINE, 'languages = "multilingual (many)"', "languages must be codes such as"),
        (LINE, "lengths = 4", "lengths must be a list of whole numbers"),
        (LINE, "lengths = [0, 4]", "lengths must be a list of whole numbers"),
        (LINE, "lengths = [4.0]", "lengths must be a list of whole numbers"),
        (LINE, "lengths = [4, 2]", "lengths must ascend"),
        (LINE, "lengths = [4, 4]", "lengths must ascend"),
        (LINE, "lengths = [4, 8]", "lengths must be shorter than dimensions"),
        (LINE, "layer_norm = true", "layer_norm is for vectors that are cut"),
        (LINE, "extra_inputs = 1", "extra_inputs must be a table"),
        (LINE, "extra_inputs = { task_id = { query = 0 } }", "task_id must have query and document"),
        (LINE, "extra_inputs = { task_id = { query = 0, document = true } }", "task_id must be whole numbers"),
        (LINE, 'download = "model.onnx"', "download must be a table"),
        (LINE, 'download = { "../a" = "a" }', "'../a' is no plain path"),
        (LINE, 'download = { "a" = "/a" }', "'/a' is no plain path"),
        (LINE, 'download = { "a" = "C:a" }', "'C:a' is no plain path"),
        (LINE, 'download = { "a" = 1 }', "1 is no plain path"),
        (LINE, 'download = { "a" = "c", "b" = "c" }', "two files would have one name"),
        (LINE, 'download = { "model.onnx" = "model.onnx" }', "tokenizer.json is missing"),
        (
            LINE,
            'convert = true\ndownload = { "tokenizer.json" = "tokenizer.json" }',
            "convert needs config.json and weights",
        ),
        (LINE, 'download = { "tokenizer.json" = "tokenizer.json" }', "not converted needs a model.onnx"),
        (LINE, 'kind = "static"\ndownload = { "tokenizer.json" = "tokenizer.json" }', "needs a .safetensors file"),
        (LINE, 'kind = "static"\nconvert = true', "convert is for transformers, not for static"),
        (LINE, "scores = 1", "scores must be a table"),
        (LINE, "scores = { SciFact = 71.2 }", "scores_source is missing"),
        (LINE, "scores = { SciFact = 101 }", "SciFact must be a number from 0 to 100"),
        (LINE, "scores = { SciFact = nan }", "SciFact must be a number from 0 to 100"),
        (LINE, "scores = { SciFact = true }", "SciFact must be a number from 0 to 100"),
        (LINE, 'unverified = "lengths"', "unverified must be a list of different fields"),
        (LINE, 'unverified = ["lengths", "lengths"]', "unverified must be a list of different fields"),
        (LINE, 'unverified = ["length"]', "unverified: 'length' is no field"),
        (LINE, "unverified = [[]]", "unverified: [] is no field"),
        (LINE, "scale = { mean = 0.1 }", "scale must have the numbers mean and deviation"),
        (LINE, "scale = { mean = 0.1, deviation = inf }", "scale must have the numbers mean and deviation"),
        (LINE, "scale = { mean = 0.1, deviation = 0.0 }", "deviation must be above 0"),
        ('id = "small"', 'id = "../small"', "id must be"),
        ('id = "small"', "id = 1", "id must be str"),
        ('"model.onnx"', '"../model.onnx"', "no plain path"),
        ('"model.onnx"', "'a\\model.onnx'", "no plain path"),
        ("a" * 64, "a" * 63, "model.onnx has no sha256"),
        (
            "[card.files]\n",
            "embedded = true\n[card.scale]\nmean = 0.1\ndeviation = 0.1\n[card.more]\n",
            "unknown field",
        ),
        (GOOD, GOOD.split("[card.files]")[0] + "embedded = true", "files are missing of an embedded model"),
        (GOOD, GOOD + GOOD, "there are two of it"),
        (GOOD, "", "list of"),
        (GOOD, "card = [1]", "list of"),
        ("[[card]]", "[[card", ""),
    ],
)
def test_a_mistake_is_named(tmp_path, old, new, why):
    assert old in GOOD
    with pytest.raises(ModelDamaged) as caught:
        load_cards(write(tmp_path, GOOD.replace(old, new)))
    assert caught.value.args[1] == "cards.toml"
    assert why in caught.value.args[2]


def test_a_converted_model_is_not_downloaded_ready(tmp_path):
    names = ("config.json", "model.safetensors", "tokenizer.json", "model.onnx")
    table = ", ".join(f'"{name}" = "{name}"' for name in names)
    with pytest.raises(ModelDamaged, match=r"has no model\.onnx yet"):
        load_cards(write(tmp_path, GOOD.replace(LINE, f"convert = true\ndownload = {{ {table} }}")))


def test_a_missing_catalogue_is_named(tmp_path):
    with pytest.raises(ModelDamaged):
        load_cards(tmp_path / "cards.toml")
    with pytest.raises(ModelDamaged):
        read_card(tmp_path / "card.toml")


def test_every_shipped_card_is_written_and_read_again(tmp_path):
    for card in load_cards().values():
        write_card(card, tmp_path / "card.toml")
        assert read_card(tmp_path / "card.toml") == card
    assert [each.name for each in tmp_path.iterdir()] == ["card.toml"]


NAMES = st.text(min_size=1, max_size=8)
PLAIN_PATHS = st.text("abc_-'\"äß€é𝄞#=[]", min_size=1, max_size=8)
CARDS = st.builds(
    ModelCard,
    id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]*", fullmatch=True),
    name=st.text(),
    repository=st.text(),
    revision=st.text(),
    licence=st.just("MIT"),
    dimensions=st.just(64),
    max_tokens=st.integers(1, 10**6),
    kind=st.sampled_from([Kind.DENSE, Kind.STATIC, Kind.WORDS]),
    pooling=st.sampled_from(Pooling),
    normalise=st.booleans(),
    query_prefix=st.text(),
    document_prefix=st.text(),
    lengths=st.lists(st.integers(1, 63), unique=True).map(lambda each: tuple(sorted(each))),
    extra_inputs=st.dictionaries(NAMES, st.builds(ExtraInput, st.integers(), st.integers())).map(MappingProxyType),
    summary=st.text(),
    precision=st.sampled_from(["float32", "float16", "int8"]),
    files=st.dictionaries(PLAIN_PATHS, st.text("0123456789abcdef", min_size=64, max_size=64)).map(MappingProxyType),
    scores=st.dictionaries(NAMES, st.floats(0, 100)).map(MappingProxyType),
    scores_source=st.text(min_size=1),
    unverified=st.lists(st.sampled_from([each.name for each in dataclasses.fields(ModelCard)]), unique=True).map(tuple),
    scale=st.none() | st.builds(Scale, st.floats(-1, 1), st.floats(1e-300, 1)),
)


@given(card=CARDS)
def test_any_card_is_written_and_read_again(tmp_path_factory, card):
    path = tmp_path_factory.mktemp("card") / "card.toml"
    write_card(card, path)
    assert read_card(path) == card


def test_a_card_that_could_not_be_read_again_is_not_written(tmp_path):
    path = tmp_path / "card.toml"
    card = load_cards()["bge-small-en-v1.5"]
    write_card(card, path)
    for bad in (
        dataclasses.replace(card, licence="CC-BY-NC-4.0"),
        dataclasses.replace(card, scores=MappingProxyType({"SciFact": float("nan")})),
        dataclasses.replace(card, summary="half a pair: \ud800"),
        dataclasses.replace(card, max_tokens=512.0),
    ):
        with pytest.raises(ModelDamaged):
            write_card(bad, path)
    assert read_card(path) == card
    assert [each.name for each in tmp_path.iterdir()] == ["card.toml"]
