import json

import numpy as np
import pytest

from onyx_desktop.errors import ModelDamaged
from onyx_desktop.models.weights import Weights


def write(path, tensors):
    """tensors: name → (type, array); the format, written by hand."""
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, (kind, values) in tensors.items():
        raw = values.tobytes()
        header[name] = {"dtype": kind, "shape": list(values.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)
    return path


def test_every_float_type_comes_back_as_float32(tmp_path):
    values = np.array([[1.5, -2.0], [0.25, 3.0]], np.float32)  # exact also in bfloat16
    tensors = {
        "whole": ("F32", values),
        "half": ("F16", values.astype(np.float16)),
        "brain": ("BF16", (values.view(np.uint32) >> 16).astype(np.uint16)),
    }
    weights = Weights(write(tmp_path / "model.safetensors", tensors))
    assert set(weights) == set(tensors)
    for name in tensors:
        assert weights[name].dtype == np.float32
        np.testing.assert_array_equal(weights[name], values)


def test_agrees_with_the_library_of_the_format(tmp_path):
    from safetensors.numpy import save_file

    values = np.random.default_rng(0).standard_normal((3, 5, 7)).astype(np.float32)
    save_file({"a": values, "b": values[0].copy()}, tmp_path / "model.safetensors")
    weights = Weights(tmp_path / "model.safetensors")
    np.testing.assert_array_equal(weights["a"], values)
    np.testing.assert_array_equal(weights["b"], values[0])


def test_below_shows_one_branch_by_its_own_names(tmp_path):
    one = np.ones(2, np.float32)
    path = write(tmp_path / "model.safetensors", {"bert.encoder.x": ("F32", one), "cls.x": ("F32", one)})
    assert list(Weights(path).below("bert.")) == ["encoder.x"]


@pytest.mark.parametrize(
    "content",
    [b"", b"short", (2**62).to_bytes(8, "little") + b"{}", (7).to_bytes(8, "little") + b"no json"],
    ids=["empty", "no header", "endless header", "no json"],
)
def test_what_is_no_such_file_is_refused(tmp_path, content):
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelDamaged) as caught:
        Weights(path)
    assert caught.value.args[:2] == (tmp_path.name, "model.safetensors")


def test_a_file_that_was_cut_short_is_refused(tmp_path):
    path = write(tmp_path / "model.safetensors", {"a": ("F32", np.ones(100, np.float32))})
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(ModelDamaged, match="cut short"):
        Weights(path)["a"]


def test_a_type_no_encoder_has_is_refused(tmp_path):
    path = write(tmp_path / "model.safetensors", {"a": ("I64", np.ones(2, np.int64))})
    with pytest.raises(ModelDamaged, match="I64"):
        Weights(path)["a"]
