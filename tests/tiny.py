"""A tiny encoder with random weights and a tokenizer, as a model hub would publish it; made by transformers."""

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


def publish(folder, family="bert", seed=0):
    """Write config.json, model.safetensors, tokenizer.json; give the torch model that they describe."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries that the program itself never loads
        import torch
        import transformers

    torch.manual_seed(seed)
    vocabulary = _tokenizer(folder)
    kinds = {
        "bert": (transformers.BertConfig, transformers.BertModel, {}),
        "xlm-roberta": (transformers.XLMRobertaConfig, transformers.XLMRobertaModel, {"type_vocab_size": 1}),
    }
    config, model, more = kinds[family]
    settings = config(
        vocab_size=vocabulary,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=66,
        pad_token_id=0 if family == "bert" else 1,
        initializer_range=0.5,  # large, so that a mistake shows
        **more,
    )
    made = model(settings, add_pooling_layer=False).eval()
    made.save_pretrained(folder)
    return made


def _tokenizer(folder):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    marks = ["[PAD]", "<pad>", "[UNK]", "[CLS]", "[SEP]"]
    vocabulary = {word: place for place, word in enumerate([*marks, *WORDS])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 4), ("[CLS]", 3))
    tokenizer.enable_truncation(5)  # as the hub ships it: wrong
    tokenizer.enable_padding(length=5)
    tokenizer.save(str(folder / "tokenizer.json"))
    return len(vocabulary)
