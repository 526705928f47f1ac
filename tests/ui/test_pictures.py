"""How the windows look: light and dark, both directions, both scales, compared with the pictures that were looked at.

After a change that is meant: `python -m tests.ui.picture_book`, and look at each picture before it is kept.
"""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from tests.ui import picture_book

ALLOWED = 0.005  # of all pixels
NEAR = 24  # of 255: what is not seen as another colour, and less than the few colours of a picture cost

NAMES = [
    f"{window}-{theme}-{side}-{scale}x"
    for window in ("window", "table", "settings")
    for theme in ("light", "dark")
    for side in ("ltr", "rtl")
    for scale in picture_book.SCALES
]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures as they are now."""
    folder = tmp_path_factory.mktemp("pictures")
    picture_book.draw_all(folder)
    return folder


def pixels(file: Path) -> np.ndarray:
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    assert not image.isNull(), file
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return flat[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[:, :, :3].astype(np.int16)


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """The share of pixels that differ; all of them if the sizes do."""
    if one.shape != other.shape:
        return 1.0
    return float((np.abs(one - other).max(axis=2) > NEAR).mean())


@pytest.mark.parametrize("name", NAMES)
def test_it_looks_as_it_was_kept(name: str, drawn: Path) -> None:
    now, kept = drawn / f"{name}.png", picture_book.HERE / f"{name}.png"
    share = difference(pixels(now), pixels(kept))
    assert share <= ALLOWED, f"{100 * share:.2f} % differ; compare {now} with {kept}"


def test_no_picture_is_kept_that_nobody_compares() -> None:
    assert {file.stem for file in picture_book.HERE.glob("*.png")} == set(NAMES)


def test_the_scales_and_the_sides_are_real() -> None:
    one, two = (pixels(picture_book.HERE / f"window-light-ltr-{scale}x.png") for scale in picture_book.SCALES)
    assert two.shape[0] == 2 * one.shape[0]
    sharp = np.abs(np.diff(two[::2], axis=1)).mean()
    assert sharp > 0
    assert not np.array_equal(two, one.repeat(2, axis=0).repeat(2, axis=1)), "drawn anew, not enlarged"
    mirrored = pixels(picture_book.HERE / "window-light-rtl-1x.png")
    assert difference(one, mirrored) > 0.05


def test_another_look_is_noticed() -> None:
    kept = pixels(picture_book.HERE / "window-light-ltr-1x.png")
    other = kept.copy()
    other[100:180, 100:180] = (0, 0, 200)
    assert difference(kept, other) > ALLOWED
