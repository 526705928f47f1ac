"""The judged collections are whole: no judgement of a document or a query that is not there."""

import json
from pathlib import Path

import pytest

from tests.data.draw_scifact import draw

HERE = Path(__file__).resolve().parent
SIZES = {"limit-small": (46, 1000, 2000), "xquad-en": (120, 612, 612), "scifact-600": (600, 150, 175)}


def ids(path: Path) -> list[str]:
    return [json.loads(line)["_id"] for line in path.read_text(encoding="utf-8").splitlines()]


def judgements(path: Path) -> list[list[str]]:
    header, *rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    assert header == ["query-id", "corpus-id", "score"]
    return rows


def test_every_collection_is_described() -> None:
    assert {path.parent.name for path in HERE.glob("*/corpus.jsonl")} == set(SIZES)
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` | {n:,} | {q:,} | {j:,} |" in readme for name, (n, q, j) in SIZES.items())


@pytest.mark.parametrize("name", SIZES)
def test_a_collection_is_whole(name: str) -> None:
    documents, queries = ids(HERE / name / "corpus.jsonl"), ids(HERE / name / "queries.jsonl")
    rows = judgements(HERE / name / "qrels.tsv")
    assert (len(documents), len(queries), len(rows)) == SIZES[name]
    assert len(set(documents)) == len(documents)
    assert {row[0] for row in rows} == set(queries)
    assert {row[1] for row in rows} <= set(documents)
    assert {row[2] for row in rows} == {"1"}
    assert "<https://" in (HERE / name / "LICENCE.md").read_text(encoding="utf-8")


def test_the_shelf_is_small() -> None:
    collections = [path for name in SIZES for path in (HERE / name).iterdir()]
    assert sum(path.stat().st_size for path in collections) < 1_500_000


def test_drawing_keeps_every_relevant_document(tmp_path: Path) -> None:
    whole, part = tmp_path / "whole", tmp_path / "part"
    whole.mkdir()
    documents = [json.dumps({"_id": str(n), "title": "", "text": f"text {n}"}) for n in range(1000)]
    queries = [json.dumps({"_id": f"q{n}", "text": f"claim {n}"}) for n in range(300)]
    (whole / "corpus.jsonl").write_text("\n".join(documents) + "\n")
    (whole / "queries.jsonl").write_text("\n".join(queries) + "\n")
    rows = [f"q{n}\t{n * 3}\t1" for n in range(300)]
    (whole / "qrels.tsv").write_text("\n".join(["query-id\tcorpus-id\tscore", *rows]) + "\n")
    draw(whole, part)
    kept, asked = ids(part / "corpus.jsonl"), ids(part / "queries.jsonl")
    assert (len(kept), len(asked)) == (600, 150)
    assert sorted(judgements(part / "qrels.tsv")) == sorted([q, str(int(q[1:]) * 3), "1"] for q in asked)
    assert {str(int(q[1:]) * 3) for q in asked} <= set(kept)
