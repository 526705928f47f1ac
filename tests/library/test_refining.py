"""Models beside the one that makes vectors: terms of a sparse model, a reranker in its time, and what goes wrong."""

from __future__ import annotations

import dataclasses
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from onyx_desktop import paths, settings
from onyx_desktop.cli import wording
from onyx_desktop.domain import Asked, Kind, ModelCard, Phase, Reading
from onyx_desktop.errors import ModelDamaged, ModelInUse, ModelMissing, ModelUnfit
from onyx_desktop.library import Library
from onyx_desktop.library.hits import Scored
from onyx_desktop.library.rerank import Rerank, reranked
from onyx_desktop.models.cards import write_card
from onyx_desktop.models.checksum import sha256
from onyx_desktop.models.convert import convert
from onyx_desktop.settings import Settings
from onyx_desktop.vectors.rerank import CrossEncoder
from onyx_desktop.vectors.sparse import SparseEncoder
from tests import tiny
from tests.library.conftest import run
from tests.ui import second_model

ROOT = Path(__file__).parents[2]
CHANCE = np.random.default_rng(8)
TEXTS = [" ".join(CHANCE.choice(tiny.WORDS[:16], CHANCE.integers(4, 20))) for _ in range(40)]
QUESTION = "the cat sat while rain fell"
BASE = Settings(model=second_model.SECOND, quality="fast")  # no token vectors: they are not what is tested


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, Path]:
    """Models as their makers would publish them, made into what an install leaves."""
    made = {}
    for kind, head in ((Kind.SPARSE, "sparse"), (Kind.RERANKER, "reranker")):
        source = tmp_path_factory.mktemp(head)
        tiny.publish(source, head=head)
        made[kind] = tmp_path_factory.mktemp(head + "-installed")
        files = convert(source, made[kind], "float32")
        card = ModelCard(
            head, head, f"local/{head}", "1", "MIT", 0, 64, kind=kind, files=files, languages="en",
            activation="log1p" if kind is Kind.SPARSE else "",
        )  # fmt: skip
        write_card(card, made[kind] / "card.toml")
    return made


@pytest.fixture
def home(tmp_path: Path, published: dict[Kind, Path]) -> paths.Home:
    made = paths.home(tmp_path / "onyx")
    second_model.install(made)
    shutil.copytree(published[Kind.SPARSE], made.models / "sparse")
    shutil.copytree(published[Kind.RERANKER], made.models / "reranker")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Documents"
    made.mkdir()
    for number, text in enumerate(TEXTS):
        (made / f"{number:02}.txt").write_text(text)
    return made


@pytest.fixture
def library(home: paths.Home, folder: Path) -> Iterator[Library]:
    with Library.open(home, dataclasses.replace(BASE, sparse="sparse")) as opened:
        run(opened.update([folder]))
        yield opened


def change(library: Library, **changes: object) -> None:
    library.apply(dataclasses.replace(library.settings, **changes))


def state(library: Library, model: str):
    (found,) = [each for each in library.models() if each.card.id == model]
    return found


def scored(library: Library, question: str = QUESTION) -> dict[str, float]:
    """File name → what its terms share with a question; files that share nothing are not there."""
    view = library.choice.answering.view
    view.refresh()
    scores = library.refiners.sparse.scores(question, view)
    names = {
        row[0]: Path(os.fsdecode(row[1])).name
        for row in library.store.database.rows("SELECT document_id, path FROM files")
    }
    found = zip(view.document_ids.tolist(), scores.tolist(), strict=True)
    return {names[document]: score for document, score in found if not np.isnan(score)}


def expected(home: paths.Home, texts: list[str], question: str = QUESTION) -> np.ndarray:
    """The same by the encoder alone."""
    card = ModelCard("sparse", "", "", "", "", 0, 64, kind=Kind.SPARSE, activation="log1p")
    encoder = SparseEncoder(home.models / "sparse", card, 1)

    def spread(terms: list) -> np.ndarray:
        whole = np.zeros((len(terms), encoder.vocabulary), np.float32)
        for row, (ids, weights) in zip(whole, terms, strict=True):
            row[ids] = weights
        return whole

    return spread(encoder.documents(texts)) @ spread([encoder.query(question)])[0]


def titled(library: Library) -> list[str]:
    """What a model is given for each document, by file name."""
    rows = library.store.database.rows(
        "SELECT title, body FROM passages JOIN chunks ON chunks.id = passages.id"
        " JOIN files ON files.document_id = chunks.document_id ORDER BY path"
    )
    return ["\n".join(row) for row in rows]


