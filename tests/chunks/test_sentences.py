import pytest
from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.chunks.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"], id="stops"),
        pytest.param("Dr. Smith met Mrs. Jones. Yes.", ["Dr. Smith met Mrs. Jones.", "Yes."], id="titles"),
        pytest.param("See e.g. Apples, i.e. Fruit. Done.", ["See e.g. Apples, i.e. Fruit.", "Done."], id="short forms"),
        pytest.param("Smith et al. Found it. Yes.", ["Smith et al. Found it.", "Yes."], id="et al."),
        pytest.param("In Fig. 3 and No. 5 it is. Next.", ["In Fig. 3 and No. 5 it is.", "Next."], id="fig"),
        pytest.param("The answer is no. We left.", ["The answer is no.", "We left."], id="a plain no"),
        pytest.param("J. R. R. Tolkien wrote. He did.", ["J. R. R. Tolkien wrote.", "He did."], id="initials"),
        pytest.param("Pi is 3.14 and e 2.71. Good.", ["Pi is 3.14 and e 2.71.", "Good."], id="decimals"),
        pytest.param("It was in 2019. Then came 2020.", ["It was in 2019.", "Then came 2020."], id="years"),
        pytest.param("Am 3. Mai war es. Dann nicht.", ["Am 3. Mai war es.", "Dann nicht."], id="German ordinal"),
        pytest.param(
            'He said "Go." She went. (So it was.) End',
            ['He said "Go."', "She went.", "(So it was.)", "End"],
            id="quotes",
        ),
        pytest.param("first. second stays", ["first. second stays"], id="a small letter goes on"),
        pytest.param("这是一句。这是第二句！好吗？好", ["这是一句。", "这是第二句！", "好吗？", "好"], id="Chinese"),
        pytest.param("「はい。」と言った。", ["「はい。」", "と言った。"], id="Japanese quotes"),
        pytest.param("كيف حالك؟ بخير.", ["كيف حالك؟", "بخير."], id="Arabic"),
        pytest.param("यह वाक्य है। दूसरा।", ["यह वाक्य है।", "दूसरा।"], id="Hindi"),
        pytest.param("यह है।दूसरा। كيف؟بخير", ["यह है।", "दूसरा।", "كيف؟", "بخير"], id="no blank behind"),
        pytest.param("ဒါပါ။ နောက်။", ["ဒါပါ။", "နောက်။"], id="Burmese"),
        pytest.param("នេះ។ មួយ។", ["នេះ។", "មួយ។"], id="Khmer"),
        pytest.param("Ո՞վ է։ Ես։", ["Ո՞վ է։", "Ես։"], id="Armenian"),
        pytest.param("እንዴት ነህ። ደህና።", ["እንዴት ነህ።", "ደህና።"], id="Amharic"),
        pytest.param("یہ ایک ہے۔ دوسرا۔", ["یہ ایک ہے۔", "دوسرا۔"], id="Urdu"),
        pytest.param("Er sagte: „Gut.“ Dann ging er.", ["Er sagte: „Gut.“", "Dann ging er."], id="German quotes"),
        pytest.param("A heading\n\nThe text begins", ["A heading", "The text begins"], id="paragraphs"),
        pytest.param("This is wrapped\nand goes on here.", ["This is wrapped\nand goes on here."], id="wrapped"),
        pytest.param("Buy:\n- apples\n- pears\n1. now", ["Buy:", "- apples", "- pears", "1. now"], id="list"),
        pytest.param(
            "Introduction\nThis work shows that long lines are common in the text of pages.",
            ["Introduction", "This work shows that long lines are common in the text of pages."],
            id="a short line above long ones",
        ),
        pytest.param(" \n\t ", [], id="nothing"),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text(alphabet=st.sampled_from("aB 1.!?…。؟\n\t\"')-é漢"), max_size=200) | st.text())
def test_nothing_but_white_space_is_lost(text: str) -> None:
    found = sentences(text)
    position = 0
    for span in found:
        assert position <= span.start < span.end <= len(text)
        assert not text[position : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        position = span.end
    assert not text[position:].strip()
