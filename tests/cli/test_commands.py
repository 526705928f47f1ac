"""The command line contract: one JSON document on stdout, one sentence on stderr, exit 0, 1 or 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onyx_desktop import errors, paths
from onyx_desktop.cli import main, wording
from onyx_desktop.domain import Phase, Reason, Strength
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings

HIT = {
    "path", "page", "page_label", "start", "end", "title", "heading", "snippet", "words", "score", "cosine", "strength",
    "recognised", "more", "copies", "depth", "stages",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Documents"
    made.mkdir()
    (made / "lease.txt").write_text("The landlord shall keep the heating in working order.")
    (made / "soup.md").write_text("# Soup\n\nRoast the pumpkin and blend it.")
    (made / "film.mkv").write_bytes(b"\x1aE\xdf\xa3")
    return made


class Onyx:
    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def __call__(self, *arguments: str, expect: int = 0):
        """The JSON on stdout if it succeeds, else the sentence on stderr."""
        assert main(["--data-dir", str(self.home), "--json", *arguments]) == expect
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return json.loads(out) if expect == 0 else err.strip()

    def err(self) -> str:
        """What was said on stderr since."""
        return self._capsys.readouterr().err

    def text(self, *arguments: str) -> str:
        assert main(["--data-dir", str(self.home), *arguments]) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def onyx(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Onyx:
    return Onyx(tmp_path / "onyx", capsys)


def test_index_search_status_problems_forget_verify(onyx: Onyx, folder: Path) -> None:
    done = onyx("index", str(folder))
    assert {name: done[name] for name in ("files", "indexed", "unchanged", "skipped", "depth")} == {
        "files": 3, "indexed": 2, "unchanged": 0, "skipped": 1, "depth": "full"
    }  # fmt: skip
    assert done["chunks"] == 2

    answer = onyx("search", "who repairs", "the heating", "--limit", "1")
    assert answer["query"] == "who repairs the heating"
    assert answer["coverage"] == {"files": 3, "searched": 2}
    (hit,) = answer["hits"]
    assert set(hit) == HIT
    assert (Path(hit["path"]).name, hit["page"], hit["start"]) == ("lease.txt", None, 0)
    assert {"words", "meaning"} <= set(hit["stages"])

    assert onyx("status")["searchable"] == 2
    (problem,) = onyx("problems")
    assert (Path(problem["path"]).name, problem["reason"]) == ("film.mkv", "unsupported")
    assert onyx("verify")["findings"] == {}
    assert onyx("forget", str(folder / "soup.md")) == {"forgotten": 1}
    assert [Path(each["path"]).name for each in onyx("search", "pumpkin soup")["hits"]] == ["lease.txt"]
    assert onyx("forget", str(folder)) == {"forgotten": 2}
    assert onyx("search", "heating")["hits"] == []


def test_for_people_it_speaks_in_sentences(onyx: Onyx, folder: Path) -> None:
    assert "3 files: 2 indexed, 0 unchanged, 1 not readable" in onyx.text("index", str(folder))
    assert "Searched 2 of 3 files" in onyx.text("search", "heating")
    assert "a type that Onyx does not read" in onyx.text("problems")
    (folder / "again.txt").write_bytes((folder / "lease.txt").read_bytes())
    onyx("index")
    told = onyx.text("search", "who", "repairs", "the", "heating")
    assert f"    copy: {folder}" in told
    assert told.index("lease.txt") < told.index("--- below here: weak ---") < told.index("soup.md")
    assert "No close match. These are the nearest passages:" in onyx.text("search", "quantum chromodynamics")
    assert "All is well" in onyx.text("verify")
    assert str(folder) in onyx.text("status")


def test_damage_is_found_and_repaired_without_embedding(onyx: Onyx, folder: Path) -> None:
    onyx("index", str(folder))
    with Library.open(paths.home(onyx.home), Settings()) as library, library.store.database.transaction() as connection:
        connection.execute("INSERT INTO words(words) VALUES ('delete-all')")
    for file in (onyx.home / "chroma").rglob("*"):
        if file.is_file():
            file.write_bytes(b"")
    assert onyx("verify", expect=1) == ""  # the findings are on stdout
    repaired = onyx("verify", "--repair")
    assert set(repaired["findings"]) == {"words", "chroma"}
    assert (repaired["repaired"], repaired["to_embed"]) == (True, 0)
    assert onyx("verify")["findings"] == {}
    assert onyx("index")["embedded"] == 0


def test_a_flipped_bit_in_the_vectors_is_found_and_embedded_again(onyx: Onyx, folder: Path) -> None:
    onyx("index", str(folder))
    vectors = max((onyx.home / "matrix").rglob("vectors.f16"), key=lambda each: each.stat().st_size)  # not the static
    content = bytearray(vectors.read_bytes())
    content[5] ^= 0x20
    vectors.write_bytes(content)
    repaired = onyx("verify", "--repair")
    assert repaired["findings"]["vectors-damaged"] == 1
    assert repaired["to_embed"] == 1
    assert onyx("index")["embedded"] == 1
    assert onyx("verify")["findings"] == {}


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Three documents and a question that only meaning answers."""
    folder = tmp_path / "collection"
    folder.mkdir()
    texts = {"a": "Bees make honey.", "b": "The landlord repairs the heating.", "c": "Stars are far away."}
    (folder / "corpus.jsonl").write_text(
        "\n".join(json.dumps({"_id": k, "title": "", "text": v}) for k, v in texts.items())
    )
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "who mends a radiator"}))
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\tb\t1\n")
    return folder


