"""The embedded static model: what model2vec gives for it, and what it may weigh."""

import numpy as np

from onyx_desktop.library.shallow import STATIC
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors.static import StaticEncoder
from tests.vectors.golden.make_distilled import GOLDEN, TEXTS


def test_agrees_with_model2vec(tmp_path):
    card, folder = Shelf(tmp_path).find(STATIC)
    ours = StaticEncoder(folder, card).encode(TEXTS)
    np.testing.assert_allclose(ours, np.load(GOLDEN)["vectors"], atol=1e-4)


def test_it_is_small(tmp_path):
    _, folder = Shelf(tmp_path).find(STATIC)
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 8_000_000
