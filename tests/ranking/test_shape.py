"""Which passages say the same."""

from __future__ import annotations

import pytest

from onyx_desktop.ranking.shape import nearly_same, same

CLAUSE = "The tenant may end the lease with a notice period of 3 months to the end of any calendar month in writing."


def test_case_and_white_space_make_no_difference() -> None:
    assert same("Dear  Sir,\nthe FLAT", "dear sir, the flat")
    assert not same("Dear Sir", "Dear Madam")


@pytest.mark.parametrize(
    ("other", "near"),
    [
        (CLAUSE.replace("may end", "may terminate"), True),
        (CLAUSE.replace(" in writing", ""), True),
        (CLAUSE.replace("3 months", "6 months"), False),
        (CLAUSE + " The landlord may do so for good reasons only, which the notice must give.", False),
        ("Notice of three months is due when a tenant wants to leave the flat.", False),
    ],
)
def test_words_decide(other: str, near: bool) -> None:
    assert nearly_same(CLAUSE, other) is near
    assert nearly_same(other, CLAUSE) is near


def test_signs_are_counted_where_no_blanks_part_words() -> None:
    text = "承租人可以在提前三个月书面通知的情况下终止本租赁协议"
    assert nearly_same(text, text.replace("终止", "结束"))
    assert not nearly_same(text, "出租人应当负责房屋及其附属设施的维修和保养")
