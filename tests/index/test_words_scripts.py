"""Words in many scripts: lexemes, questions, phrases and marks, in libraries of one and of several languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.index import words
from onyx_desktop.index.catalog import Catalog
from onyx_desktop.index.database import Database
from onyx_desktop.index.language import language_of
from onyx_desktop.index.lexemes import Lexemes, fold
from onyx_desktop.index.words import Words

from .conftest import add

SENTENCES = {
    "zh": "合同的通知期为三个月，租金在每月月初支付。",
    "ja": "契約の通知期間は三か月で、家賃は月初に支払います。",
    "ko": "계약의 통지 기간은 석 달이며 집세는 매월 초에 냅니다.",
    "th": "ระยะเวลาแจ้งยกเลิกสัญญาคือสามเดือน และต้องชำระค่าเช่าทุกต้นเดือน",
    "ar": "مدة الإخطار في العقود ثلاثة أشهر ويدفع الإيجار في بداية كل شهر.",
    "he": "תקופת ההודעה בחוזים היא שלושה חודשים, ושכר הדירה משולם בתחילת כל חודש.",
    "hi": "अनुबंधों की सूचना अवधि तीन महीने है और किराया हर महीने की शुरुआत में दिया जाता है।",
    "ru": "Срок уведомления по договорам составляет три месяца, и аренда платится в начале месяца.",
    "el": "Η προθεσμία των συμβάσεων είναι τρεις μήνες και το ενοίκιο πληρώνεται στην αρχή του μήνα.",
    "de": "Die Kündigungsfrist der Verträge beträgt drei Monate, und die Miete ist am Anfang des Monats zu zahlen.",
    "es": "El plazo de los contratos es de tres meses y el alquiler se paga al principio del mes.",
    "fr": "Le délai des contrats est de trois mois et le loyer est payé au début du mois.",
    "tr": "Sözleşmelerin ihbar süresi üç aydır ve kira her ayın başında ödenir, ışık için ayrı bir fatura vardır.",
    "en": "The notice period of the contracts is three months, and the rent is paid at the beginning of the month.",
}


@pytest.fixture
def asked(database: Database) -> Words:
    return Words(database)


@pytest.fixture
def library(catalog: Catalog) -> dict[int, str]:
    """One document in each language; chunk id → language."""
    for language, text in SENTENCES.items():
        add(catalog, f"/d/{language}.txt", text)
    return dict(
        catalog.database.rows("SELECT chunks.id, language FROM chunks JOIN documents ON document_id = documents.id")
    )


@pytest.mark.parametrize("language", SENTENCES)
def test_the_language_is_told(language: str) -> None:
    assert language_of([SENTENCES[language]]) == language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("租金", "zh"),
        ("通知期", "zh"),
        ("付", "zh"),
        ("家賃", "ja"),
        ("か月", "ja"),
        ("기간", "ko"),
        ("집세를", "ko"),
        ("สัญญา", "th"),
        ("عقود", "ar"),
        ("العُقود", "ar"),
        ("חוזה", "he"),
        ("הודעות", "he"),
        ("महीना", "hi"),
        ("महीनों", "hi"),
        ("договор", "ru"),
        ("АРЕНДОЙ", "ru"),
        ("σύμβαση", "el"),
        ("μηνα", "el"),
        ("Vertrag", "de"),
        ("Mieten", "de"),
        ("kundigungsfristen", "de"),
        ("contrato", "es"),
        ("mes", "es"),
        ("délais", "fr"),
        ("payer", "fr"),
        ("sözleşme", "tr"),
        ("IŞIK", "tr"),
        ("isik", "tr"),
        ("contract", "en"),
        ("beginnings", "en"),
    ],
)
def test_a_word_is_found_in_another_form(asked: Words, library: dict[int, str], question: str, language: str) -> None:
    ids, scores = asked.scores(asked.terms(question), len(library))
    assert len(ids)
    assert library[int(ids[scores.argmax()])] == language


@pytest.mark.parametrize(
    ("phrase", "language"),
    [
        ("通知期为", "zh"),
        ("初", "zh"),
        ("月，租金", "zh"),
        ("支払います", "ja"),
        ("통지 기간", "ko"),
        ("ค่าเช่า", "th"),
        ("بداية كل شهر", "ar"),
        ("משולם בתחילת", "he"),
        ("तीन महीने", "hi"),
        ("В НАЧАЛЕ", "ru"),
        ("στην ΑΡΧΗ", "el"),
        ("drei monate", "de"),
        ("kundigungsfrist", "de"),
        ("delai des", "fr"),
        ("ÜÇ AYDIR", "tr"),
        ("notice period", "en"),
    ],
)
def test_a_phrase_is_these_very_words(asked: Words, library: dict[int, str], phrase: str, language: str) -> None:
    found = {library[int(each)] for each in asked.containing(phrase)}
    assert language in found
    assert found <= {language, "ja"} if language == "zh" else found == {language}


def test_a_phrase_is_not_a_part_of_a_word_nor_another_form(asked: Words, library: dict[int, str]) -> None:
    for phrase in ("drei monat", "otice period", "三月", "租月", "तीन महीन", "בתחילת חודש"):
        assert asked.containing(phrase).tolist() == [], phrase


def test_words_near_each_other(asked: Words, library: dict[int, str]) -> None:
    assert [library[int(each)] for each in asked.near(["rents", "month"], 8)] == ["en"]
    assert asked.near(["notice", "month"], 3).tolist() == []
    assert [library[int(each)] for each in asked.near(["Miete", "Vertrag"], 8)] == ["de"]
    assert [library[int(each)] for each in asked.near(["租金", "支付"], 8)] == ["zh"]
    assert asked.near(["?", "-"], 3).tolist() == []


@pytest.mark.parametrize(
    ("language", "question", "shown"),
    [
        ("zh", "租金 支付", ["租金", "支付"]),
        ("zh", "月", ["月"]),
        ("ja", "支払い", ["支払", "払い"]),
        ("ko", "기간", ["기간"]),
        ("th", "เดือน", ["เดื", "ดือ", "อน"]),
        ("ar", "عقود", ["العقود"]),
        ("he", "חוזה", ["בחוזים"]),
        ("hi", "महीने", ["महीने"]),
        ("ru", "договор", ["договорам"]),
        ("de", "Vertrag", ["Verträge"]),
        ("tr", "kiralar", ["kira"]),
    ],
)
def test_marks_stand_where_the_words_are(
    asked: Words, library: dict[int, str], language: str, question: str, shown: list[str]
) -> None:
    text = SENTENCES[language]
    marks = asked.marks(text, asked.terms(question))
    assert {text[mark.span.start : mark.span.end] for mark in marks} == set(shown)


def test_stems_of_two_languages_do_not_meet(catalog: Catalog, asked: Words) -> None:
    """The German stem of "Noten" is the English word "not"."""
    add(catalog, "/d/de.txt", "Die Noten der Schüler sind in diesem Jahr nicht schlecht und das ist gut.")
    add(catalog, "/d/en.txt", "This is not what the school had said in the letter to the parents.")
    ids, _ = asked.scores(asked.terms("Note"), 100)
    assert ids.tolist() == [1]


def test_words_of_another_script_end_as_usual(catalog: Catalog, asked: Words) -> None:
    add(catalog, "/d/zh.txt", "他们在三个服务器上运行 containers 和数据库。")
    ids, _ = asked.scores(asked.terms("container"), 100)
    assert ids.tolist() == [1]


def test_a_line_end_parts_no_chinese_word_but_korean_ones(catalog: Catalog, asked: Words) -> None:
    add(catalog, "/d/zh.txt", "合同的通\n知期为三个月")
    add(catalog, "/d/ko.txt", "계약의 통\n지 기간은")
    assert asked.containing("通知期").tolist() == [1]
    assert asked.containing("통지").tolist() == []
    text = "合同的通\n知期"
    assert [text[each.span.start : each.span.end] for each in asked.marks(text, asked.terms("通知"))] == ["通\n知"]


def test_an_index_of_other_lexemes_is_made_anew(catalog: Catalog, database: Database, asked: Words) -> None:
    """What an update of the program finds: words of an older version, or of a catalog before there were languages."""
    for number in range(3):
        add(catalog, f"/d/{number}.txt", f"{SENTENCES['de']} {number}")
    with database.transaction() as connection:
        connection.execute("UPDATE facts SET value = 'older' WHERE key = 'lexemes'")
    words.follow(database)
    assert asked.with_word("Vertrag").tolist() == []
    assert not words.sound(database)
    catalog.note_gone([Path("/d/0.txt"), Path("/d/1.txt")])
    catalog.purge(1)  # nothing of it is in the index
    steps = list(words.renew(database))
    assert steps[-1] == (2, 2)
    assert words.sound(database)
    assert asked.with_word("Vertrag").tolist() == [2, 3]
    catalog.purge(2)
    assert words.sound(database)
    words.follow(database)
    assert list(words.renew(database)) == []


@given(
    st.text(alphabet="ab é漢字かナ각กิ\nا्क0'-ßıİ", max_size=40) | st.text(max_size=40),
    st.sampled_from(["", "de", "tr", "ar"]),
)
def test_places_and_index_agree(text: str, language: str) -> None:
    """What is indexed is what marks are found by, and a lexeme is one token of FTS5."""
    lexemes = Lexemes(language)
    pieces = list(lexemes.pieces(text))
    assert [piece.lexeme for piece in pieces] == lexemes.of(text).split()
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert all(not each.isascii() or each.isalnum() for piece in pieces for each in piece.lexeme)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("word", ["aﾞ", "ﾟb", "é\u0301ﾞ", "한ﾞ", "aﾞガﾞ漢b"])
def test_a_voiced_mark_behind_any_letter_is_a_word_like_others(word: str) -> None:
    lexemes = Lexemes("").of(f"before {word} behind")
    assert lexemes.startswith("befor ")
    assert lexemes.endswith(" behind")
