"""A model's folder and card → a name for everything that changes a vector, the same for the same vectors."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.domain import ModelCard

_VERSION = 1  # of the encoders; raise it when a vector would come out differently


def fingerprint(folder: Path, card: ModelCard, needed: Sequence[str], optional: Sequence[str] = ()) -> str:
    """needed, optional: the names of the files that the encoder reads; those that the card knows more of count too."""
    more = {name for name in optional if (folder / name).is_file()} | (set(card.files) - {"card.toml"})
    names = [*needed, *sorted(more - set(needed))]
    files = {name: card.files.get(name) or _sha256(folder / name) for name in names}
    facts: list[Any] = [_VERSION, card.id, card.revision, files, card.pooling.value]
    facts += [card.query_prefix, card.document_prefix, card.max_tokens, card.precision]
    # What most models don't have is left out, so that the names they had before it came stay.
    if card.layer_norm:
        facts.append("layer_norm")
    if card.activation:
        facts.append({"activation": card.activation})
    if card.extra_inputs:
        facts.append({name: [each.query, each.document] for name, each in sorted(card.extra_inputs.items())})
    return hashlib.blake2b(json.dumps(facts).encode(), digest_size=16).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
