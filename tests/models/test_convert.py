import json

import numpy as np
import onnx
import pytest

from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models.checksum import sha256
from onyx_desktop.models.convert import convert
from tests.tiny import FAMILIES, publish


@pytest.fixture(scope="module", params=FAMILIES)
def published(request, tmp_path_factory):
    """(folder, torch model) of each family."""
    folder = tmp_path_factory.mktemp(request.param)
    return folder, publish(folder, request.param)


def tokens_out(folder, ids):
    import onnxruntime

    session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])
    return session.run(None, {"input_ids": ids})[0]


def torch_out(model, ids):
    import torch

    with torch.no_grad():
        return model(torch.tensor(ids)).last_hidden_state.numpy()


@pytest.mark.parametrize("length", [1, 2, 17, 60])
def test_float32_is_the_same_model(published, tmp_path, length):
    folder, model = published
    convert(folder, tmp_path, "float32")
    ids = np.random.default_rng(length).integers(5, 20, (2, length))
    np.testing.assert_allclose(tokens_out(tmp_path, ids), torch_out(model, ids), atol=1e-4)


def test_int8_is_nearly_the_same_model(published, tmp_path):
    folder, model = published
    convert(folder, tmp_path, "int8")
    ids = np.random.default_rng(3).integers(5, 20, (1, 30))
    ours, theirs = tokens_out(tmp_path, ids)[0], torch_out(model, ids)[0]
    cosines = (ours * theirs).sum(axis=1) / np.linalg.norm(ours, axis=1) / np.linalg.norm(theirs, axis=1)
    assert cosines.mean() > 0.98  # random weights amplify what rounding does; a trained model: tests/vectors


def test_the_embedded_matrices_keep_to_seven_bits():
    from onyx_desktop import paths

    graph = onnx.load(paths.resource("models/all-MiniLM-L6-v2/model.onnx")).graph
    values = {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer}
    products = [each for each in graph.node if each.op_type in {"DynamicQuantizeMatMul", "MatMulIntegerToFloat"}]
    matrices = [values[name] for each in products for name in each.input if name in values and values[name].ndim == 2]
    assert len(matrices) == 6 * 6
    assert all(matrix.dtype == np.int8 for matrix in matrices)
    assert max(int(np.abs(matrix.astype(int)).max()) for matrix in matrices) == 64
    assert not [each for each in graph.node if each.op_type == "MatMul"]


def test_twice_gives_the_same_bytes(published, tmp_path):
    folder, _ = published
    first, second = convert(folder, tmp_path / "a"), convert(folder, tmp_path / "b")
    assert first == second
    assert first["model.onnx"] == sha256(tmp_path / "a" / "model.onnx")


def test_weights_saved_with_a_head_are_found_by_their_prefix(published, tmp_path):
    from safetensors.numpy import load_file, save_file

    folder, _ = published
    plain = convert(folder, tmp_path / "plain")
    tensors = load_file(folder / "model.safetensors")
    headed = tmp_path / "headed"
    headed.mkdir()
    save_file({f"model.{name}": values for name, values in tensors.items()}, headed / "model.safetensors")
    for name in ("config.json", "tokenizer.json"):
        (headed / name).write_bytes((folder / name).read_bytes())
    assert convert(headed, tmp_path / "out") == plain


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"model_type": "deberta"}, "model_type deberta"),
        ({"hidden_act": "swish", "activation": "swish"}, "hidden_act swish"),
        ({"position_embedding_type": "relative_key"}, "position_embedding_type"),
        ({"is_decoder": True}, "is_decoder True"),
        ({"num_attention_heads": None, "n_heads": None}, "is missing or no number"),
        ({"num_hidden_layers": 3, "n_layers": 3}, "no tensor"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(published, tmp_path, changes, why):
    folder, _ = published
    for name in ("model.safetensors", "tokenizer.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    config = json.loads((folder / "config.json").read_text()) | changes
    (tmp_path / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelDamaged, match=why):
        convert(tmp_path, tmp_path / "out")


@pytest.mark.parametrize("content", ["[]", "{", '"bert"'])
def test_a_config_that_is_none_is_refused(tmp_path, content):
    for name in ("model.safetensors", "tokenizer.json"):
        (tmp_path / name).touch()
    (tmp_path / "config.json").write_text(content)
    with pytest.raises(ModelDamaged):
        convert(tmp_path, tmp_path / "out")


def test_a_missing_file_is_named(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    with pytest.raises(ModelMissing) as caught:
        convert(tmp_path, tmp_path / "out")
    assert caught.value.args == (tmp_path.name, "model.safetensors")
    assert not (tmp_path / "out").exists()