CONTRACT = {
    "ndcg@10", "recall@2", "recall@10", "recall@100", "mrr@10", "map", "queries", "documents", "index_seconds",
    "query_ms_p50", "query_ms_p95",
}  # fmt: skip


def test_evaluate_measures_a_collection(onyx: Onyx, collection: Path) -> None:
    figures = onyx("evaluate", str(collection))
    assert set(figures) == CONTRACT | {"timings"}
    assert (figures["ndcg@10"], figures["queries"], figures["documents"]) == (1.0, 1, 3)
    assert {"encoding", "words", "meaning", "hits"} <= set(figures["timings"])


def test_evaluate_measures_every_stage(onyx: Onyx, collection: Path, tmp_path: Path) -> None:
    figures = onyx("evaluate", str(collection), "--stages", "--work", str(tmp_path / "kept"))
    stages = figures["stages"]
    assert set(stages) == {"auto", "words", "meaning", "late", "fused", "rrf"}, "nothing is chosen for the others"
    assert {name: each["ndcg@10"] for name, each in stages.items()} == {
        "auto": 1.0, "words": 0.0, "meaning": 1.0, "late": 1.0, "fused": 1.0, "rrf": 1.0,
    }  # fmt: skip
    assert 0 < stages["fused"]["p50"] == stages["rrf"]["p50"] < stages["auto"]["p50"]
    assert figures["timings"]["late"]["p50"] == stages["late"]["p50"] > 0
    fast = onyx("evaluate", str(collection), "--stages", "--quality", "fast", "--work", str(tmp_path / "fast"))
    assert set(fast["stages"]) == {"auto", "words", "meaning", "fused", "rrf"}
    ranked = onyx("evaluate", str(collection), "--fusion", "rrf", "--stages", "--work", str(tmp_path / "fast"))[
        "stages"
    ]
    assert ranked["fused"]["ndcg@10"] == ranked["rrf"]["ndcg@10"] == 1.0
    late = onyx("evaluate", str(collection), "--mode", "late", "--work", str(tmp_path / "kept"))
    assert set(late) == CONTRACT | {"timings"}
    assert late["ndcg@10"] == 1.0
    lines = onyx.text("evaluate", str(collection), "--stages").splitlines()
    assert [line.split()[0] for line in lines if line.endswith(tuple("0123456789")) and line[0] != " "][:6] == [
        "auto", "words", "meaning", "late", "fused", "rrf",
    ]  # fmt: skip


