"""Flat vectors on disk: what survives a crash, and what a damaged byte costs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onyx_desktop.index.matrix import Matrix

DIMENSIONS = 8


def keys(*numbers: int) -> list[bytes]:
    return [number.to_bytes(16, "big") for number in numbers]


def vectors(*numbers: int) -> np.ndarray:
    return np.array([[number + each / 8 for each in range(DIMENSIONS)] for number in numbers], np.float32)


@pytest.fixture
def matrix(tmp_path: Path) -> Matrix:
    made = Matrix(tmp_path / "m", DIMENSIONS, write=True)
    made.append(keys(1, 2, 3), vectors(1, 2, 3))
    return made


def test_vectors_come_back_by_key(matrix: Matrix) -> None:
    rows = matrix.rows_of(keys(3, 9, 1))
    assert rows.tolist() == [2, -1, 0]
    assert np.array_equal(matrix.vectors(rows[[0, 2]]), vectors(3, 1))


def test_a_reader_sees_what_is_appended_later(matrix: Matrix) -> None:
    reader = Matrix(matrix.folder, DIMENSIONS, write=False)
    matrix.append(keys(4), vectors(4))
    assert len(reader) == 3
    reader.refresh()
    assert len(reader) == 4
    assert np.array_equal(np.concatenate([block for _, block in reader.blocks()]), vectors(1, 2, 3, 4))


@pytest.mark.parametrize("torn", [("vectors.f16", 5), ("keys.bin", 7), ("vectors.f16", 16 * 2)])
def test_a_torn_tail_is_cut_off_and_the_next_row_fits(matrix: Matrix, torn: tuple[str, int]) -> None:
    name, count = torn
    with (matrix.folder / name).open("ab") as stream:
        stream.write(b"x" * count)
    again = Matrix(matrix.folder, DIMENSIONS, write=True)
    again.append(keys(4), vectors(4))
    assert np.array_equal(again.vectors(again.rows_of(keys(1, 2, 3, 4))), vectors(1, 2, 3, 4))
    assert again.damaged() == []


def test_a_half_written_append_does_not_shift_the_next(matrix: Matrix) -> None:
    with (matrix.folder / "vectors.f16").open("ab") as stream:
        stream.write(vectors(7).astype(np.float16).tobytes())  # its key was never written: the disk was full
    matrix.append(keys(4), vectors(4))
    assert np.array_equal(matrix.vectors(matrix.rows_of(keys(4))), vectors(4))


def test_a_flipped_bit_is_found(matrix: Matrix) -> None:
    content = bytearray((matrix.folder / "vectors.f16").read_bytes())
    content[DIMENSIONS * 2 + 3] ^= 0x10
    (matrix.folder / "vectors.f16").write_bytes(content)
    assert Matrix(matrix.folder, DIMENSIONS, write=True).damaged() == keys(2)


def test_keep_drops_the_rest(matrix: Matrix) -> None:
    matrix.append(keys(1), vectors(11))  # a newer row for the same key
    matrix.keep(keys(1, 3, 9))
    assert len(matrix) == 2
    assert np.array_equal(matrix.vectors(matrix.rows_of(keys(1, 3))), vectors(11, 3))
    assert matrix.damaged() == []
    assert sorted(path.name for path in matrix.folder.parent.iterdir()) == ["m"]


def test_an_empty_matrix_answers(tmp_path: Path) -> None:
    empty = Matrix(tmp_path / "none", DIMENSIONS, write=False)
    assert (len(empty), empty.size_bytes, empty.damaged(), list(empty.blocks())) == (0, 0, [], [])
