"""Groups of real vectors, and the words that name them."""

import numpy as np

from onyx_desktop.measure.groups import groups, telling
from tests.real import vectors


def last(rows: np.ndarray) -> np.ndarray:
    return list(groups(rows))[-1]


def test_two_clouds_are_two_groups() -> None:
    rng = np.random.default_rng(1)
    rows = np.concatenate([rng.normal([6, 0, 0], 0.3, (16, 3)), rng.normal([0, 6, 0], 0.3, (16, 3))])
    found = last((rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32))
    assert len(set(found[:16])) == len(set(found[16:])) == 1
    assert found[0] != found[16]


def test_groups_of_real_vectors_are_nearer_inside_than_outside() -> None:
    rows = vectors()
    found = last(rows)
    assert (found == last(rows)).all(), "the same every time"
    cosines = rows @ rows.T
    same = found[:, np.newaxis] == found
    np.fill_diagonal(same, val=False)
    assert cosines[same].mean() > cosines[~same].mean() + 0.1
    assert 8 <= len(set(found.tolist())) <= 14


def test_a_group_is_named_by_what_the_others_do_not_say() -> None:
    texts = ["the cat sat here", "a Cat and the dog", "the tax on land", "land tax rose", "the Cat slept"]
    names = telling(texts, np.array([0, 0, 1, 1, 0]))
    assert names[0][0] == "Cat"
    assert set(names[1]) == {"land", "tax"}
    assert telling([], np.zeros(0, np.int64)) == []


def test_alike_vectors_are_one_group() -> None:
    assert set(last(np.tile(np.float32([[1, 0]]), (50, 1)))) == {0}
