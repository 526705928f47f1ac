"""Families that only torch knows, traced for real."""

import os
import subprocess
import sys
import warnings

import numpy as np
import onnxruntime
import pytest

from onyx_desktop.models import export
from onyx_desktop.models.convert import understands
from tests import tiny

EXACT = {"atol": 1e-4, "rtol": 1e-4}


@pytest.fixture(autouse=True)
def quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries that the program itself never loads
        yield


def run(folder, **feeds):
    session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])
    feeds = {each.name: feeds[each.name] for each in session.get_inputs()}
    return session.run(None, feeds)[0]


def feeds(length):
    ids = np.random.default_rng(length).integers(5, 20, (1, length))
    return {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}


def torch_out(model, given, output):
    import torch

    with torch.no_grad():
        return getattr(model(**{name: torch.tensor(each) for name, each in given.items()}), output).numpy()


@pytest.mark.parametrize("family", ["electra", "albert"])
def test_tokens(family, tmp_path):
    model = tiny.publish(tmp_path / "source", family)
    assert not understands(tmp_path / "source")
    files = export.export(tmp_path / "source", tmp_path / "made")
    assert set(files) == {"model.onnx", "tokenizer.json"}
    for length in (1, 5, 60):
        given = feeds(length)
        np.testing.assert_allclose(
            run(tmp_path / "made", **given), torch_out(model, given, "last_hidden_state"), **EXACT
        )


def test_vectors_of_sentence_transformers(tmp_path):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer

    tiny.publish(tmp_path / "source", "electra")
    modules = [Transformer(str(tmp_path / "source")), Pooling(32, "mean"), Dense(32, 8)]
    theirs = SentenceTransformer(modules=modules, device="cpu")
    theirs.save(str(tmp_path / "saved"), create_model_card=False)
    files = export.export(tmp_path / "saved", tmp_path / "made")
    assert "dense.npz" in files
    text = "the cat sat on a mat"
    ids = np.array([theirs.tokenizer(text)["input_ids"]])
    given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    layers = np.load(tmp_path / "made" / "dense.npz")
    vector = np.tanh(layers["weight_0"] @ run(tmp_path / "made", **given)[0].mean(axis=0) + layers["bias_0"])
    np.testing.assert_allclose(vector, theirs.encode(text), **EXACT)


@pytest.mark.parametrize("head", ["sparse", "reranker"])
def test_heads(head, tmp_path):
    model = tiny.publish(tmp_path / "source", "electra", head=head)
    export.export(tmp_path / "source", tmp_path / "made")
    given = feeds(9)
    given["token_type_ids"][:, 5:] = 1
    expected = torch_out(model, given, "logits")
    np.testing.assert_allclose(
        run(tmp_path / "made", **given), expected.max(axis=1, keepdims=True) if head == "sparse" else expected, **EXACT
    )


def test_the_command_line(tmp_path):
    tiny.publish(tmp_path / "source", "albert")
    command = [sys.executable, "-m", "onyx_desktop.models.export", str(tmp_path / "source"), str(tmp_path / "made")]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    assert (tmp_path / "made" / "model.onnx").is_file()
    (tmp_path / "source" / "model.safetensors").unlink()
    failed = subprocess.run(command, check=False, capture_output=True, text=True)
    assert failed.returncode == 1
    assert "model.safetensors" in failed.stderr.splitlines()[-1]


def test_without_torch_the_extra_is_named(tmp_path):
    """A Python that finds no torch: one of that name comes first and can't be loaded."""
    tiny.publish(tmp_path / "source", "albert")
    (tmp_path / "shadow").mkdir()
    (tmp_path / "shadow" / "torch.py").write_text("raise ModuleNotFoundError('gone', name='torch')")
    command = [sys.executable, "-m", "onyx_desktop.models.export", str(tmp_path / "source"), str(tmp_path / "made")]
    path = os.pathsep.join([str(tmp_path / "shadow"), os.environ.get("PYTHONPATH", "")])
    failed = subprocess.run(
        command, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}
    )
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1] == "torch is missing: pip install 'onyx-desktop[lab]'"


def test_code_that_a_folder_brings_along_is_never_run(tmp_path):
    import json

    tiny.publish(tmp_path / "source", "albert")
    trap = tmp_path / "ran"
    (tmp_path / "source" / "strange.py").write_text(f"open({str(trap)!r}, 'w')")
    config = json.loads((tmp_path / "source" / "config.json").read_text())
    config |= {"model_type": "strange", "auto_map": {"AutoConfig": "strange.Config", "AutoModel": "strange.Model"}}
    (tmp_path / "source" / "config.json").write_text(json.dumps(config))
    with pytest.raises(ValueError, match="trust_remote_code"):
        export.export(tmp_path / "source", tmp_path / "made")
    assert not trap.exists()