def test_an_update_makes_terms_and_a_question_is_scored_by_them(library: Library, home: paths.Home) -> None:
    found = scored(library)
    wanted = expected(home, titled(library))
    assert len(found) == len(TEXTS)
    ours = np.array([found[name] for name in sorted(found)])
    np.testing.assert_allclose(ours, wanted, rtol=0.02)
    assert state(library, "sparse").documents == len(TEXTS)
    assert state(library, "sparse").vectors_bytes > 0
    assert state(library, "sparse").refines
    assert library.status().sizes["terms"] >= state(library, "sparse").vectors_bytes
    assert not state(library, "reranker").refines


def test_the_shared_terms_add_up_to_the_score(library: Library) -> None:
    view = library.choice.answering.view
    view.refresh()
    sparse = library.refiners.sparse
    scores = sparse.scores(QUESTION, view)
    shared = sparse.shared(QUESTION, int(view.chunk_ids[3]))
    assert sum(each.worth for each in shared) == pytest.approx(float(scores[3]), rel=1e-5)
    assert [each.worth for each in shared] == sorted((each.worth for each in shared), reverse=True)
    assert {each.name for each in shared} <= {*tiny.WORDS, *tiny.MARKS, tiny.MASK}
    assert sparse.shared(QUESTION, 10_000) == []


def test_switched_off_and_on_again_nothing_is_read_twice(library: Library) -> None:
    before = scored(library)
    change(library, sparse="")
    assert library.refiners.sparse is None
    assert not state(library, "sparse").refines
    assert library.search(QUESTION).hits
    change(library, sparse="sparse")
    assert run(library.refiners.sparse.build(lambda: None)) == 0
    assert scored(library) == before


def test_changed_files_are_read_and_removed_ones_are_gone_at_once(library: Library, folder: Path) -> None:
    (folder / "00.txt").write_text("the cat sat on a mat")
    (folder / "01.txt").unlink()
    shutil.copy(folder / "02.txt", folder / "copy.txt")
    run(library.update())
    assert state(library, "sparse").documents == len(TEXTS) - 1
    found = scored(library)
    assert "01.txt" not in found
    assert len(library.store.database.rows("SELECT id FROM chunks")) == len(found) == len(TEXTS) - 1
    library.remove_folder(folder)
    assert scored(library) == {}


def test_terms_of_what_is_gone_are_deleted(library: Library, folder: Path) -> None:
    before = state(library, "sparse").vectors_bytes
    for number in range(30):
        (folder / f"{number:02}.txt").unlink()
    run(library.update())  # forgets them
    run(library.update())
    assert state(library, "sparse").vectors_bytes < 0.6 * before
    assert len(scored(library)) == 10


def test_a_stopped_job_goes_on_where_it_was(home: paths.Home, folder: Path) -> None:
    with Library.open(home, BASE) as library:
        run(library.update([folder]))
        change(library, sparse="sparse")
        job = library.refiners.sparse.build(lambda: None)
        step = next(job)
        assert (step.phase, step.done, step.total) == (Phase.EMBEDDING, 16, 40)
        assert scored(library) == {}  # too few to compare
        job.close()
    with Library.open(home, dataclasses.replace(BASE, sparse="sparse")) as library:
        assert run(library.refiners.sparse.build(lambda: None)) == 24
        assert len(scored(library)) == 40


def test_kill_at_any_moment(home: paths.Home, folder: Path, tmp_path: Path) -> None:
    for number in range(600):
        (folder / f"more-{number}.txt").write_text(f"{TEXTS[number % 40]} {TEXTS[number * 7 % 40]} {number}")
    with Library.open(home, BASE) as library:
        run(library.update([folder]))
    settings.save(dataclasses.replace(BASE, sparse="sparse"), home.settings_file)
    command = [sys.executable, "-m", "onyx_desktop.cli", "--data-dir", str(tmp_path / "onyx"), "index"]
    terms = home.data / "terms"
    for files in (1, 3, 2, 5, 8, 4):
        nowhere = subprocess.DEVNULL
        running = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, start_new_session=True, cwd=ROOT)
        before = time.monotonic()
        names = {path.name for path in terms.rglob("*.terms")}
        while running.poll() is None and len({path.name for path in terms.rglob("*")} - names) < files:
            assert time.monotonic() - before < 60
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
    with Library.open(home, dataclasses.replace(BASE, sparse="sparse")) as library:
        encoded = run(library.refiners.sparse.build(lambda: None))
        assert encoded < 640
        found = scored(library)
        assert len(found) == 640
        wanted = expected(home, titled(library))
    np.testing.assert_allclose([found[name] for name in sorted(found)], wanted, rtol=0.02)


