"""What conversion leaves on disk: large files, tables, and the same bytes every time."""

import json

import numpy as np
import onnx
import onnxruntime
import pytest

from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models.convert import convert, understands
from onyx_desktop.models.encoder_modernbert import angles
from onyx_desktop.models.facts import facts
from onyx_desktop.models.relative import buckets
from tests.tiny import MARKS, VOCABULARY, WORDS, publish


def save(folder, tensors, **config):
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "model.safetensors")
    if config:
        (folder / "config.json").write_text(json.dumps(config))


def run(folder, ids):
    session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])
    return session.run(None, {"input_ids": ids})[0]


@pytest.mark.parametrize("precision", ["float32", "int8"])
def test_large_weights_lie_beside_the_graph(precision, tmp_path):
    publish(tmp_path / "source")
    plain = convert(tmp_path / "source", tmp_path / "plain", precision)
    large = convert(tmp_path / "source", tmp_path / "large", precision, largest=1000)
    assert set(large) == {"model.onnx", "model.onnx_data", "tokenizer.json"}
    assert set(plain) == {"model.onnx", "tokenizer.json"}
    assert large == convert(tmp_path / "source", tmp_path / "again", precision, largest=1000)
    graph = onnx.load(tmp_path / "large" / "model.onnx", load_external_data=False).graph
    assert not [each.name for each in graph.initializer if each.raw_data]
    ids = np.random.default_rng(0).integers(5, 20, (1, 40))
    np.testing.assert_array_equal(run(tmp_path / "large", ids), run(tmp_path / "plain", ids))


def test_no_data_of_an_earlier_conversion_stays(tmp_path):
    publish(tmp_path / "source")
    convert(tmp_path / "source", tmp_path / "made", largest=1000)
    convert(tmp_path / "source", tmp_path / "made")
    assert {path.name for path in (tmp_path / "made").iterdir()} == {"model.onnx", "tokenizer.json"}


@pytest.mark.parametrize("width", [8, 32, 64])
@pytest.mark.parametrize("base", [10_000.0, 160_000.0])
def test_positions_turn_as_far_as_in_torch(base, width):
    import torch

    fast = 1.0 / (base ** (torch.arange(0, width, 2, dtype=torch.float) / width))
    expected = torch.arange(8192).float()[:, None] * fast
    np.testing.assert_array_equal(angles(width, base, 8192), expected.numpy())


def test_distances_fall_into_the_buckets_of_mpnet():
    import torch
    from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

    distances = np.arange(-600, 601)
    expected = MPNetEncoder.relative_position_bucket(torch.tensor(distances)).numpy()
    np.testing.assert_array_equal(buckets(distances), expected)


