"""Codes of real vectors: how far they are off, and whether what the exact search finds is among their candidates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.domain import Distance, Look, Precision
from onyx_desktop.vectors.lens import Lens
from onyx_desktop.vectors.product import Product
from onyx_desktop.vectors.quantize import Binary, Half, Int8
from tests.real import best, recall, vectors

QUERIES = range(0, 1500, 30)


@pytest.fixture(scope="module", params=[Half(), Half(128), Int8(), Product(), Binary()], ids=lambda codec: codec.name)
def coded(request: pytest.FixtureRequest):
    codec = request.param.fit(vectors())
    return codec, codec.encode(vectors())


def test_candidates_hold_what_the_exact_search_finds(coded) -> None:
    codec, codes = coded
    candidates = 100 if codec.name == "half128" else round(10 * codec.oversampling)
    shares = []
    for query in vectors()[QUERIES]:
        found = best(codec.scores(query, codes), candidates)
        shares.append(recall(found, best(vectors() @ query, 10)))
    assert np.mean(shares) >= {"half": 1, "half128": 0.9, "int8": 1, "product": 0.97, "binary": 0.97}[codec.name]


def test_scores_are_near_the_cosines(coded) -> None:
    codec, codes = coded
    off = np.concatenate([codec.scores(query, codes) - vectors() @ query for query in vectors()[QUERIES]])
    within = {"half": 1e-3, "half128": 0.6, "int8": 0.01, "product": 0.25, "binary": 0.6}[codec.name]
    assert np.abs(off).max() < within
    assert np.abs(off).mean() < within / 4


def test_codes_are_as_short_as_they_say(coded) -> None:
    codec, codes = coded
    row_bytes = {"half": 768, "half128": 256, "int8": 384, "product": 48, "binary": 48}[codec.name]
    assert codes.nbytes == row_bytes * len(vectors())


def test_what_was_learned_can_be_kept(coded) -> None:
    codec, codes = coded
    again = type(codec)(**({"dimensions": codec.dimensions} if isinstance(codec, Half) else {})).restored(
        codec.parameters
    )
    assert np.array_equal(again.encode(vectors()), codes)
    assert np.array_equal(again.scores(vectors()[3], codes), codec.scores(vectors()[3], codes))


def test_a_row_is_coded_by_itself(coded) -> None:
    codec, codes = coded
    assert np.array_equal(codec.encode(vectors()[7:9]), codes[7:9])


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 10))
def test_int8_is_half_a_step_off_at_most_and_clips_what_it_never_saw(seed: int, spread: float) -> None:
    chance = np.random.default_rng(seed)
    sample = chance.standard_normal((200, 16)).astype(np.float32)
    codec = Int8().fit(sample)
    rows = (chance.standard_normal((50, 16)) * spread).astype(np.float32)
    low, high = sample.min(axis=0), sample.max(axis=0)
    step = (high - low) / 255
    back = low + step * (codec.encode(rows).astype(np.float32) + 127.5)
    assert (np.abs(back - np.clip(rows, low, high)) <= step * 0.501 + 1e-6).all()


def test_a_dimension_without_spread_does_no_harm() -> None:
    rows = vectors().copy()
    rows[:, 5] = 0
    codec = Int8().fit(rows)
    assert np.abs(codec.scores(rows[0], codec.encode(rows)) - rows @ rows[0]).max() < 0.01


@pytest.mark.parametrize("codec", [Product(), Binary()])
def test_lengths_that_are_no_multiple_of_eight(codec) -> None:
    rows = vectors()[:1200, :101] / np.linalg.norm(vectors()[:1200, :101], axis=1, keepdims=True)
    fitted = codec.fit(rows)
    codes = fitted.encode(rows)
    assert codes.shape == (1200, 13)
    assert recall(best(fitted.scores(rows[4], codes), 200), best(rows @ rows[4], 10)) >= 0.9


def test_a_longer_sample_is_thinned_and_gives_the_same_books_each_time() -> None:
    assert np.array_equal(Product().fit(vectors()).books, Product().fit(vectors()).books)


@pytest.mark.parametrize(
    ("look", "name"),
    [
        (Look(), "half"),
        (Look(precision=Precision.FLOAT32), "half"),
        (Look(128), "half"),
        (Look(precision=Precision.TIERED), "half128"),
        (Look(128, Precision.TIERED), "half64"),
        (Look(64, Precision.TIERED), "half"),
        (Look(precision=Precision.INT8, distance=Distance.MANHATTAN), "int8"),
        (Look(distance=Distance.MANHATTAN), None),
    ],
)
def test_each_look_has_its_codec(look: Look, name: str | None) -> None:
    codec = Lens(look, 384).codec
    assert (codec.name if codec else None) == name
    if codec is not None and codec.name == "half":
        assert codec.stored == (look.dimensions == 0)


def test_only_full_float_vectors_are_plain() -> None:
    plain = [Look(), Look(384), Look(1024, Precision.FLOAT32), Look(distance=Distance.EUCLIDEAN)]
    other = [Look(128), Look(distance=Distance.MANHATTAN), *(Look(0, each) for each in list(Precision)[2:])]
    assert [Lens(look, 384).plain for look in plain + other] == [True] * len(plain) + [False] * len(other)
