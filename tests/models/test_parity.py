"""Every family and head against the libraries that the models were trained with, to 1e-4 in float32."""

import json
import warnings

import numpy as np
import onnxruntime
import pytest
import tokenizers

from onyx_desktop.models.convert import convert
from onyx_desktop.models.facts import facts
from tests import tiny
from tests.tiny import publish

FAMILIES = (*tiny.FAMILIES, "modernbert")
TEXTS = ["the cat sat on a mat", "rain fell over the old town, and nobody minded much.", "cat!"]
PAIRS = [("the cat sat", text) for text in TEXTS]
LONG = " ".join(["rain fell over the old town , and nobody minded much ."] * 4)


@pytest.fixture(scope="module", autouse=True)
def quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries that the program itself never loads
        yield


def close(ours, theirs):
    np.testing.assert_allclose(ours, theirs, atol=1e-4, rtol=1e-4)


class Made:
    """A converted folder, run text by text as the program does, with what the folder says about itself."""

    def __init__(self, source, target, precision="float32"):
        self.files = convert(source, target, precision)
        self.facts = facts(source)
        self.folder = target
        self.session = onnxruntime.InferenceSession(target / "model.onnx", providers=["CPUExecutionProvider"])
        self.inputs = [each.name for each in self.session.get_inputs()]
        self.tokenizer = tokenizers.Tokenizer.from_file(str(target / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(self.facts["max_tokens"])

    def run(self, *text, mask=None):
        encoding = self.tokenizer.encode(*text)
        feeds = {
            "input_ids": encoding.ids,
            "token_type_ids": encoding.type_ids,
            "attention_mask": encoding.attention_mask if mask is None else mask,
        }
        return self.session.run(None, {name: np.array([feeds[name]], np.int64) for name in self.inputs})[0][0]

    def vector(self, text):
        tokens = self.run(text)
        pool = {"mean": tokens.mean(0), "cls": tokens[0], "max": tokens.max(0), "last": tokens[-1]}
        vector = pool[self.facts["pooling"].value]
        if (self.folder / "dense.npz").exists():
            with np.load(self.folder / "dense.npz") as layers:
                for place in range(len(layers) // 3):
                    vector = layers[f"weight_{place}"] @ vector + layers[f"bias_{place}"]
                    assert str(layers[f"activation_{place}"]) in ("tanh", "identity")
                    vector = np.tanh(vector) if str(layers[f"activation_{place}"]) == "tanh" else vector
        return vector / np.linalg.norm(vector) if self.facts["normalise"] else vector


def pipeline(source, pooling, *more):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    modules = [Transformer(str(source)), Pooling(32, pooling), *more]
    return SentenceTransformer(modules=modules, device="cpu", prompts={"query": "cat: ", "document": ""})


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Family → folder of an encoder without a head."""
    folders = {family: tmp_path_factory.mktemp(family) for family in FAMILIES}
    for family, folder in folders.items():
        publish(folder, family)
    return folders


@pytest.mark.parametrize("pooling", ["mean", "cls", "max", "lasttoken"])
@pytest.mark.parametrize("family", FAMILIES)
def test_dense(bare, family, pooling, tmp_path):
    theirs = pipeline(bare[family], pooling)
    theirs.save(str(tmp_path / "saved"), create_model_card=False)
    ours = Made(tmp_path / "saved", tmp_path / "made")
    texts = [*TEXTS, LONG]
    close(np.stack([ours.vector(text) for text in texts]), theirs.encode(texts))
    assert ours.facts["query_prefix"] == "cat: "
    assert ours.facts["dimensions"] == 32
    assert ours.facts["max_tokens"] == 64


def test_layers_behind_the_pooling(bare, tmp_path):
    import torch
    from sentence_transformers.sentence_transformer.modules import Dense, Normalize

    torch.manual_seed(1)
    layers = [Dense(32, 48), Dense(48, 16, bias=False, activation_function=torch.nn.Identity()), Normalize()]
    theirs = pipeline(bare["bert"], "cls", *layers)
    theirs.save(str(tmp_path / "saved"), create_model_card=False)
    ours = Made(tmp_path / "saved", tmp_path / "made")
    close(np.stack([ours.vector(text) for text in TEXTS]), theirs.encode(TEXTS))
    assert ours.facts["dimensions"] == 16
    assert ours.facts["normalise"]
    assert set(ours.files) == {"model.onnx", "tokenizer.json", "dense.npz"}
    assert convert(tmp_path / "saved", tmp_path / "again") == convert(tmp_path / "saved", tmp_path / "more")


@pytest.mark.parametrize("family", FAMILIES)
def test_sparse(family, tmp_path):
    from sentence_transformers import SparseEncoder

    publish(tmp_path / "source", family, head="sparse")
    theirs = SparseEncoder(str(tmp_path / "source"), device="cpu")
    theirs.save(str(tmp_path / "saved"), create_model_card=False)
    expected = theirs.encode(TEXTS, convert_to_sparse_tensor=False).numpy()
    for source in ("source", "saved"):  # without modules.json, and with it
        ours = Made(tmp_path / source, tmp_path / f"{source}.made")
        close(np.stack([np.log1p(np.maximum(ours.run(text), 0)).max(0) for text in TEXTS]), expected)
        assert ours.facts["activation"] == "log1p"


@pytest.mark.parametrize("family", FAMILIES)
def test_reranker(family, tmp_path):
    import torch
    from sentence_transformers import CrossEncoder

    publish(tmp_path / "source", family, head="reranker")
    theirs = CrossEncoder(str(tmp_path / "source"), device="cpu", max_length=64)
    expected = theirs.predict(PAIRS, activation_fn=torch.nn.Identity())
    ours = Made(tmp_path / "source", tmp_path / "made")
    close(np.concatenate([ours.run(*pair) for pair in PAIRS]), expected)
    assert ("token_type_ids" in ours.inputs) == (family == "bert")
    assert "attention_mask" not in ours.inputs


@pytest.mark.parametrize("family", FAMILIES)
def test_late_interaction(bare, family, tmp_path):
    """In both layouts, the module beside the encoder and the tensor among the encoder's."""
    import torch

    saved = late(bare[family], tmp_path)
    ours = Made(saved, tmp_path / "made")
    model = publish(tmp_path / "again", family)
    linear = torch.nn.Linear(32, 8, bias=False)
    linear.weight = torch.nn.Parameter(projection())
    for mask in ([1] * 9, [1, 1, 1, 1, 1, 1, 1, 0, 0]):
        ids = torch.tensor([[*ours.tokenizer.encode(TEXTS[0]).ids, 25]])
        with torch.no_grad():
            hidden = model(input_ids=ids, attention_mask=torch.tensor([mask])).last_hidden_state
        feeds = {"input_ids": ids.numpy(), "attention_mask": np.array([mask], np.int64)}
        close(ours.session.run(None, feeds)[0], linear(hidden).detach().numpy())


def projection():
    import torch

    return torch.randn(8, 32, generator=torch.Generator().manual_seed(5))


def late(source, folder):
    import torch
    from sentence_transformers import MultiVectorEncoder
    from sentence_transformers.multi_vector_encoder.modules import MultiVectorMask
    from sentence_transformers.sentence_transformer.modules import Dense, Normalize, Transformer

    dense = Dense(32, 8, False, torch.nn.Identity(), projection(), module_input_name="token_embeddings")
    modules = [Transformer(str(source)), dense, MultiVectorMask(), Normalize("token_embeddings")]
    MultiVectorEncoder(modules=modules, device="cpu").save(str(folder / "saved"), create_model_card=False)
    return folder / "saved"


def test_a_projection_among_the_tensors(bare, tmp_path):
    from safetensors.numpy import load_file, save_file

    reference = Made(late(bare["bert"], tmp_path), tmp_path / "reference")
    old = tmp_path / "old"
    old.mkdir()
    tensors = {f"bert.{name}": each for name, each in load_file(bare["bert"] / "model.safetensors").items()}
    save_file({**tensors, "linear.weight": projection().numpy()}, old / "model.safetensors")
    config = json.loads((bare["bert"] / "config.json").read_text()) | {"architectures": ["HF_ColBERT"]}
    (old / "config.json").write_text(json.dumps(config))
    (old / "artifact.metadata").write_text('{"query_maxlen": 24}')
    (old / "tokenizer.json").write_bytes((bare["bert"] / "tokenizer.json").read_bytes())
    ours = Made(old, tmp_path / "made")
    np.testing.assert_array_equal(ours.run(TEXTS[0]), reference.run(TEXTS[0]))
    assert ours.facts["dimensions"] == 8
    assert ours.facts["query_tokens"] == 24
    assert ours.facts["kind"].value == "late"


@pytest.mark.parametrize("family", FAMILIES)
def test_int8_is_nearly_the_same(bare, family, tmp_path):
    """Random weights amplify what rounding does; a trained model is held to more (tests/vectors)."""
    exact = Made(bare[family], tmp_path / "exact")
    small = Made(bare[family], tmp_path / "small", "int8")
    ours, theirs = small.run(LONG), exact.run(LONG)
    cosines = (ours * theirs).sum(axis=1) / np.linalg.norm(ours, axis=1) / np.linalg.norm(theirs, axis=1)
    assert cosines.mean() > 0.98


@pytest.mark.parametrize("family", FAMILIES)
def test_int8_sparse_is_nearly_the_same(family, tmp_path):
    publish(tmp_path / "source", family, head="sparse")
    exact = Made(tmp_path / "source", tmp_path / "exact")
    small = Made(tmp_path / "source", tmp_path / "small", "int8")
    for text in (*TEXTS, LONG):
        ours, theirs = (np.log1p(np.maximum(each.run(text)[0], 0)) for each in (small, exact))
        assert ours @ theirs / np.linalg.norm(ours) / np.linalg.norm(theirs) > 0.98


@pytest.mark.parametrize("family", FAMILIES)
def test_int8_scores_rise_and_fall_together(family, tmp_path):
    publish(tmp_path / "source", family, head="reranker")
    exact = Made(tmp_path / "source", tmp_path / "exact")
    small = Made(tmp_path / "source", tmp_path / "small", "int8")
    rng = np.random.default_rng(0)
    texts = [" ".join(rng.choice(tiny.WORDS, 12)) for _ in range(40)]
    ours, theirs = ([float(each.run("the cat", text)[0]) for text in texts] for each in (small, exact))
    assert np.corrcoef(ours, theirs)[0, 1] > 0.9
