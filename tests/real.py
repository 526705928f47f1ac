"""Vectors of the embedded model for real sentences: numbers drawn at random are no test of a codec."""

import functools
from pathlib import Path

import numpy as np

from onyx_desktop.measure.collections import read
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors.encoder import load

COLLECTION = Path(__file__).parent / "data" / "scifact-600"
COUNT = 1500


@functools.cache
def vectors() -> np.ndarray:
    """(1500, 384) float32: the first sentences of a collection's documents, made once a test run. Not to be changed."""
    sentences = [
        sentence.strip()
        for document in read(COLLECTION).documents()
        for sentence in document.text.split(". ")[:4]
        if 20 < len(sentence) < 200
    ]
    card, folder = Shelf(Path("nowhere")).find("all-MiniLM-L6-v2")
    encoder = load(folder, card, 2)
    made = encoder.encode(list(dict.fromkeys(sentences))[:COUNT])
    encoder.close()
    assert made.shape == (COUNT, 384)
    made.flags.writeable = False
    return made


def best(scores: np.ndarray, limit: int) -> np.ndarray:
    return np.argsort(-scores, kind="stable")[:limit]


def recall(found: np.ndarray, truth: np.ndarray) -> float:
    return len(np.intersect1d(found, truth)) / len(truth)
