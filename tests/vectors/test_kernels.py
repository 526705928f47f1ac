"""Products and bit counts, whatever the processor can do."""

import subprocess
import sys

import numpy as np
import pytest

from onyx_desktop.vectors.kernels import differing_bits, dots

ROWS = np.random.default_rng(1).standard_normal((300, 100)).astype(np.float32)
ROWS /= np.linalg.norm(ROWS, axis=1, keepdims=True)

LEAVE_ONLY = """
import sys, simsimd, numpy as np
from onyx_desktop.vectors.kernels import differing_bits, dots
for name, able in simsimd.get_capabilities().items():
    if able and name not in {"serial", sys.argv[1]}:
        simsimd.disable_capability(name)
rows = np.random.default_rng(1).integers(-127, 128, (64, 100)).astype(np.int8)
bits = np.packbits(rows > 0, axis=1)
half = (rows / 127).astype(np.float16)
assert np.array_equal(dots(rows[0], rows), rows.astype(np.int64) @ rows[0].astype(np.int64))
assert np.allclose(dots(half[0], half), half.astype(np.float64) @ half[0].astype(np.float64), atol=1e-4)
assert np.array_equal(differing_bits(bits[0], bits), ((rows > 0) != (rows[0] > 0)).sum(axis=1))
"""


@pytest.mark.parametrize(("kind", "within"), [(np.float32, 1e-6), (np.float16, 1e-6), (np.int8, 0)])
def test_dots_are_those_of_float64(kind: type, within: float) -> None:
    rows = (ROWS * (127 if kind is np.int8 else 1)).astype(kind)
    exact = rows.astype(np.float64) @ rows[7].astype(np.float64)
    assert np.abs(dots(rows[7], rows) - exact).max() <= within


def test_a_query_takes_the_kind_of_the_rows() -> None:
    assert np.allclose(dots(ROWS[7], ROWS.astype(np.float16)), ROWS @ ROWS[7], atol=1e-3)


def test_rows_may_be_part_of_wider_ones_and_of_a_file(tmp_path) -> None:
    ROWS.astype(np.float16).tofile(tmp_path / "rows")
    mapped = np.memmap(tmp_path / "rows", np.float16, "r", shape=ROWS.shape)
    assert np.allclose(dots(ROWS[7, :33], mapped[:, :33]), ROWS[:, :33] @ ROWS[7, :33], atol=1e-3)


def test_bits_are_counted() -> None:
    bits = np.packbits(ROWS > 0, axis=1)
    assert np.array_equal(differing_bits(bits[7], bits), ((ROWS > 0) != (ROWS[7] > 0)).sum(axis=1))


def test_no_rows_no_products() -> None:
    assert dots(ROWS[0], ROWS[:0]).shape == (0,)
    assert differing_bits(np.zeros(4, np.uint8), np.zeros((0, 4), np.uint8)).shape == (0,)


def test_a_call_takes_nothing_from_python() -> None:
    """A form of the call that this program avoids gives a None away each time, which ends Python 3.11 in the end."""
    bits = np.packbits(ROWS > 0, axis=1)
    dots(ROWS[0], ROWS), differing_bits(bits[0], bits)
    before = [sys.getrefcount(each) for each in (None, ROWS, bits)]
    for _ in range(500):
        dots(ROWS[0], ROWS), differing_bits(bits[0], bits)
    assert all(abs(sys.getrefcount(each) - then) < 50 for each, then in zip((None, ROWS, bits), before, strict=True))


@pytest.mark.parametrize("left", ["serial", "haswell", "neon"])
def test_older_processors_get_the_same(left: str) -> None:
    """With AVX2 only, and with nothing special at all."""
    done = subprocess.run([sys.executable, "-c", LEAVE_ONLY, left], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
