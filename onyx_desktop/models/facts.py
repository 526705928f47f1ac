"""A model's folder as published → the fields of its card that the folder itself can tell.

What a card says besides, its licence, languages, scores, nobody but its author knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onyx_desktop.domain import Kind, Pooling
from onyx_desktop.models import families, folder, static_files, weights

if TYPE_CHECKING:
    from pathlib import Path

_NO_LIMIT = 1_000_000  # tokenizers write 10^30 when they know none
_TOKENS = 512
_STATIC_TOKENS = 8192  # static models have no end of their own
_QUERY_TOKENS = 32


def facts(source: Path) -> dict[str, Any]:
    """Fields of `ModelCard` → values; raises `ModelMissing` or `ModelDamaged` by name."""
    kind = folder.kind(source)
    prompts = folder.prompts(source)
    steps = [step.kind for step in folder.steps(source)]
    return {
        "kind": kind,
        "pooling": folder.pooling(source) if kind is Kind.DENSE else Pooling.MEAN,
        "normalise": "Normalize" in steps or _normalises(source, kind),
        "dimensions": _dimensions(source, kind),
        "max_tokens": _max_tokens(source, kind),
        "query_prefix": prompts.get("query", ""),
        "document_prefix": prompts.get("document", prompts.get("passage", "")),
        "lengths": _lengths(source, kind),
        "layer_norm": False,
        "query_tokens": _query_tokens(source) if kind is Kind.LATE else 0,
        "activation": (folder.sparse_activation(source) or "log1p") if kind is Kind.SPARSE else "",
    }


def _normalises(source: Path, kind: Kind) -> bool:
    """Late interaction always does; model2vec says so in its config."""
    return kind is Kind.LATE or bool(folder.read_if_there(source, "config.json").get("normalize"))


def _dimensions(source: Path, kind: Kind) -> int:
    if kind in (Kind.RERANKER, Kind.SPARSE):
        return 0
    if kind is Kind.STATIC:
        return static_files.width(source)
    layers = folder.dense(source)
    if layers:
        return len(layers[-1].weight)
    place = folder.encoder(source)
    if kind is Kind.LATE:
        return len(weights.published(place)["linear.weight"])
    config = folder.read(place, "config.json")
    return int(config.get("hidden_size") or config.get("dim") or 0)


def _lengths(source: Path, kind: Kind) -> tuple[int, ...]:
    """The length that the pipeline cuts its vectors to, if it does; which others were trained it does not say."""
    cut = folder.read_if_there(source, "config_sentence_transformers.json").get("truncate_dim")
    return (int(cut),) if cut and 0 < int(cut) < _dimensions(source, kind) else ()


def _max_tokens(source: Path, kind: Kind) -> int:
    """The least of what the pipeline, the tokenizer and the table of positions say."""
    if kind is Kind.STATIC:
        return _STATIC_TOKENS
    place = folder.encoder(source)
    config = folder.read(place, "config.json")
    first = families.shape(source.name, config).first_position if families.understood(config) else 0
    said = [
        folder.read_if_there(place, "sentence_bert_config.json").get("max_seq_length"),
        folder.read_if_there(place, "tokenizer_config.json").get("model_max_length"),
        config["max_position_embeddings"] - first if config.get("max_position_embeddings") else None,
    ]
    return min((int(each) for each in said if each and each < _NO_LIMIT), default=_TOKENS)


def _query_tokens(source: Path) -> int:
    """How many tokens late interaction fills a question up to: as sentence-transformers, PyLate or ColBERT say it."""
    said = [
        (folder.read_if_there(source, "sentence_bert_config.json").get("query_expansion") or {}).get("length"),
        folder.read_if_there(source, "config_sentence_transformers.json").get("query_length"),
        folder.read_if_there(source, "artifact.metadata").get("query_maxlen"),
    ]
    return next((int(each) for each in said if each), _QUERY_TOKENS)