@pytest.mark.parametrize("family", ["xlm-roberta", "modernbert"])
def test_eight_thousand_tokens(family, tmp_path):
    import torch

    settings = {"max_position_embeddings": 8194, "num_attention_heads": 1, "num_hidden_layers": 2}
    settings |= {"initializer_range": 0.2}  # sums over 8,192 tokens round
    settings |= {"local_attention": 128} if family == "modernbert" else {}
    model = publish(tmp_path / "source", family, **settings)
    convert(tmp_path / "source", tmp_path / "made", "float32")
    ids = np.random.default_rng(0).integers(5, 20, (1, 8192))
    with torch.no_grad():
        expected = model(torch.tensor(ids)).last_hidden_state.numpy()
    np.testing.assert_allclose(run(tmp_path / "made", ids), expected, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("kind", ["float16", "bfloat16"])
def test_half_precisions_are_widened(kind, tmp_path):
    import torch

    model = publish(tmp_path / "source").to(getattr(torch, kind))
    model.save_pretrained(tmp_path / "source")
    convert(tmp_path / "source", tmp_path / "made", "float32")
    ids = np.random.default_rng(0).integers(5, 20, (1, 9))
    with torch.no_grad():
        expected = model.float()(torch.tensor(ids)).last_hidden_state.numpy()
    np.testing.assert_allclose(run(tmp_path / "made", ids), expected, atol=1e-4, rtol=1e-4)


def test_weights_in_several_files_make_the_same_model(tmp_path):
    model = publish(tmp_path / "whole")
    publish(tmp_path / "parts")
    (tmp_path / "parts" / "model.safetensors").unlink()
    model.save_pretrained(tmp_path / "parts", max_shard_size="20KB")
    assert len(list((tmp_path / "parts").glob("*.safetensors"))) > 2
    assert convert(tmp_path / "parts", tmp_path / "a") == convert(tmp_path / "whole", tmp_path / "b")


def test_old_names_of_layer_norms(tmp_path):
    from safetensors.numpy import load_file, save_file

    publish(tmp_path / "new")
    publish(tmp_path / "old")
    tensors = load_file(tmp_path / "new" / "model.safetensors")
    names = {name: name.replace("LayerNorm.weight", "LayerNorm.gamma") for name in tensors}
    names = {name: f"bert.{new.replace('LayerNorm.bias', 'LayerNorm.beta')}" for name, new in names.items()}
    save_file({names[name]: each for name, each in tensors.items()}, tmp_path / "old" / "model.safetensors")
    assert convert(tmp_path / "old", tmp_path / "a") == convert(tmp_path / "new", tmp_path / "b")


@pytest.mark.parametrize("activation", ["gelu", "gelu_new", "gelu_pytorch_tanh", "relu"])
def test_activations(activation, tmp_path):
    import torch

    model = publish(tmp_path / "source", hidden_act=activation)
    convert(tmp_path / "source", tmp_path / "made", "float32")
    ids = np.random.default_rng(0).integers(5, 20, (1, 9))
    with torch.no_grad():
        expected = model(torch.tensor(ids)).last_hidden_state.numpy()
    np.testing.assert_allclose(run(tmp_path / "made", ids), expected, atol=1e-4, rtol=1e-4)


def test_a_static_model_of_sentence_transformers(tmp_path):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    publish(tmp_path / "bert")
    tokenizer = Tokenizer.from_file(str(tmp_path / "bert" / "tokenizer.json"))
    table = np.random.default_rng(0).standard_normal((VOCABULARY, 8)).astype(np.float32)
    modules = [StaticEmbedding(tokenizer, embedding_weights=table)]
    SentenceTransformer(modules=modules, device="cpu").save(str(tmp_path / "saved"), create_model_card=False)
    assert understands(tmp_path / "saved")
    assert set(convert(tmp_path / "saved", tmp_path / "made")) == {"embeddings.npy", "tokenizer.json"}
    np.testing.assert_array_equal(np.load(tmp_path / "made" / "embeddings.npy"), table)
    said = facts(tmp_path / "saved")
    assert (said["kind"].value, said["dimensions"], said["normalise"]) == ("static", 8, False)


def test_a_static_model_of_model2vec(tmp_path):
    rng = np.random.default_rng(0)
    tensors = {
        "embeddings": rng.standard_normal((5, 8)).astype(np.float16),
        "mapping": np.arange(VOCABULARY) % 5,
        "weights": rng.random(VOCABULARY),
    }
    publish(tmp_path / "bert")
    save(tmp_path / "source", tensors, model_type="model2vec", normalize=True)
    (tmp_path / "source" / "tokenizer.json").write_bytes((tmp_path / "bert" / "tokenizer.json").read_bytes())
    made = convert(tmp_path / "source", tmp_path / "made")
    assert set(made) == {"embeddings.npy", "mapping.npy", "weights.npy", "tokenizer.json"}
    assert np.load(tmp_path / "made" / "embeddings.npy").dtype == np.float16
    np.testing.assert_array_equal(np.load(tmp_path / "made" / "mapping.npy"), tensors["mapping"])
    weights = tensors["weights"].copy()
    weights[MARKS.index("[UNK]")] = 0  # model2vec leaves out what its vocabulary lacks
    np.testing.assert_allclose(np.load(tmp_path / "made" / "weights.npy"), weights, rtol=1e-6)
    assert facts(tmp_path / "source")["normalise"]


def test_a_table_without_a_tokenizer_or_with_another_name_is_refused(tmp_path):
    save(tmp_path / "source", {"embeddings": np.ones((3, 2), np.float32)}, model_type="model2vec")
    with pytest.raises(ModelMissing, match=r"tokenizer\.json"):
        convert(tmp_path / "source", tmp_path / "made")
    (tmp_path / "source" / "tokenizer.json").write_text("{}")
    save(tmp_path / "source", {"vectors": np.ones((3, 2), np.float32)})
    with pytest.raises(ModelDamaged, match=r"embedding\.weight"):
        convert(tmp_path / "source", tmp_path / "made")


def test_what_a_questions_tokens_weigh_by_name(tmp_path):
    publish(tmp_path / "source", "distilbert", head="sparse")
    (tmp_path / "source" / "idf.json").write_text(json.dumps({"cat": 2.5, "[SEP]": 0.5, "unheard": 9}))
    assert "idf.npy" in convert(tmp_path / "source", tmp_path / "made")
    idf = np.load(tmp_path / "made" / "idf.npy")
    assert idf.shape == (VOCABULARY,)
    assert idf[len(MARKS) + WORDS.index("cat")] == 2.5
    assert idf[MARKS.index("[SEP]")] == 0.5
    assert np.count_nonzero(idf) == 2


def test_what_a_questions_tokens_weigh_in_a_router(tmp_path):
    import torch
    from sentence_transformers import SparseEncoder
    from sentence_transformers.sentence_transformer.modules import Router, Transformer
    from sentence_transformers.sparse_encoder.modules import SparseStaticEmbedding, SpladePooling

    publish(tmp_path / "source", "distilbert", head="sparse")
    document = Transformer(str(tmp_path / "source"), transformer_task="fill-mask")
    weights = torch.arange(VOCABULARY, dtype=torch.float32)
    question = SparseStaticEmbedding(document.tokenizer, weight=weights)
    pooling = SpladePooling("max", "log1p_relu")
    router = Router.for_query_document(query_modules=[question], document_modules=[document, pooling])
    theirs = SparseEncoder(modules=[router], device="cpu")
    theirs.save(str(tmp_path / "saved"), create_model_card=False)
    assert "idf.npy" in convert(tmp_path / "saved", tmp_path / "made", "float32")
    np.testing.assert_array_equal(np.load(tmp_path / "made" / "idf.npy"), weights.numpy())
    assert facts(tmp_path / "saved")["activation"] == "log1p2"
    ids = np.array([document.tokenizer("the cat sat")["input_ids"]])
    expected = theirs.encode_document(["the cat sat"], convert_to_sparse_tensor=False).numpy()
    ours = np.log1p(np.log1p(np.maximum(run(tmp_path / "made", ids)[:, 0], 0)))
    np.testing.assert_allclose(ours, expected, atol=1e-4, rtol=1e-4)
