from collections.abc import Iterator

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from onyx_desktop.index import keys as module
from onyx_desktop.index.keys import Keys

KEY = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda pair: bytes([pair[0]] * 8 + [pair[1]] * 8))


@pytest.fixture(autouse=True, scope="module")
def soon() -> Iterator[None]:
    """Sort from the third key on, so that both ways of keeping keys are taken."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_RECENT_LEAST", 2)
        yield


@given(st.lists(st.lists(KEY, max_size=6), max_size=6))
def test_it_knows_what_a_dict_knows(parts: list[list[bytes]]) -> None:
    """First halves are alike all the time here, keys come twice, and the newer row counts."""
    keys = Keys()
    for part in parts:
        keys.extend(np.array(part, "V16"))
    everything = [bytes([one] * 8 + [other] * 8) for one in range(7) for other in range(7)]
    rows = {key: row for row, key in enumerate(key for part in parts for key in part)}
    assert keys.rows_of(everything).tolist() == [rows.get(key, -1) for key in everything]
    assert keys.rows_of(np.array(everything, "V16")).tolist() == keys.rows_of(everything).tolist()
    assert keys.rows_of([]).tolist() == []
