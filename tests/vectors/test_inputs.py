"""Ready ONNX files want other inputs and give other outputs than ours; each is fed and read by what it lists."""

from types import MappingProxyType

import numpy as np
import pytest
from onnx import TensorProto, helper

from onyx_desktop.domain import ExtraInput, Pooling
from onyx_desktop.errors import ModelDamaged
from onyx_desktop.vectors.dense import DenseEncoder
from onyx_desktop.vectors.late import TokenVectors
from onyx_desktop.vectors.pooling import unit
from tests.vectors.folders import VOCABULARY, card, model, tokenizer

INT, FLOAT, HALF = TensorProto.INT64, TensorProto.FLOAT, TensorProto.FLOAT16
TABLE = np.random.default_rng(3).normal(size=(len(VOCABULARY), 8)).astype(np.float32)
TEXT = "the cat sat on a mat"
TOKENS = (1, "tokens")


@pytest.fixture
def folder(tmp_path):
    tokenizer(tmp_path / "tokenizer.json")
    return tmp_path


def ids(text):
    return [VOCABULARY.index(each) for each in ["[CLS]", *text.split(), "[SEP]"]]


def summed(names, last="last_hidden_state"):
    """rows[input_ids] + each other input, widened."""
    nodes = [helper.make_node("Gather", ["rows", "input_ids"], ["sum.0"])]
    for place, name in enumerate(names):
        nodes += [
            helper.make_node("Cast", [name], [f"{name}.float"], to=FLOAT),
            helper.make_node("Unsqueeze", [f"{name}.float", "end"], [f"{name}.wide"]),
            helper.make_node("Mul", [f"{name}.wide", "ramp"], [f"{name}.slope"]),
            helper.make_node("Add", [f"sum.{place}", f"{name}.slope"], [f"sum.{place + 1}"]),
        ]
    return [*nodes, helper.make_node("Identity", [f"sum.{len(names)}"], [last])]


CONSTANTS = {"rows": TABLE, "end": np.array([-1]), "ramp": np.arange(8, dtype=np.float32)}
RAMP = CONSTANTS["ramp"]


@pytest.mark.parametrize("kind", [TensorProto.INT64, TensorProto.INT32], ids=["int64", "int32"])
def test_masks_types_and_positions_are_fed_where_they_are_listed(folder, kind):
    names = ["attention_mask", "token_type_ids", "position_ids"]
    inputs = dict.fromkeys(["input_ids", *names], (kind, TOKENS))
    model(folder / "model.onnx", summed(names), inputs, {"last_hidden_state": (FLOAT, (1, "tokens", 8))}, CONSTANTS)
    places = np.arange(len(ids(TEXT)))[:, np.newaxis]
    expected = unit((TABLE[ids(TEXT)] + (1 + 0 + places) * RAMP).mean(axis=0, keepdims=True))
    np.testing.assert_allclose(DenseEncoder(folder, card(), 1).encode([TEXT]), expected, atol=1e-6)


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)], ids=str)
def test_an_extra_input_says_question_or_passage(folder, shape):
    inputs = {"input_ids": (INT, TOKENS), "task_id": (INT, shape)}
    nodes = [
        helper.make_node("Gather", ["rows", "input_ids"], ["gathered"]),
        helper.make_node("Cast", ["task_id"], ["float"], to=FLOAT),
        helper.make_node("Reshape", ["float", "one"], ["flat"]),
        helper.make_node("Mul", ["flat", "ramp"], ["slope"]),
        helper.make_node("Add", ["gathered", "slope"], ["last_hidden_state"]),
    ]
    constants = CONSTANTS | {"one": np.array([1])}
    model(folder / "model.onnx", nodes, inputs, {"last_hidden_state": (FLOAT, (1, "tokens", 8))}, constants)
    facts = card(extra_inputs=MappingProxyType({"task_id": ExtraInput(query=3, document=7)}))
    encoder = DenseEncoder(folder, facts, 1)
    for query, number in ((True, 3), (False, 7)):
        expected = unit((TABLE[ids(TEXT)] + number * RAMP).mean(axis=0, keepdims=True))
        np.testing.assert_allclose(encoder.encode([TEXT], query=query), expected, atol=1e-6)
    np.testing.assert_array_equal(encoder.encode_query(TEXT), encoder.encode([TEXT], query=True)[0])
    encoder.rest()
    other = DenseEncoder(folder, card(extra_inputs=MappingProxyType({"task_id": ExtraInput(query=3, document=8)})), 1)
    assert other.fingerprint != encoder.fingerprint


