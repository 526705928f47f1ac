import numpy as np
import pytest
from onnx import TensorProto, helper

from onyx_desktop import paths
from onyx_desktop.errors import ModelDamaged
from onyx_desktop.vectors import session as session_module
from onyx_desktop.vectors.session import Asked, Session, agreement
from tests.vectors.folders import model

MODEL = paths.resource("models/all-MiniLM-L6-v2/model.onnx")


def test_gives_a_vector_a_token_also_after_shrinking():
    session = Session(MODEL, "all-MiniLM-L6-v2")
    assert (session.inputs, session.width) == (("input_ids",), 384)
    ids = np.array([101, 4937, 102])
    first = session.read(ids)
    assert (first.shape, first.dtype) == ((3, 384), np.float32)
    session.shrink()
    np.testing.assert_array_equal(session.read(ids), first)


@pytest.mark.parametrize("content", [b"", b"no model", MODEL.read_bytes()[:1_000_000]], ids=["empty", "text", "half"])
def test_a_file_that_does_not_load_is_damaged(tmp_path, content):
    path = tmp_path / "model.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelDamaged) as caught:
        Session(path, "some-model")
    assert caught.value.args[:2] == ("some-model", "model.onnx")


def test_a_missing_file_is_damaged(tmp_path):
    with pytest.raises(ModelDamaged):
        Session(tmp_path / "model.onnx", "some-model")


SAMPLES = [np.array([101, 4937, 102]), np.array([101, 2938, 2006, 1037, 13523, 102])]


@pytest.mark.parametrize(
    ("name", "why"),
    [("cuda", "CUDAExecutionProvider is not in this build"), ("openvino", "OpenVINO"), ("magic", "no provider magic")],
)
def test_a_provider_that_is_not_there_leaves_it_to_the_processor(name, why):
    session = Session(MODEL, "embedded", Asked(name, SAMPLES))
    assert session.provider == "cpu"
    assert why in session.fallback
    np.testing.assert_array_equal(session.read(SAMPLES[0]), Session(MODEL, "embedded").read(SAMPLES[0]))


def as_other(monkeypatch, **settings):
    """Offer the processor a second time under another name: what a provider is to a session, on any computer."""
    offered = {**session_module._PROVIDERS, "other": ("CPUExecutionProvider", settings)}
    monkeypatch.setattr(session_module, "_PROVIDERS", offered)


def test_a_provider_that_agrees_stays(monkeypatch):
    as_other(monkeypatch)
    session = Session(MODEL, "embedded", Asked("other", SAMPLES))
    assert (session.provider, session.fallback) == ("other", "")
    session.shrink()
    np.testing.assert_array_equal(session.read(SAMPLES[0]), Session(MODEL, "embedded").read(SAMPLES[0]))


def test_a_provider_that_gives_other_numbers_is_left(tmp_path, monkeypatch):
    """A model of random numbers gives others to each session, as a driver with a fault does."""
    as_other(monkeypatch)
    nodes = [
        helper.make_node("Shape", ["input_ids"], ["tokens"]),
        helper.make_node("Concat", ["tokens", "eight"], ["shape"], axis=0),
        helper.make_node("ConstantOfShape", ["shape"], ["nothing"]),
        helper.make_node("RandomNormalLike", ["nothing"], ["last_hidden_state"]),
    ]
    inputs = {"input_ids": (TensorProto.INT64, (1, "tokens"))}
    outputs = {"last_hidden_state": (TensorProto.FLOAT, (1, "tokens", "width"))}  # found by a run: one draw
    model(tmp_path / "model.onnx", nodes, inputs, outputs, {"eight": np.array([8])})
    session = Session(tmp_path / "model.onnx", "random", Asked("other", SAMPLES))
    assert session.provider == "cpu"
    assert session.fallback.startswith("cosine ")
    assert session.read(SAMPLES[0]).shape == (3, 8)


def test_a_provider_that_fails_later_is_left_then(monkeypatch):
    as_other(monkeypatch)
    session = Session(MODEL, "embedded", Asked("other", SAMPLES))
    expected = session.read(SAMPLES[0])
    with pytest.raises(Exception, match="indices element out of data bounds"):
        session.read(np.array([10_000_000]))  # fails with the other and, asked again, with the processor
    assert session.provider == "cpu"
    assert "out of data bounds" in session.fallback
    np.testing.assert_array_equal(session.read(SAMPLES[0]), expected)


def test_agreement_is_the_least_cosine_and_numbers_that_are_none_never_agree():
    rows = [np.random.default_rng(i).normal(size=(3, 16)).astype(np.float32) for i in range(4)]
    assert agreement(rows, rows) == pytest.approx(1)
    turned = [*rows[:3], -rows[3]]
    assert agreement(rows, turned) == pytest.approx(-1)
    assert not agreement(rows, [*rows[:3], rows[3] * np.nan]) >= 0.999
    scores = [np.array([each], np.float32) for each in (3.0, -1.0, 0.5)]  # of a reranker: direction says nothing
    assert agreement(scores, scores) == pytest.approx(1)
    assert agreement(scores, scores[::-1]) < 0.5
