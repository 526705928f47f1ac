"""A tiny model that needs no conversion, and rows of it: a table of token vectors as an ONNX graph."""

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

from onyx_desktop.domain import ModelCard

TEXTS = ["the cat sat", "rain fell over town", "old mat", "nobody minded the rain", "a cat and a mat"]
WORDS = sorted({word for text in TEXTS for word in text.split()})
WIDTH = 8


def files(seed=0, more=0):
    """name → content, as a repository has them; more: bytes of further rows that no word needs."""
    rows = len(WORDS) + 1 + more // (4 * WIDTH)
    table = np.random.default_rng(seed).normal(size=(rows, WIDTH)).astype(np.float32)
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "encoder",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "tokens"])],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["n", "tokens", WIDTH])],
        [numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0} | {word: 1 + n for n, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return {"onnx/model.onnx": model.SerializeToString(), "tokenizer.json": tokenizer.to_str().encode()}


def card(**changes):
    """A card of it."""
    facts = {
        "id": "tiny",
        "name": "Tiny",
        "repository": "someone/tiny",
        "revision": "main",
        "licence": "MIT",
        "dimensions": WIDTH,
        "max_tokens": 64,
        "download": {"onnx/model.onnx": "model.onnx", "tokenizer.json": "tokenizer.json"},
    }
    return ModelCard(**(facts | changes))


def rows(card, folder):
    """Mean token vectors of the texts: (n, width)."""
    session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    outputs = [session.run(None, {"input_ids": [tokenizer.encode(text).ids]})[0][0] for text in TEXTS]
    return np.stack([each.mean(axis=0) for each in outputs])