def test_a_stage_that_is_not_there_is_one_sentence(onyx: Onyx, collection: Path) -> None:
    for stage in ("sparse", "reranker"):
        assert f"the stage {stage} can't be measured" in onyx("evaluate", str(collection), "--mode", stage, expect=1)


def test_a_kept_evaluation_follows_its_collection(onyx: Onyx, collection: Path, tmp_path: Path) -> None:
    kept = ("evaluate", str(collection), "--work", str(tmp_path / "kept"))
    assert onyx(*kept)["documents"] == 3
    (keys,) = (tmp_path / "kept").rglob("matrix/*/keys.bin")
    before = keys.stat().st_size
    lines = (collection / "corpus.jsonl").read_text().splitlines()
    changed = {"_id": "b", "title": "", "text": "Somebody else repairs it."}
    (collection / "corpus.jsonl").write_text("\n".join([lines[0], json.dumps(changed)]))
    assert onyx(*kept)["documents"] == 2
    (collection / "corpus.jsonl").write_text("\n".join(lines))
    figures = onyx(*kept)
    assert (figures["documents"], figures["ndcg@10"]) == (3, 1.0)
    assert keys.stat().st_size == before * 4 // 3, "each text was embedded once"


def test_what_the_user_can_mend_is_one_sentence(onyx: Onyx, folder: Path, tmp_path: Path) -> None:
    assert (
        onyx("index", str(tmp_path / "nowhere"), expect=1) == f"onyx: there is no file or folder {tmp_path / 'nowhere'}"
    )
    assert "is not a judged collection" in onyx("evaluate", str(folder), expect=1)
    with Library.open(paths.home(onyx.home), Settings()):
        assert "another Onyx is writing" in onyx("index", str(folder), expect=1)
    (onyx.home / "settings.toml").write_text("threads = [")
    assert "settings file" in onyx("status", expect=1)


def test_a_damaged_catalog_is_one_sentence(onyx: Onyx, folder: Path) -> None:
    onyx("index", str(folder))
    (onyx.home / "catalog.sqlite").write_bytes(b"this is no database " * 500)
    assert "is damaged" in onyx("search", "heating", expect=1)


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["search"], ["search", "x", "--limit", "0"], ["index", "--depth", "x"]]
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_every_kind_has_its_words() -> None:
    kinds = {kind for kind in vars(errors).values() if isinstance(kind, type) and kind is not errors.OnyxError}
    assert set(wording.SENTENCES) == kinds
    assert set(wording.REASONS) == set(Reason)
    assert set(wording.STRENGTHS) == set(Strength)
    assert set(wording.PHASES) == set(Phase)
    for kind in kinds:
        assert "{" not in wording.sentence(kind("a", "b", "c"))


def test_results_are_exported_by_the_ending_of_a_name(onyx: Onyx, folder: Path, tmp_path: Path) -> None:
    onyx("index", str(folder))
    told = onyx("search", "heating", "--export", str(tmp_path / "found.json"))
    written = json.loads((tmp_path / "found.json").read_text())
    assert [hit["path"] for hit in written["hits"]] == [hit["path"] for hit in told["hits"]]
    assert written["query"] == "heating"
    assert "can't be written" in onyx("search", "heating", "--export", str(tmp_path / "found.pdf"), expect=1)
    onyx("similar", str(folder / "soup.md"), "--export", str(tmp_path / "found.md"))
    assert "Like: " in (tmp_path / "found.md").read_text()


def test_an_index_is_compacted(onyx: Onyx, folder: Path) -> None:
    onyx("index", str(folder))
    onyx("forget", str(folder))
    done = onyx("compact")
    assert 0 < done["after_bytes"] < done["before_bytes"]
    assert "before" in onyx.text("compact")
