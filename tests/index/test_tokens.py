"""Codes of tokens on disk: what survives a crash, and what a damaged byte costs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onyx_desktop.index.tokens import TokenCodes

ROW_BYTES = 6
RECORD_BYTES = 32


def key(number: int) -> bytes:
    return (number * 0x9E3779B97F4A7C15 % 2**64).to_bytes(8, "big") + number.to_bytes(8, "big")


def rows(number: int, count: int | None = None) -> np.ndarray:
    return np.random.default_rng(number).integers(0, 256, (number if count is None else count, ROW_BYTES), np.uint8)


def same(store: TokenCodes, *numbers: int) -> bool:
    found = store.codes([key(each) for each in numbers])
    return all(np.array_equal(codes, rows(each)) for codes, each in zip(found, numbers, strict=True))


@pytest.fixture
def store(tmp_path: Path) -> TokenCodes:
    made = TokenCodes(tmp_path / "t", ROW_BYTES, write=True)
    made.append([key(3), key(5)], [rows(3), rows(5)])
    made.append([key(7)], [rows(7)])
    return made


def test_codes_come_back_by_key(store: TokenCodes) -> None:
    assert same(store, 7, 3, 5, 3)
    assert list(store.codes([key(4)])) == [None]
    assert store.has([key(3), key(4), key(7)]).tolist() == [True, False, True]


def test_many_keys_in_any_order(tmp_path: Path) -> None:
    store = TokenCodes(tmp_path / "t", ROW_BYTES, write=True)
    numbers = np.random.default_rng(1).permutation(600)
    for part in np.array_split(numbers, 7):
        store.append([key(int(each)) for each in part], [rows(int(each), each % 4) for each in part])
    for each, codes in zip(range(600), store.codes([key(each) for each in range(600)]), strict=True):
        assert np.array_equal(codes, rows(each, each % 4))
    assert not store.has([key(each) for each in range(600, 700)]).any()
    assert set(store.known_keys()) == {key(each) for each in range(600)}


def test_keys_that_begin_alike_are_told_apart(store: TokenCodes) -> None:
    alike = key(3)[:8] + bytes(8)
    assert list(store.codes([alike])) == [None]


def test_a_passage_without_tokens_has_a_record(store: TokenCodes) -> None:
    store.append([key(0)], [rows(0)])
    assert store.has([key(0)]).all()
    assert [codes.shape for codes in store.codes([key(0)])] == [(0, ROW_BYTES)]
    assert store.damaged() == []


def test_a_reader_sees_what_is_appended_later(store: TokenCodes) -> None:
    reader = TokenCodes(store.folder, ROW_BYTES, write=False)
    store.append([key(2)], [rows(2)])
    assert len(reader) == 3
    reader.refresh()
    assert len(reader) == 4
    assert same(reader, 2, 3, 5, 7)


@pytest.mark.parametrize("torn", [("codes.bin", 4), ("keys.bin", 7), ("keys.bin", 31), ("codes.bin", ROW_BYTES * 2)])
def test_a_torn_tail_does_not_shift_the_next_passage(store: TokenCodes, torn: tuple[str, int]) -> None:
    name, count = torn
    with (store.folder / name).open("ab") as stream:
        stream.write(b"x" * count)
    again = TokenCodes(store.folder, ROW_BYTES, write=True)
    again.append([key(2)], [rows(2)])
    assert same(again, 2, 3, 5, 7)
    assert again.damaged() == []


def test_a_half_written_append_does_not_shift_the_next(store: TokenCodes) -> None:
    with (store.folder / "codes.bin").open("ab") as stream:
        stream.write(b"x" * 13)  # the record was never written: the disk was full
    store.append([key(2)], [rows(2)])
    assert same(store, 2, 3, 5, 7)


@pytest.mark.parametrize("cut", [1, ROW_BYTES, ROW_BYTES * 7])
def test_rows_that_are_gone_are_missed_and_written_again(store: TokenCodes, cut: int) -> None:
    content = (store.folder / "codes.bin").read_bytes()
    (store.folder / "codes.bin").write_bytes(content[:-cut])
    again = TokenCodes(store.folder, ROW_BYTES, write=True)
    assert again.damaged() == [key(7)]
    assert list(again.codes([key(7)])) == [None]
    assert same(again, 3, 5)
    again.append([key(7)], [rows(7)])
    assert again.damaged() == []
    assert same(again, 3, 5, 7)


def test_a_flipped_bit_is_found_and_its_passage_left_out(store: TokenCodes) -> None:
    content = bytearray((store.folder / "codes.bin").read_bytes())
    content[ROW_BYTES * 4] ^= 0x10  # in the second passage
    (store.folder / "codes.bin").write_bytes(content)
    again = TokenCodes(store.folder, ROW_BYTES, write=True)
    assert again.damaged() == [key(5)]
    assert list(again.codes([key(5)])) == [None]
    assert same(again, 3, 7)


@pytest.mark.parametrize("byte", [17, 20, 24, 29])
def test_a_flipped_bit_in_a_record_is_found(store: TokenCodes, byte: int) -> None:
    content = bytearray((store.folder / "keys.bin").read_bytes())
    content[RECORD_BYTES + byte] ^= 0x40
    (store.folder / "keys.bin").write_bytes(content)
    again = TokenCodes(store.folder, ROW_BYTES, write=True)
    assert again.damaged() == [key(5)]
    again.append([key(2)], [rows(2)])
    assert same(again, 2, 3, 7)
    again.keep([each for each in again.known_keys() if each != key(5)])
    again.append([key(5)], [rows(5)])
    assert again.damaged() == []
    assert same(again, 2, 3, 5, 7)


def test_keep_drops_the_rest(store: TokenCodes) -> None:
    reader = TokenCodes(store.folder, ROW_BYTES, write=False)
    store.append([key(3)], [rows(4)])  # a newer record for the same key
    store.keep([key(3), key(7), key(9)])
    assert len(store) == 2
    assert store.size_bytes == 11 * ROW_BYTES + 2 * RECORD_BYTES
    for each in (store, reader):
        each.refresh()
        assert [codes is None for codes in each.codes([key(5)])] == [True]
        newer, last = each.codes([key(3), key(7)])
        assert np.array_equal(newer, rows(4))
        assert np.array_equal(last, rows(7))
    assert store.damaged() == []
    assert sorted(path.name for path in store.folder.parent.iterdir()) == ["t"]


def test_keep_after_a_keep_that_was_killed(store: TokenCodes) -> None:
    draft = TokenCodes(store.folder.with_name("t.draft"), ROW_BYTES, write=True)
    draft.append([key(5), key(1)], [rows(5), rows(1)])
    store.keep([key(3), key(5)])
    assert sorted(store.known_keys()) == sorted([key(3), key(5)])
    assert same(store, 3, 5)


def test_codes_taken_before_a_keep_stay_as_they_were(store: TokenCodes) -> None:
    (taken,) = store.codes([key(5)])
    store.keep([key(7)])
    assert np.array_equal(taken, rows(5))
    assert same(store, 7)


def test_an_empty_store_answers(tmp_path: Path) -> None:
    empty = TokenCodes(tmp_path / "none", ROW_BYTES, write=False)
    assert (len(empty), empty.size_bytes, empty.damaged(), empty.known_keys()) == (0, 0, [], [])
    assert empty.has([key(1)]).tolist() == [False]
    assert list(empty.codes([key(1), key(2)])) == [None, None]
    empty.refresh()
