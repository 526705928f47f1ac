from __future__ import annotations

import json

import pytest

from onyx_desktop.errors import BadCollection, FolderMissing
from onyx_desktop.measure import collections
from onyx_desktop.measure.collections import Judged

DOCUMENTS = [{"_id": "d1", "title": "One", "text": "first\u2028text", "metadata": {}}, {"_id": "d 2", "text": ""}]
QUERIES = [{"_id": "q2", "text": "zwei?"}, {"_id": 1, "text": "one?"}, {"_id": "q3", "text": "nothing"}]
QRELS = "query-id\tcorpus-id\tscore\n1\td1\t2\n1\td 2\t0\nq2\td 2\t1\nq3\td1\t0\n"


def lines(records):
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "corpus.jsonl").write_text(lines(DOCUMENTS), "utf-8")
    (tmp_path / "queries.jsonl").write_text(lines(QUERIES), "utf-8")
    (tmp_path / "qrels.tsv").write_text(QRELS, "utf-8")
    return tmp_path


def check(found, folder):
    assert found.name == folder.name
    assert found.queries == {"q2": "zwei?", "1": "one?", "q3": "nothing"}
    assert found.qrels == {"1": {"d1": 2, "d 2": 0}, "q2": {"d 2": 1}, "q3": {"d1": 0}}
    assert found.counted == ("q2", "1")
    documents = [Judged("d1", "One", "first\u2028text"), Judged("d 2", "", "")]
    assert list(found.documents()) == documents
    assert list(found.documents()) == documents, "each reading begins anew"


def test_reads_the_beir_layout(folder):
    check(collections.read(folder), folder)


def test_reads_qrels_of_the_test_split(folder):
    (folder / "qrels").mkdir()
    (folder / "qrels.tsv").rename(folder / "qrels" / "test.tsv")
    check(collections.read(folder), folder)


def test_tolerates_bom_crlf_blank_lines_and_no_header(folder):
    for path in folder.iterdir():
        text = path.read_bytes().removeprefix(b"query-id\tcorpus-id\tscore\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n") + b"\r\n")
    check(collections.read(folder), folder)


def test_a_folder_of_files_needs_no_corpus(folder):
    (folder / "corpus.jsonl").unlink()
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta/Zoë & you (1).pdf\t1\n", "utf-8")
    found = collections.read(folder)
    assert found.corpus is None
    assert found.qrels == {"1": {"a/Zoë & you (1).pdf": 1}}
    assert list(found.documents()) == []


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("queries.jsonl", b'{"_id": "1", "text": "a"}\n{"_id": "q2"', "line 2: not JSON"),
        ("queries.jsonl", b"\n[1]\n", "line 2: not a JSON object"),
        ("queries.jsonl", b'{"text": "a"}\n', "line 1: no _id"),
        ("queries.jsonl", b'{"_id": true, "text": "a"}\n', "line 1: no _id"),
        ("queries.jsonl", b'{"_id": "1"}\n', "line 1: no text"),
        ("queries.jsonl", b'{"_id": "1", "text": "a"}\n{"_id": 1, "text": "b"}\n', "line 2: _id '1' is there twice"),
        ("queries.jsonl", b'{"_id": "1", "text": "\xff"}\n', "not UTF-8"),
        ("qrels.tsv", b"1\td1\t1\nmissing\td1\t1\n", "line 2: query 'missing'"),
        ("qrels.tsv", b"1 d1 1\n", "line 1: 1 columns"),
        ("qrels.tsv", b"1\td1\t1\n1\td1\tyes\n", "line 2: score 'yes'"),
        ("qrels.tsv", b"1\td1\t1\n1\td1\t2\n", "line 2: a second judgement"),
        ("qrels.tsv", b"1\t\t1\n", "line 1: the corpus-id is empty"),
        ("qrels.tsv", b"1\td1\t0\n", "no judgement is above 0"),
        ("corpus.jsonl", b'{"_id": "a", "text": ""}\n{"_id": "a", "text": ""}\n', "line 2: _id 'a' is there twice"),
        ("corpus.jsonl", b'{"_id": "a", "title": 4, "text": ""}\n', "line 1: no title"),
        ("corpus.jsonl", b'{"_id": "a", "title": "only"}\n', "line 1: no text"),
    ],
)
def test_says_which_line_is_wrong(folder, name, content, why):
    (folder / name).write_bytes(content)
    with pytest.raises(BadCollection) as raised:
        list(collections.read(folder).documents())
    path, said = raised.value.args
    assert path == folder / name
    assert said.startswith(why)


def test_says_what_is_missing(folder, tmp_path):
    (folder / "qrels.tsv").unlink()
    with pytest.raises(BadCollection, match=r"neither qrels\.tsv"):
        collections.read(folder)
    (folder / "queries.jsonl").unlink()
    with pytest.raises(BadCollection, match=r"queries\.jsonl"):
        collections.read(folder)
    with pytest.raises(FolderMissing):
        collections.read(tmp_path / "absent")
