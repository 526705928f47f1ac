import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from onyx_desktop.models import quantise

MATRICES = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
    elements=st.floats(-1000, 1000, width=32, allow_subnormal=False),
)


@given(MATRICES)
def test_a_matrix_comes_back_within_half_a_step(weights):
    small = quantise.matrix(weights)
    assert small.values.dtype == np.int8
    assert small.scales.shape == (weights.shape[1],)
    error = np.abs(small.values * small.scales - weights)
    assert np.all(error <= small.scales * 0.501)


@given(MATRICES)
def test_two_products_never_overflow_the_sixteen_bits_of_old_processors(weights):
    largest = int(np.abs(quantise.matrix(weights).values.astype(np.int64)).max())
    assert 2 * 255 * largest <= 2**15 - 1


@given(MATRICES)
def test_a_table_has_its_own_scale_for_every_row(rows):
    small = quantise.table(rows)
    assert small.scales.shape == (len(rows), 1)
    assert np.all(np.abs(small.values * small.scales - rows) <= small.scales * 0.501)
    used = np.abs(rows).max(axis=1) > 0
    assert np.all(np.abs(small.values.astype(int)).max(axis=1)[used] == quantise.TABLE_LIMIT)
