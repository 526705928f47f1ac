"""Model folders for the tests of the encoders: small ONNX graphs by hand, tokenizers by hand, cards."""

import json

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from onyx_desktop.domain import ModelCard
from tests.tiny import WORDS, publish

MARKS = ["[PAD]", "[unused0]", "[unused1]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
VOCABULARY = [*MARKS, *WORDS]


def card(**facts):
    known = {"name": "Test", "repository": "test/test", "revision": "1", "licence": "MIT", "dimensions": 8}
    return ModelCard(**({"id": "test", "max_tokens": 64} | known | facts))


def tokenizer(path, *more):
    """[CLS] … [SEP], pairs with token types; `more`: added tokens, marked special."""
    made = Tokenizer(models.WordPiece({each: i for i, each in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", VOCABULARY.index("[CLS]")), ("[SEP]", VOCABULARY.index("[SEP]"))],
    )
    made.add_special_tokens([*MARKS, *more])
    made.save(str(path))
    return made


def colbert(folder, markers):
    """A tiny ColBERT in the layout of sentence-transformers and PyLate: BERT, then a matrix on every token."""
    import torch
    from safetensors.torch import save_file

    size = len(VOCABULARY) + 2
    publish(folder, vocab_size=size, pad_token_id=0)
    more = [each for each in markers if each not in VOCABULARY]
    tokenizer(folder / "tokenizer.json", *more)
    facts = {"tokenizer_class": "PreTrainedTokenizerFast", "pad_token": "[PAD]", "unk_token": "[UNK]"}
    facts |= {"cls_token": "[CLS]", "sep_token": "[SEP]", "mask_token": "[MASK]", "model_max_length": 64}
    (folder / "tokenizer_config.json").write_text(json.dumps(facts))
    torch.manual_seed(3)
    (folder / "1_Dense").mkdir()
    save_file({"linear.weight": torch.randn(12, 32)}, folder / "1_Dense" / "model.safetensors")
    dense = {"in_features": 32, "out_features": 12, "bias": False}
    dense["activation_function"] = "torch.nn.modules.linear.Identity"
    (folder / "1_Dense" / "config.json").write_text(json.dumps(dense))
    kinds = ("sentence_transformers.models.Transformer", "pylate.models.Dense.Dense")
    modules = [{"idx": i, "name": str(i), "path": ["", "1_Dense"][i], "type": kind} for i, kind in enumerate(kinds)]
    (folder / "modules.json").write_text(json.dumps(modules))


def model(path, nodes, inputs, outputs, constants=()):
    """Save a graph; inputs, outputs: name → (element type, shape); constants: name → array."""
    from onnx import helper, numpy_helper, save_model

    def described(named):
        return [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in named.items()]

    tensors = [numpy_helper.from_array(np.asarray(values), name) for name, values in dict(constants).items()]
    graph = helper.make_graph(nodes, "test", described(inputs), described(outputs), tensors)
    save_model(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9), path)
