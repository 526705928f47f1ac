"""Questions drawn from texts: each source, no leak of a question into what is searched, nothing nearly twice."""

from dataclasses import replace

from onyx_desktop.chunks.sentences import sentences
from onyx_desktop.measure.questions import Passage, Source, draw, repeats, without

BODY = (
    "A lease is a contract by which one party lets land or goods to another for a time and for a price. "
    "Who has to keep the heating in working order during the winter months? The landlord keeps it in order at his own "
    "cost, and the tenant tells him at once when it fails, by telephone or in writing, so that somebody can come."
)
FIRST = (
    "The deposit is paid back six weeks after the keys were given back to the owner. It bears interest from the day "
    "on which it was paid, at the rate of a savings account, and nothing is taken from it for ordinary wear of floors."
)
LEASE = Passage("a1", 1, 0, "Notes on leases of flats", "Heating and repairs", BODY)
DEPOSIT = Passage("a2", 1, 1, "Notes on leases of flats", "Giving the deposit back", FIRST)
OTHER = Passage("b1", 2, 0, "Soup", "Introduction", "Roast the pumpkin. Blend it.")


def test_every_source_asks_for_what_stands_under_it() -> None:
    drawn = {(each.source, each.text): each for each in draw([LEASE, DEPOSIT, OTHER], sentences, 50)}
    answers = {(source, text): each.answers for (source, text), each in drawn.items()}
    assert answers[Source.TITLE, "Notes on leases of flats"] == ("a1", "a2")
    assert answers[Source.HEADING, "Giving the deposit back"] == ("a2",)
    assert answers[Source.DEFINITION, "What is lease?"] == ("a1",)
    question = "Who has to keep the heating in working order during the winter months?"
    assert answers[Source.QUESTION, question] == ("a1",)
    first = next(each for each in drawn.values() if each.source is Source.FIRST and each.answers == ("a2",))
    assert first.text == FIRST.split(". ", maxsplit=1)[0] + "."
    assert not any("b1" in each.answers for each in drawn.values()), "too short to ask anything of"


def test_headings_of_several_documents_say_nothing() -> None:
    alike = replace(LEASE, key="c1", document=3, title="Another title of it", text=FIRST)
    drawn = draw([LEASE, alike], sentences, 50)
    assert "Heating and repairs" not in {each.text for each in drawn if each.source is Source.HEADING}


def test_the_same_questions_every_time_in_turn_and_no_more_than_wanted() -> None:
    passages = [replace(DEPOSIT, key=f"k{n}", document=n, title=f"Report number {n} on flats") for n in range(30)]
    once, again = (draw(passages, sentences, 8) for _ in range(2))
    assert once == again
    assert len(once) == 8
    assert len(draw(passages, sentences, 500)) < 35, "the same sentence thirty times is one question"


def test_a_phrase_goes_however_it_is_broken() -> None:
    assert without("Notes on\n  Leases of flats\nHeating", "notes on leases OF flats") == "Heating"
    assert without("Nothing of it", "notes") == "Nothing of it"
    assert without("kept", "") == "kept"


def test_repeated_passages_are_named_once() -> None:
    copy = replace(LEASE, key="z", document=9, text=BODY.replace("winter", "cold"))
    assert repeats([LEASE, DEPOSIT, copy]) == {"z"}
    assert repeats([LEASE, DEPOSIT, OTHER]) == set()
