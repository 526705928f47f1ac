import json

import numpy as np
import pytest

from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models.weights import Weights, published


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


def test_a_branch_is_found_by_one_of_its_tensors_and_has_names_of_its_own(tmp_path):
    one = np.ones(2, np.float32)
    path = write(tmp_path / "model.safetensors", {"bert.encoder.x": ("F32", one), "cls.x": ("F32", one)})
    assert list(Weights(path).branch("encoder.x")) == ["encoder.x"]
    assert Weights(path).ending("encoder.x") == "bert.encoder.x"
    assert Weights(path).ending("ncoder.x") == ""
    assert list(Weights(path).renamed({"encoder": "decoder", ".x": ".y"})) == ["bert.decoder.y", "cls.y"]


def test_a_tensor_is_a_view_into_its_file(tmp_path):
    weights = Weights(write(tmp_path / "model.safetensors", {"a": ("F32", np.ones(1000, np.float32))}))
    assert not weights["a"].flags.owndata
    assert not weights["a"].flags.writeable


def test_whole_numbers_are_asked_for_by_themselves(tmp_path):
    weights = Weights(write(tmp_path / "model.safetensors", {"a": ("I64", np.arange(3))}))
    np.testing.assert_array_equal(weights.integers("a"), [0, 1, 2])


def test_a_model_in_several_files_is_one(tmp_path):
    write(tmp_path / "one.safetensors", {"a": ("F32", np.ones(2, np.float32))})
    write(tmp_path / "two.safetensors", {"b": ("F32", np.zeros(2, np.float32))})
    listed = {"weight_map": {"a": "one.safetensors", "b": "two.safetensors"}}
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps(listed))
    assert set(published(tmp_path)) == {"a", "b"}
    (tmp_path / "two.safetensors").unlink()
    with pytest.raises(ModelMissing, match=r"two\.safetensors"):
        published(tmp_path)


@pytest.mark.parametrize("content", ["{}", "[]", "{", '{"weight_map": []}'])
def test_an_index_that_is_none_is_refused(tmp_path, content):
    (tmp_path / "model.safetensors.index.json").write_text(content)
    with pytest.raises(ModelDamaged):
        published(tmp_path)


def test_an_index_that_points_outside_is_refused(tmp_path):
    write(tmp_path / "one.safetensors", {"a": ("F32", np.ones(2, np.float32))})
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "model.safetensors.index.json").write_text(json.dumps({"weight_map": {"a": "../one.safetensors"}}))
    with pytest.raises(ModelMissing):
        published(inside)


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
