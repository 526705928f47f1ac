"""Write distilled.npz: what model2vec's loader gives for the embedded static model in model2vec's own format.

Run by hand where model2vec is installed, after every build of that model; the tests need only the numbers:
`python tests/vectors/golden/make_distilled.py`. Made with model2vec 0.10.0.
"""

import json
import shutil
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[3]
MODEL = ROOT / "resources" / "models" / "all-MiniLM-L6-v2-static"
GOLDEN = Path(__file__).with_name("distilled.npz")
TEXTS = [
    "The landlord shall keep the heating in working order.",
    "Dexamethasone lowers mortality in ventilated patients with COVID-19.",
    "Zuständigkeit des Amtsgerichts; naïve café 漢字 🙂",
    "notice period",
    "the " * 700,
]


def main():
    from model2vec import StaticModel
    from safetensors.numpy import save_file

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        tensors = {"embeddings": np.load(MODEL / "embeddings.npy"), "weights": np.load(MODEL / "weights.npy")}
        save_file(tensors, folder / "model.safetensors")
        (folder / "config.json").write_text(json.dumps({"normalize": True}))
        shutil.copyfile(MODEL / "tokenizer.json", folder / "tokenizer.json")
        model = StaticModel.from_pretrained(folder)
        np.savez(GOLDEN, vectors=model.encode(TEXTS, use_multiprocessing=False).astype(np.float32))


if __name__ == "__main__":
    main()
