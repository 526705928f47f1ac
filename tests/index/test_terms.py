import numpy as np
import pytest

from onyx_desktop.index.terms import Terms

VOCABULARY = 300


def drawn(count, seed=0, most=20):
    """Keys, and terms of each: ids ascending, weights."""
    chance = np.random.default_rng(seed)
    keys, documents = [], []
    for number in range(count):
        ids = np.sort(chance.choice(VOCABULARY, chance.integers(0, most), replace=False))
        keys.append(f"{seed}-{number}".encode().ljust(16, b"."))
        documents.append((ids, chance.gamma(2, 0.5, len(ids)).astype(np.float32) + np.float32(0.05)))
    return keys, documents


def fill(terms, keys, documents, at_once=3):
    for first in range(0, len(keys), at_once):
        terms.append(keys[first : first + at_once], documents[first : first + at_once])


def dense(documents):
    whole = np.zeros((len(documents), VOCABULARY), np.float32)
    for row, (ids, weights) in zip(whole, documents, strict=True):
        row[ids] = weights
    return whole


QUESTION = (np.array([3, 17, 40, 41, 299]), np.array([1.5, 0.5, 2.0, 0.1, 1.0], np.float32))


def asked(terms, keys):
    """The scores of some keys, 0 for those that are not there."""
    scores, rows = np.append(terms.scores(*QUESTION), 0), terms.rows_of(keys)
    return scores[rows]


def expected(documents):
    ids, weights = QUESTION
    return dense(documents)[:, ids] @ weights


@pytest.mark.parametrize("at_once", [1, 3, 64])
def test_scores_are_inner_products(tmp_path, at_once):
    keys, documents = drawn(400)
    terms = Terms(tmp_path / "t", write=True)
    fill(terms, keys, documents, at_once)
    wanted = expected(documents)
    assert (wanted > 0).sum() > 50
    # Each weight is off by half a 255th of the passage's heaviest at most.
    heaviest = np.array([weights.max(initial=0) for _, weights in documents])
    assert np.all(np.abs(asked(terms, keys) - wanted) <= heaviest / 510 * QUESTION[1].sum() + 1e-5)
    for row in (0, 7, 399):
        np.testing.assert_allclose(terms.at(row, QUESTION[0]), dense(documents)[row, QUESTION[0]], atol=0.02)
    assert len(terms) == 400
    assert terms.segments <= 8 * 4


def test_another_process_reads_what_was_written(tmp_path):
    keys, documents = drawn(100)
    writer, reader = Terms(tmp_path / "t", write=True), Terms(tmp_path / "t", write=False)
    assert asked(reader, keys).tolist() == [0] * 100
    fill(writer, keys[:50], documents[:50])
    reader.refresh()
    np.testing.assert_array_equal(asked(reader, keys), asked(writer, keys))
    fill(writer, keys[50:], documents[50:])
    reader.refresh()
    np.testing.assert_array_equal(asked(reader, keys), asked(writer, keys))
    assert reader.generation == 0  # merges do not move a row
    reopened = Terms(tmp_path / "t", write=True)
    np.testing.assert_array_equal(asked(reopened, keys), asked(writer, keys))
    np.testing.assert_array_equal(reopened.rows_of(keys), np.arange(100))


def test_many_appends_leave_few_segments_and_no_other_files(tmp_path):
    keys, documents = drawn(1500, most=4)
    terms = Terms(tmp_path / "t", write=True)
    fill(terms, keys, documents, at_once=1)
    assert len(list((tmp_path / "t").iterdir())) == terms.segments < 32
    np.testing.assert_array_equal(terms.rows_of(keys), np.arange(1500))


