"""What each card downloads makes a model that runs: a repository of its shape, tiny and random, installed for real.

One card stands for all with the same kind, road and list of files; the others differ in their numbers only.
"""

import json
import warnings

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from onyx_desktop.domain import Kind
from onyx_desktop.models.cards import load_cards
from onyx_desktop.models.convert import convert
from onyx_desktop.models.hub import Hub
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors import sample
from tests import tiny
from tests.models.hub_server import Published, serving

ST = "sentence_transformers.models"
XLM_R = ("multilingual-e5-large", "bge-m3", "paraphrase-multilingual-mpnet", "arctic-embed-l-v2.0", "bge-reranker")
HEADS = {Kind.SPARSE: "sparse", Kind.RERANKER: "reranker"}
TRACED = "splade-v3"  # a pickle, which torch reads; tests/models/test_install.py has that road


def family(card):
    if any(name in card.id for name in XLM_R):
        return "xlm-roberta"
    if "modernbert" in card.id.lower() or "ModernColBERT" in card.id:
        return "modernbert"
    return "distilbert" if "distill" in card.id else "bert"


def shape(card):
    return card.kind, card.convert, family(card), card.pooling, card.layer_norm, tuple(sorted(card.download))


def chosen():
    cards = [card for card in load_cards().values() if not card.embedded and card.id != TRACED]
    return list({shape(card): card for card in cards}.values())


def repository(card, folder):
    """name → content of every file that the card asks for; a `KeyError` names one that no such repository has."""
    files = table(card) if card.kind is Kind.STATIC else encoder(card, folder)
    return {path: files[path] for path in card.download}


def encoder(card, folder):
    width = card.dimensions if card.kind is Kind.DENSE else 32
    sizes = {"dim": width} if family(card) == "distilbert" else {"hidden_size": width}
    sizes["max_position_embeddings"] = card.max_tokens + 2
    tiny.publish(folder, family(card), head=HEADS.get(card.kind, ""), **sizes)
    if card.kind is Kind.LATE and "modules.json" not in card.download:
        project(folder, card.dimensions)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    files |= pipeline(card, width)
    if not card.convert:
        convert(folder, folder / "made", "float32")
        graph = (folder / "made" / "model.onnx").read_bytes()
        files |= {path: graph for path, name in card.download.items() if name == "model.onnx"}
        files |= {path: b"beside it" for path in card.download if path.startswith("onnx/") and path not in files}
    return files | {"idf.json": text({"cat": 2.5, "rain": 1.5, "town": 1.0})}


def project(folder, width):
    tensors = {f"bert.{name}": each for name, each in load_file(folder / "model.safetensors").items()}
    rows = np.random.default_rng(0).normal(size=(width, 32)).astype(np.float32)
    save_file({**tensors, "linear.weight": rows}, folder / "model.safetensors")
    config = json.loads((folder / "config.json").read_text()) | {"architectures": ["HF_ColBERT"]}
    (folder / "config.json").write_text(json.dumps(config))


def pipeline(card, width):
    """modules.json and what it points to, as the makers of such models write them."""
    steps = [("", f"{ST}.Transformer")]
    files = {}
    if card.kind is Kind.LATE:
        steps.append(("1_Dense", "pylate.models.Dense.Dense"))
        files |= dense("1_Dense", 32, card.dimensions, "torch.nn.modules.linear.Identity", bias=False)
    else:
        modes = {"mean": "mean_tokens", "cls": "cls_token", "max": "max_tokens", "last": "lasttoken"}
        steps.append(("1_Pooling", f"{ST}.Pooling"))
        files["1_Pooling/config.json"] = text(
            {"word_embedding_dimension": width, f"pooling_mode_{modes[card.pooling.value]}": True}
        )
    if "2_Dense/config.json" in card.download:
        steps.append(("2_Dense", f"{ST}.Dense"))
        files |= dense("2_Dense", width, width, "torch.nn.modules.activation.Tanh", bias=True)
    if card.normalise and card.kind is Kind.DENSE:
        steps.append((f"{len(steps)}_Normalize", f"{ST}.Normalize"))
    listed = [{"idx": n, "name": str(n), "path": path, "type": kind} for n, (path, kind) in enumerate(steps)]
    return files | {"modules.json": text(listed)}


def dense(place, inputs, outputs, activation, *, bias):
    rng = np.random.default_rng(1)
    tensors = {"linear.weight": rng.normal(size=(outputs, inputs)).astype(np.float32)}
    if bias:
        tensors["linear.bias"] = rng.normal(size=outputs).astype(np.float32)
    config = {"in_features": inputs, "out_features": outputs, "bias": bias, "activation_function": activation}
    return {f"{place}/config.json": text(config), f"{place}/model.safetensors": saved(tensors)}


def table(card):
    from safetensors.numpy import save
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = sorted({word for side in sample.pairs() for line in side for word in line.split()})
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0} | {word: 1 + n for n, word in enumerate(words)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    rows = np.random.default_rng(2).normal(size=(len(words) + 1, card.dimensions)).astype(np.float32)
    name = "embedding.weight" if any("StaticEmbedding" in path for path in card.download) else "embeddings"
    files = {"tokenizer.json": tokenizer.to_str().encode(), "model.safetensors": save({name: rows})}
    files |= {f"0_StaticEmbedding/{name}": content for name, content in files.items()}
    listed = [{"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": f"{ST}.StaticEmbedding"}]
    return files | {"config.json": text({"model_type": "model2vec", "normalize": True}), "modules.json": text(listed)}


def text(content):
    return json.dumps(content).encode()


def saved(tensors):
    from safetensors.numpy import save

    return save(tensors)


@pytest.mark.parametrize("card", chosen(), ids=lambda card: card.id)
def test_what_a_card_downloads_makes_a_model(card, tmp_path, monkeypatch):
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    source = tmp_path / "source"
    source.mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        files = repository(card, source)
    commit = card.revision if len(card.revision) == 40 else "0" * 40
    shelf = Shelf(tmp_path / "models")
    with serving(Published({card.repository: files}, commit=commit)) as hub:
        for _ in shelf.install(card.id, Hub(hub.url, None, None), sample.rows):
            pass
    installed, folder = shelf.find(card.id)
    rows = sample.rows(installed, folder)
    assert np.isfinite(rows).all()
    assert not card.dimensions or rows.shape[1] == card.dimensions
    same = ("kind", "pooling", "query_prefix", "document_prefix", "max_tokens", "lengths", "layer_norm", "extra_inputs")
    assert {name: getattr(installed, name) for name in same} == {name: getattr(card, name) for name in same}
    assert (folder / "dense.npz").exists() == ("2_Dense/config.json" in card.download)
    assert (folder / "idf.npy").exists() == ("idf.json" in card.download)


def test_one_card_stands_for_every_other():
    covered = {shape(card) for card in chosen()}
    assert {shape(card) for card in load_cards().values() if not card.embedded and card.id != TRACED} == covered
    assert len(covered) > 10