def test_damaged_terms_are_made_again(library: Library, home: paths.Home) -> None:
    before = scored(library)
    library.close()
    first, *_ = sorted((home.data / "terms").rglob("*.terms"))
    content = bytearray(first.read_bytes())
    content[len(content) // 2] ^= 255
    first.write_bytes(content)
    with Library.open(home, dataclasses.replace(BASE, sparse="sparse")) as again:
        assert scored(again) == {}
        run(again.update())
        assert scored(again) == pytest.approx(before, rel=0.02)


def test_a_model_in_use_stays(library: Library) -> None:
    change(library, reranker="reranker")
    for model in ("sparse", "reranker"):
        with pytest.raises(ModelInUse):
            library.remove_model(model)
    with pytest.raises(ModelInUse):
        library.drop_vectors("sparse")
    change(library, sparse="", reranker="")
    assert library.drop_vectors("sparse") > 0
    assert (state(library, "sparse").documents, state(library, "sparse").vectors_bytes) == (0, 0)
    library.remove_model("sparse")
    library.remove_model("reranker")
    with pytest.raises(ModelMissing):
        change(library, sparse="sparse")
    assert library.settings.sparse == ""


def test_only_a_model_of_its_kind(library: Library) -> None:
    for wrong in ({"sparse": "reranker"}, {"reranker": second_model.SECOND}, {"late_model": "sparse"}):
        with pytest.raises(ModelUnfit):
            change(library, **wrong)
    with pytest.raises(ModelMissing):
        change(library, reranker="nobody")
    assert library.refiners.rerank is None
    assert len(scored(library)) == len(TEXTS)


def test_a_model_that_is_gone_is_left_out(library: Library, home: paths.Home, folder: Path) -> None:
    library.close()
    shutil.move(home.models / "sparse", home.models / ".away")
    with Library.open(home, dataclasses.replace(BASE, sparse="sparse")) as again:
        assert again.refiners.sparse is None
        assert isinstance(again.refiners.failures[Kind.SPARSE], ModelMissing)
        assert again.search(QUESTION).hits
        (folder / "new.txt").write_text("nobody minded much")
        assert run(again.update()).indexed == 1
        change(again, speed="fast")  # other settings still take effect
        shutil.move(home.models / ".away", home.models / "sparse")
        assert again.refiners.sparse is not None
        assert again.refiners.failures == {}


def test_a_model_that_does_not_load_is_left_out(library: Library, home: paths.Home) -> None:
    change(library, sparse="")
    model = home.models / "sparse" / "model.onnx"
    whole = model.read_bytes()
    model.write_bytes(b"no model")
    with pytest.raises(ModelDamaged):  # not what was installed
        change(library, sparse="sparse")
    card = dataclasses.replace(state(library, "sparse").card)
    right = dict(card.files)
    write_card(
        dataclasses.replace(card, files=right | {"model.onnx": sha256(model)}), home.models / "sparse" / "card.toml"
    )
    change(library, sparse="sparse")
    assert library.refiners.sparse is None
    said = wording.sentence(library.refiners.failures[Kind.SPARSE])
    assert said.startswith("the model sparse does not load: model.onnx is damaged (")
    assert library.search(QUESTION).hits
    assert run(library.update()).embedded == 0
    model.write_bytes(whole)
    write_card(card, home.models / "sparse" / "card.toml")  # installed anew
    assert library.refiners.sparse is not None
    assert len(scored(library)) == len(TEXTS)


# The reranker.


@pytest.fixture
def judge(published: dict[Kind, Path]) -> Rerank:
    card = ModelCard("reranker", "", "", "", "", 0, 64, kind=Kind.RERANKER)
    return Rerank(card, CrossEncoder(published[Kind.RERANKER], card, 2), 2)


def test_every_passage_is_read_when_there_is_time(judge: Rerank, published: dict[Kind, Path]) -> None:
    judged = run(judge.judge(QUESTION, TEXTS, 60))
    card = ModelCard("reranker", "", "", "", "", 0, 64, kind=Kind.RERANKER)
    np.testing.assert_allclose(judged.scores, CrossEncoder(published[Kind.RERANKER], card, 1).scores(QUESTION, TEXTS))
    assert not judged.skipped
    assert 0 < judged.seconds < 60
    assert run(judge.judge(QUESTION, [], 1)).scores.shape == (0,)
    judge.rest()


def test_what_there_is_no_time_for_is_left_and_too_little_time_is_not_begun(judge: Rerank) -> None:
    many = [text * 3 for text in TEXTS * 25]
    whole_s = run(judge.judge(QUESTION, many, 600)).seconds
    part = run(judge.judge(QUESTION, many, whole_s / 4))
    reached = ~np.isnan(part.scores)
    assert 1 <= reached.sum() < len(many)
    assert reached[: reached.sum()].all()  # the first ones
    nothing = run(judge.judge(QUESTION, many, 1e-6))
    assert (nothing.skipped, np.isnan(nothing.scores).all()) == (True, True)
    assert nothing.needed_s > 0


def test_a_model_whose_speed_nobody_knows_is_tried(judge: Rerank) -> None:
    first = run(judge.judge(QUESTION, TEXTS, 1e-6))
    assert first.skipped
    assert first.needed_s > 0
    assert not run(judge.judge(QUESTION, TEXTS, 60)).skipped


def test_a_judgement_may_be_stopped(judge: Rerank) -> None:
    job = judge.judge(QUESTION, TEXTS, 60)
    assert next(job).done == 4
    job.close()


def test_what_was_read_goes_above_the_rest() -> None:
    fused = np.array([0.9, 0.8, 0.7, 0.6], np.float32)
    before = Scored(np.arange(4), fused, {"words": fused}, {"words": fused})
    nan = np.nan
    after = reranked(before, np.array([-8, 9, 4, nan], np.float32))
    assert np.argsort(-after.fused).tolist() == [1, 0, 2, 3]
    np.testing.assert_allclose(sum(after.shares.values()), after.fused, rtol=1e-6)
    assert after.stages["words"] is fused
    # Half is the order before: the first stays first when another is judged but a little better.
    close = reranked(before, np.array([5.0, 3.0, 5.2, nan], np.float32))
    assert np.argsort(-close.fused).tolist() == [0, 2, 1, 3]
    np.testing.assert_array_equal(reranked(before, np.full(4, nan, np.float32)).fused, fused)


def test_a_search_asks_the_chosen_models(library: Library) -> None:
    before = library.search(QUESTION, limit=10).hits
    assert all("sparse" in hit.stages for hit in before[:5])
    assert all("reranker" not in hit.stages for hit in before)
    change(library, reranker="reranker")
    assert all("reranker" not in hit.stages for hit in library.search(QUESTION, limit=10).hits), "not at this quality"
    change(library, **library.choosing("reranker"))
    assert library.settings.quality == "best"
    after = library.search(QUESTION, limit=10)
    judged = [hit.stages["reranker"].score for hit in after.hits if "reranker" in hit.stages]
    assert len(judged) >= 5
    assert {hit.chunk_id for hit in after.hits} & {hit.chunk_id for hit in before}
    assert "reranker" in after.timings
    assert after.reading is Reading.DONE
    first = library.first(QUESTION, limit=10)
    assert first.reading is Reading.COMING
    assert [hit.chunk_id for hit in first.hits] == [hit.chunk_id for hit in before]
    assert library.first("mode:words cat", limit=10).reading is Reading.NONE
    again = library.better(QUESTION, limit=10)
    with pytest.raises(StopIteration) as known:
        next(again)
    assert known.value.value.hits == after.hits, "what was read for this question is remembered"
    job = library.better("the dog ran while snow fell", limit=10)
    assert next(job).total == 20
    job.close()
    change(library, sparse="", reranker="")
    assert all(not {"sparse", "reranker"} & set(hit.stages) for hit in library.search(QUESTION, limit=10).hits)


def test_a_reranker_that_is_too_slow_is_left_out_and_said_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = library.search(QUESTION, limit=10).hits
    change(library, **library.choosing("reranker"))
    library.search("the dog ran while snow fell", limit=10)  # from here on it is known how fast it is
    monkeypatch.setattr("onyx_desktop.library.judging.RERANK_S", 1e-6)
    answer = library.search(QUESTION, limit=10)
    assert answer.reading is Reading.SKIPPED
    assert answer.reading_s > 0
    assert [hit.chunk_id for hit in answer.hits] == [hit.chunk_id for hit in before]


def test_an_explanation_tells_what_each_of_them_said(library: Library) -> None:
    change(library, **library.choosing("reranker"))
    answer = library.search(QUESTION, limit=10)
    told = library.explain(Asked(QUESTION, answer.hits[0].path, limit=10))
    stages = told.accounts[0].stages
    assert (stages["reranker"].rank, stages["reranker"].score) == (1, answer.hits[0].stages["reranker"].score)
    assert stages["sparse"].score == answer.hits[0].stages["sparse"].score
    last = answer.hits[-1].path
    barred = library.explain(Asked(f"{QUESTION} -name:{last.name}", last, limit=10))
    assert barred.accounts[0].stages["sparse"].of == len(TEXTS), "filters take nothing from the comparison"


def test_filters_hold_for_terms_too(library: Library) -> None:
    names = {hit.path.name for hit in library.search(f"{QUESTION} name:0*", limit=50).hits}
    assert names
    assert all(name.startswith("0") for name in names)
