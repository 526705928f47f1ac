"""What the strip promises, and when; the bar never goes back, whatever an update does."""

from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.domain import Phase, Step
from onyx_desktop.ui.pace import Pace

STEPS = st.builds(
    Step,
    st.sampled_from([Phase.COUNTING, Phase.READING, Phase.SKIMMING, Phase.EMBEDDING, Phase.REFINING]),
    st.integers(0, 100),
    st.sampled_from([0, 100]),
    share=st.none() | st.floats(0, 1),
)


@given(st.lists(STEPS))
def test_the_bar_never_moves_back(steps: list[Step]) -> None:
    pace, last = Pace(0.0), 0.0
    for number, step in enumerate(steps):
        share = pace.look(step, float(number)).share
        if share is not None:
            assert last <= share <= 1
            last = share


def test_nothing_is_promised_in_the_first_seconds_and_percents() -> None:
    pace = Pace(100.0)
    assert "%" not in pace.look(Step(Phase.EMBEDDING, 50, 100, seconds_left=300), 105).text
    pace = Pace(100.0)
    assert "%" not in pace.look(Step(Phase.READING, 5, 100, share=0.05), 120).text, "one percent of the whole"
    assert pace.look(Step(Phase.READING, 50, 100, share=0.5, seconds_left=300), 121).text == (
        "Reading files: 50 of 100 · 10 % · about 5 min left"
    )


def test_a_promise_stands_for_a_few_seconds() -> None:
    pace = Pace(0.0)
    first = pace.look(Step(Phase.EMBEDDING, 100, 1000, seconds_left=600), 20).text
    assert first.endswith("27 % · about 10 min left")
    assert pace.look(Step(Phase.EMBEDDING, 110, 1000, seconds_left=1200), 22).text.endswith("27 % · about 10 min left")
    assert pace.look(Step(Phase.EMBEDDING, 120, 1000, seconds_left=1200), 26).text.endswith("29 % · about 20 min left")


def test_large_files_count_by_their_size() -> None:
    share = Pace(0.0).look(Step(Phase.READING, 99, 100, share=0.1), 1).share
    assert share is not None
    assert share < 0.05


def test_how_fast_it_is() -> None:
    pace = Pace(0.0)
    assert pace.look(Step(Phase.EMBEDDING, 0, 1000), 0).rate == ""
    assert pace.look(Step(Phase.EMBEDDING, 100, 1000), 10).rate == "600 passages a minute"
    assert pace.look(Step(Phase.REFINING, 5, 10), 11).rate == "", "another phase has a speed of its own"
