"""A model's folder of a family that convert.py does not know → model.onnx, traced by torch. Needs the `lab` extra.

    python -m onyx_desktop.models.export SOURCE TARGET

float32 only, with the same outputs as heads.py, by transformers' own classes; code that a folder brings along is never
run. A trace may hold for the length it was made with and for no other, and would be quietly wrong: so the model is
traced with two lengths, and refused when the files differ. What went wrong is the last line of stderr.
"""

from __future__ import annotations

import argparse
import inspect
import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onyx_desktop.domain import Kind
from onyx_desktop.errors import OnyxError
from onyx_desktop.models import folder, static_files
from onyx_desktop.models.checksum import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Tensor = Any  # torch is not there where this is checked

_OPSET = 18
_CLASSES = {Kind.RERANKER: "AutoModelForSequenceClassification", Kind.SPARSE: "AutoModelForMaskedLM"}
_EXAMPLES = ((1, 7), (2, 19))  # texts, tokens


def main() -> int:
    """Export as the command line says; 0 when it worked."""
    parser = argparse.ArgumentParser(description="Trace a model's folder into model.onnx with torch.")
    parser.add_argument("source", type=Path, help="folder as published")
    parser.add_argument("target", type=Path, help="folder for model.onnx and tokenizer.json")
    chosen = parser.parse_args()
    try:
        export(chosen.source, chosen.target)
    except ImportError as error:
        print(f"{error.name} is missing: pip install 'onyx-desktop[lab]'", file=sys.stderr)
        return 1
    except OnyxError as error:
        print(*error.args, sep=": ", file=sys.stderr)
        return 1
    except Exception as error:  # torch and transformers raise whatever they like
        print(" ".join(str(error).split()) or type(error).__name__, file=sys.stderr)
        return 1
    return 0


def export(source: Path, target: Path) -> dict[str, str]:
    """Write model.onnx, tokenizer.json and what goes with them to `target`; give name → sha256.

    Raises `ModelDamaged`, `ModelMissing`, ImportError, and whatever the libraries raise.
    """
    kind, place = folder.kind(source), folder.encoder(source)
    folder.check(source)
    layers = folder.dense(source)
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as other:
        warnings.simplefilter("ignore")  # tracing warns of every branch; the second trace tells whether one mattered
        module, inputs = _module(place, kind, layers)
        target.mkdir(parents=True, exist_ok=True)
        output = "last_hidden_state" if kind in (Kind.DENSE, Kind.LATE) else "logits"
        first, second = target / "model.onnx", Path(other) / "model.onnx"
        for path, example in zip((first, second), _EXAMPLES, strict=True):
            _trace(module, path, example, (inputs, output))
        if sha256(first) != sha256(second):
            first.unlink()
            raise ValueError("the model can't be traced: its steps depend on the length of the text")
        _tokenizer(place, target)
    if kind is Kind.DENSE:
        static_files.write_dense(layers, target)
    if kind is Kind.SPARSE:
        static_files.write_idf(source, target)
    return {path.name: sha256(path) for path in sorted(target.iterdir()) if path.is_file()}


def _module(place: Path, kind: Kind, layers: Sequence[folder.Dense]) -> tuple[Callable[..., Tensor], list[str]]:
    """The model as a torch module that gives one tensor, and the names of its inputs."""
    import torch
    import transformers

    load = getattr(transformers, _CLASSES.get(kind, "AutoModel")).from_pretrained
    model = load(place, local_files_only=True, trust_remote_code=False, attn_implementation="eager", dtype="float32")
    known = inspect.signature(model.forward).parameters
    types = ["token_type_ids"] if getattr(model.config, "type_vocab_size", 0) > 1 and "token_type_ids" in known else []
    inputs = ["input_ids", "attention_mask", *types]
    tensors = [(torch.tensor(each.weight), each.bias, each.activation) for each in layers]

    class Whole(torch.nn.Module):  # type: ignore[misc]  # torch is not there where this is checked
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *values: Tensor) -> Tensor:
            result = self.model(**dict(zip(inputs, values, strict=True)))
            if kind is Kind.SPARSE:
                return result.logits.amax(dim=1, keepdim=True)
            if kind is Kind.RERANKER:
                return result.logits
            hidden = result.last_hidden_state
            for weight, bias, activation in tensors if kind is Kind.LATE else []:
                hidden = torch.nn.functional.linear(hidden, weight, None if bias is None else torch.tensor(bias))
                hidden = hidden if activation == "identity" else getattr(torch.nn.functional, activation)(hidden)
            return hidden

    return Whole().eval(), inputs


def _trace(module: Callable[..., Tensor], path: Path, example: tuple[int, int], names: tuple[list[str], str]) -> None:
    import torch

    inputs, output = names
    ids = torch.ones(example, dtype=torch.int64)
    values = [torch.zeros_like(ids) if name == "token_type_ids" else ids for name in inputs]
    axes = {name: {0: "n", 1: "tokens"} for name in inputs}
    axes[output] = {0: "n", 1: "tokens"} if output == "last_hidden_state" else {0: "n"}
    with torch.no_grad():
        torch.onnx.export(
            module,
            tuple(values),
            str(path),
            input_names=inputs,
            output_names=[output],
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,  # the other way needs one more library, and gives other names on every run
        )


def _tokenizer(place: Path, target: Path) -> None:
    """Copy tokenizer.json, or have it made from the older files."""
    if (place / "tokenizer.json").is_file():
        shutil.copyfile(place / "tokenizer.json", target / "tokenizer.json")
        return
    import transformers

    with tempfile.TemporaryDirectory() as made:
        transformers.AutoTokenizer.from_pretrained(place, local_files_only=True).save_pretrained(made)
        shutil.copyfile(Path(made) / "tokenizer.json", target / "tokenizer.json")


if __name__ == "__main__":
    sys.exit(main())
