"""Tiny models with random weights and a tokenizer, as a model hub would publish them; made by transformers."""

import json
import warnings

WORDS = [
    "the",
    "cat",
    "sat",
    "on",
    "a",
    "mat",
    "while",
    "rain",
    "fell",
    "over",
    "old",
    "town",
    "and",
    "nobody",
    "minded",
    "much",
    ",",
    ".",
    "!",
    "?",
]
FAMILIES = ("bert", "roberta", "xlm-roberta", "distilbert", "mpnet")
PAD_0 = ("bert", "distilbert", "electra", "albert")
MARKS = ["[PAD]", "<pad>", "[UNK]", "[CLS]", "[SEP]"]
MASK = "[MASK]"
VOCABULARY = len(MARKS) + len(WORDS) + 1
# A head → the class of transformers that has it, behind the family's name.
_CLASSES = {"": "Model", "sparse": "ForMaskedLM", "reranker": "ForSequenceClassification"}
_NAMES = {
    "bert": "Bert",
    "roberta": "Roberta",
    "xlm-roberta": "XLMRoberta",
    "distilbert": "DistilBert",
    "mpnet": "MPNet",
    "modernbert": "ModernBert",
    "electra": "Electra",
    "albert": "Albert",
}


def publish(folder, family="bert", seed=0, head="", **settings):
    """Write config.json, model.safetensors, tokenizer.json; give the torch model that they describe.

    head: "" | "sparse" | "reranker". settings: of the family's config.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries that the program itself never loads
        import torch
        import transformers

    torch.manual_seed(seed)
    config = getattr(transformers, f"{_NAMES[family]}Config")(**(_settings(family, head) | settings))
    kind = getattr(transformers, f"{_NAMES[family]}{_CLASSES[head]}")
    plain = not head and family in ("bert", "roberta", "xlm-roberta", "mpnet")
    made = (kind(config, add_pooling_layer=False) if plain else kind(config)).eval()
    with torch.no_grad():
        for tensor in made.parameters():
            if tensor.ndim == 1:  # biases and norms begin as 0 and 1, where a mistake hides
                tensor.add_(torch.randn_like(tensor) * 0.2)
    made.save_pretrained(folder)
    _tokenizer(folder, family)
    return made


def _settings(family, head):
    sizes = {"num_hidden_layers": 2, "num_attention_heads": 4, "hidden_size": 32, "intermediate_size": 64}
    if family == "distilbert":
        sizes = {"n_layers": 2, "n_heads": 4, "dim": 32, "hidden_dim": 64}
    found = {
        **sizes,
        "vocab_size": VOCABULARY,
        "max_position_embeddings": 66,
        "pad_token_id": 0 if family in PAD_0 else 1,
        "initializer_range": 0.5,  # large, so that a mistake shows
    }
    if family == "modernbert":  # a reach of 2 tokens, so that local attention is more than one stretch
        found |= {"local_attention": 4, "num_hidden_layers": 4}
        found |= {"cls_token_id": 3, "sep_token_id": 4, "bos_token_id": 3, "eos_token_id": 4}
    if family in ("roberta", "xlm-roberta"):
        found["type_vocab_size"] = 1
    if family in ("electra", "albert"):
        found["embedding_size"] = 16
    if head == "reranker":
        found["num_labels"] = 1
    return found


def _tokenizer(folder, family):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = {word: place for place, word in enumerate([*MARKS, *WORDS, MASK])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 4), ("[CLS]", 3))
    tokenizer.enable_truncation(5)  # as the hub ships it: wrong
    tokenizer.enable_padding(length=5)
    tokenizer.save(str(folder / "tokenizer.json"))
    types = ["token_type_ids"] if family in ("bert", "electra") else []
    facts = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "pad_token": "[PAD]" if family in PAD_0 else "<pad>",
        "unk_token": "[UNK]",
        "cls_token": "[CLS]",
        "sep_token": "[SEP]",
        "mask_token": MASK,
        "model_max_length": 64,
        "model_input_names": ["input_ids", *types, "attention_mask"],
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(facts))
