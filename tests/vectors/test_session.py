import numpy as np
import pytest

from onyx_desktop import paths
from onyx_desktop.errors import ModelDamaged
from onyx_desktop.vectors.session import Session

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