def test_a_segment_holds_no_more_than_its_rows_can_number(tmp_path):
    count = 70_000
    keys = [number.to_bytes(16, "little") for number in range(1, count + 1)]
    documents = [(np.array([number % 7]), np.array([1.0], np.float32)) for number in range(count)]
    terms = Terms(tmp_path / "t", write=True)
    fill(terms, keys, documents, at_once=7000)
    scores = terms.scores(np.array([3]), np.array([1.0], np.float32))
    np.testing.assert_allclose(scores, (np.arange(count) % 7 == 3).astype(np.float32), atol=1e-6)
    assert terms.segments >= 2


def test_a_crash_before_the_name_leaves_a_draft_which_goes(tmp_path):
    keys, documents = drawn(9)
    fill(Terms(tmp_path / "t", write=True), keys, documents)
    (tmp_path / "t" / "000000000009-000000000012-000000.draft").write_bytes(b"half")
    terms = Terms(tmp_path / "t", write=True)
    assert len(terms) == 9
    assert not list((tmp_path / "t").glob("*.draft"))


def test_a_crash_between_merging_and_deleting_counts_nothing_twice(tmp_path):
    keys, documents = drawn(24)
    terms = Terms(tmp_path / "t", write=True)
    fill(terms, keys[:21], documents[:21])
    parts = {path.name: path.read_bytes() for path in (tmp_path / "t").iterdir()}
    fill(terms, keys[21:], documents[21:])
    assert terms.segments == 1
    for name, content in parts.items():
        (tmp_path / "t" / name).write_bytes(content)
    for write in (False, True):
        np.testing.assert_array_equal(asked(Terms(tmp_path / "t", write=write), keys), asked(terms, keys))
    assert len(list((tmp_path / "t").iterdir())) == 1


def test_a_damaged_segment_is_not_there(tmp_path):
    keys, documents = drawn(12)
    fill(Terms(tmp_path / "t", write=True), keys, documents)
    first, second, *_ = sorted((tmp_path / "t").iterdir())
    content = bytearray(second.read_bytes())
    content[-1] ^= 1
    second.write_bytes(content)
    first.write_bytes(first.read_bytes()[:-1])
    terms = Terms(tmp_path / "t", write=True)
    assert (terms.rows_of(keys) >= 0).tolist() == [False] * 6 + [True] * 6
    terms.append(keys[:6], documents[:6])
    np.testing.assert_allclose(asked(terms, keys), expected(documents), atol=0.05)
    np.testing.assert_allclose(asked(Terms(tmp_path / "t", write=False), keys), expected(documents), atol=0.05)


def test_terms_that_nobody_needs_are_deleted(tmp_path):
    keys, documents = drawn(200)
    terms = Terms(tmp_path / "t", write=True)
    fill(terms, keys, documents)
    reader = Terms(tmp_path / "t", write=False)
    before, kept = terms.size_bytes, keys[::4]
    terms.keep(kept)
    assert terms.size_bytes < 0.6 * before
    wanted = np.where(np.arange(200) % 4 == 0, expected(documents), 0)
    reader.refresh()
    for each in (terms, reader, Terms(tmp_path / "t", write=True)):
        np.testing.assert_allclose(asked(each, keys), wanted, atol=0.05)
    assert len(terms) == 50
    fill(terms, *drawn(30, seed=1))  # merges go on over what was emptied
    np.testing.assert_allclose(asked(terms, keys), wanted, atol=0.05)
    assert len(list((tmp_path / "t").iterdir())) == terms.segments


def test_a_text_without_terms_is_known_and_found_by_nothing(tmp_path):
    terms = Terms(tmp_path / "t", write=True)
    nothing = (np.empty(0, np.int64), np.empty(0, np.float32))
    terms.append([b"empty".ljust(16)], [nothing])
    terms.append([], [])
    assert terms.rows_of([b"empty".ljust(16)]).tolist() == [0]
    assert terms.scores(*QUESTION).tolist() == [0]
    assert terms.scores(*nothing).tolist() == [0]
    assert Terms(tmp_path / "none", write=False).scores(*QUESTION).tolist() == []
    assert not (tmp_path / "none").exists()