def test_an_input_that_nobody_has_is_refused(folder):
    inputs = {"input_ids": (INT, TOKENS), "pixel_values": (INT, TOKENS)}
    nodes = summed(["pixel_values"])
    model(folder / "model.onnx", nodes, inputs, {"last_hidden_state": (FLOAT, (1, "tokens", 8))}, CONSTANTS)
    with pytest.raises(ModelDamaged, match="wants pixel_values"):
        DenseEncoder(folder, card(), 1)


def test_a_model_that_pools_by_itself_is_not_pooled_again(folder):
    nodes = [
        *summed([], "hidden"),
        helper.make_node("ReduceMax", ["hidden", "one"], ["sentence_embedding"], keepdims=0),
    ]
    outputs = {"sentence_embedding": (FLOAT, (1, 8))}
    model(folder / "model.onnx", nodes, {"input_ids": (INT, TOKENS)}, outputs, CONSTANTS | {"one": np.array([1])})
    encoder = DenseEncoder(folder, card(pooling=Pooling.MEAN), 1)
    expected = unit(TABLE[ids(TEXT)].max(axis=0, keepdims=True))
    np.testing.assert_allclose(encoder.encode([TEXT]), expected, atol=1e-6)
    np.testing.assert_allclose(unit(encoder.hidden(np.array(ids(TEXT)))), expected, atol=1e-6)


@pytest.mark.parametrize("name", ["last_hidden_state", "token_embeddings"])
def test_token_vectors_are_taken_by_name_not_by_place(folder, name):
    nodes = [*summed([], name), helper.make_node("ReduceMax", [name, "one"], ["sentence_embedding"], keepdims=0)]
    outputs = {"sentence_embedding": (FLOAT, (1, 8)), name: (FLOAT, (1, "tokens", 8))}
    model(folder / "model.onnx", nodes, {"input_ids": (INT, TOKENS)}, outputs, CONSTANTS | {"one": np.array([1])})
    expected = unit(TABLE[ids(TEXT)].mean(axis=0, keepdims=True))
    np.testing.assert_allclose(DenseEncoder(folder, card(), 1).encode([TEXT]), expected, atol=1e-6)


def test_half_precision_comes_out_as_float32_and_a_width_that_is_not_stated_is_found(folder):
    nodes = [*summed([], "wide"), helper.make_node("Cast", ["wide"], ["last_hidden_state"], to=HALF)]
    outputs = {"last_hidden_state": (HALF, (1, "tokens", "width"))}
    model(folder / "model.onnx", nodes, {"input_ids": (INT, TOKENS)}, outputs, CONSTANTS)
    vectors = DenseEncoder(folder, card(), 1).encode([TEXT])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, unit(TABLE[ids(TEXT)].mean(axis=0, keepdims=True)), atol=2e-3)


def test_token_vectors_leave_special_tokens_out(folder):
    outputs = {"last_hidden_state": (FLOAT, (1, "tokens", 8))}
    model(folder / "model.onnx", summed([]), {"input_ids": (INT, TOKENS)}, outputs, CONSTANTS)
    tokens = TokenVectors(DenseEncoder(folder, card(query_prefix="old "), 1))
    (found,) = tokens.documents([TEXT])
    np.testing.assert_allclose(found, unit(TABLE[ids(TEXT)[1:-1]]), atol=1e-6)
    question = tokens.question(TEXT)
    np.testing.assert_allclose(question.vectors, unit(TABLE[ids("old " + TEXT)[1:-1]]), atol=1e-6)
    assert question.spans.tolist() == [[0, 0], *tokens.spans(TEXT).tolist()]
    assert tokens.documents([""])[0].shape == (0, 8)
