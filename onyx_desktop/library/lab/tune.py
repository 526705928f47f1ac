"""A set of questions and a model's published folder → a model that finds more on this library, or nothing.

Questions are split by the hash of their text: a tenth to judge each epoch by, a quarter held out, the rest to train
with. Training runs in a process of its own (`models.finetune`, the `lab` extra), with progress from its output; stopped
at any moment, it goes on the next time where it was. The result is converted as any import, and both it and its parent
are asked the held-out questions, which neither was trained with: the model is put on the shelf only where it finds more
of them by a difference that is larger than chance. Refuses a set with too few questions (`TooFewQuestions`).
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

from onyx_desktop.domain import Kind, Phase, Step
from onyx_desktop.errors import LabMissing, ModelUnfit, TooFewQuestions, TuningFailed
from onyx_desktop.library.lab import mine, trial
from onyx_desktop.library.lab.advice import versus
from onyx_desktop.library.lab.sets import Sets
from onyx_desktop.library.lab.trial import ALONE, Plan
from onyx_desktop.library.passages import embedded_text
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors import sample

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from onyx_desktop.domain import ModelCard
    from onyx_desktop.library.lab.sets import Asked, QuestionSet
    from onyx_desktop.library.lab.trial import Outcome
    from onyx_desktop.measure.compare import Comparison
    from onyx_desktop.settings import Settings

LEAST = 20
"""Questions below which nothing can be learned and judged."""

_HELD_OUT, _DEV = 0.26, 0.1
_DEV_ALIKE, _DEV_PASSAGES = 10, 300
"""Passages that each epoch is judged over beside the answers: near ones for each question, and any; with the latter
alone every model finds nearly every answer, and chance would tell when to stop."""

_BEAT_S = 0.1
_KEEPING = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(1 << 40)}
"""glibc shall keep the memory of a step for the next; to fetch it anew from the system took half of the time here."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to tune. model: its parent's id; published: the folder it came from, with its weights.

    loss: of `models.finetune`. teacher: the id of an installed reranker, for margins. hard: wrong passages a question,
    found by words and by the parent. held_out: questions kept for the verdict; 0: a quarter. rate and batch: measured
    on scifact-train, where 2e-5 with 32 gained half as much in as many epochs.
    """

    model: str
    published: Path
    loss: str = "pairs"
    epochs: int = 2
    rate: float = 5e-5
    batch: int = 16
    max_tokens: int = 256
    teacher: str = ""
    hard: int = 0
    held_out: int = 0


@dataclass(frozen=True, slots=True)
class Tuned:
    """What came of it. card: of the model on the shelf; None where it was not better. memory_mb: at most."""

    parent: Outcome
    child: Outcome
    against: Comparison
    card: ModelCard | None
    seconds: float
    memory_mb: int
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Questions to train with, to judge each epoch by, and held out."""

    train: tuple[Asked, ...]
    dev: tuple[Asked, ...]
    held: tuple[Asked, ...]


def split(questions: Sequence[Asked], held_out: int = 0) -> Split:
    """By the hash of each question's text, so the same set is always split alike. Raises `TooFewQuestions`."""
    if len(questions) < LEAST:
        raise TooFewQuestions(len(questions), LEAST)
    order = sorted(questions, key=lambda each: hashlib.blake2b(each.text.encode()).digest())
    held = min(held_out or round(_HELD_OUT * len(order)), len(order) - LEAST // 2)
    dev = max(2, round(_DEV * (len(order) - held)))
    return Split(tuple(order[held + dev :]), tuple(order[held : held + dev]), tuple(order[:held]))


def tune(of: QuestionSet, wish: Wish, settings: Settings, places: tuple[Path, Path]) -> Generator[Step, None, Tuned]:
    """Train, convert, compare, and keep what is better; a job. places: the data folder and that of the models.

    Raises `LabMissing`, `TooFewQuestions`, `TuningFailed`, `ModelMissing`, `ModelUnfit`.
    """
    for library in ("torch", "sentence_transformers"):
        if importlib.util.find_spec(library) is None:
            raise LabMissing(library)
    data, models = places
    card, _ = Shelf(models).find(wish.model)
    if card.kind is not Kind.DENSE:
        raise ModelUnfit(wish.model, "only a transformer that makes one vector of a text can be tuned")
    parts = split(of.questions, wish.held_out)
    folder = data / "lab" / "tuning" / f"{wish.model}-{of.name}"
    began = time.monotonic()
    yield from _prepare(folder, of, parts, (wish, card, settings, models))
    memory_mb, scores = yield from _train(folder, wish)
    held = Sets(folder).write("held-out", parts.held, of.collection.documents(), {})
    named = folder / f"{wish.model}-tuned"
    shutil.rmtree(named, ignore_errors=True)
    (folder / "model").rename(named)
    shelf = Shelf(folder / "models")
    for old in shelf.list():
        if not old.embedded:
            shelf.remove(old.id)
    made = yield from shelf.import_model(named, sample.rows)
    parent = yield from _ask(held, wish.model, settings, models)
    child = yield from _ask(held, made.id, settings, folder / "models")
    against = versus(child, parent)
    kept = None
    if against.verdict > 0:
        kept = yield from Shelf(models).import_model(named, sample.rows)
    shutil.rmtree(folder, ignore_errors=True)
    return Tuned(parent, child, against, kept, time.monotonic() - began, memory_mb, scores)


def _ask(held: QuestionSet, model: str, settings: Settings, models: Path) -> Generator[Step, None, Outcome]:
    """A model on the held-out questions, by its vectors alone."""
    alone = dataclasses.replace(settings, quality="fast", sparse="", reranker="", late_model="")
    tried = yield from trial.run(held, Plan((model,), looks=False, ways=(ALONE,)), alone, models)
    return tried.outcomes[0]


def _prepare(
    folder: Path, of: QuestionSet, parts: Split, given: tuple[Wish, ModelCard, Settings, Path]
) -> Generator[Step, None, None]:
    """Write the job's files; one that was begun with the same wish is gone on with."""
    wish, card, settings, models = given
    job = {
        "base": str(wish.published), "loss": wish.loss, "epochs": wish.epochs, "rate": wish.rate, "batch": wish.batch,
        "max_tokens": min(wish.max_tokens, card.max_tokens), "query_prefix": card.query_prefix,
        "document_prefix": card.document_prefix, "threads": settings.threads,
    }  # fmt: skip
    about = json.dumps(
        job | {"teacher": wish.teacher, "hard": wish.hard, "questions": [each.id for each in parts.held]}
    )
    with contextlib.suppress(OSError):
        if (folder / "about.json").read_text(encoding="utf-8") == about:
            return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    texts = {each.id: embedded_text(each.title, "", each.text) for each in of.collection.documents()}
    wrong = yield from mine.wrong(of, parts.train, (wish, settings, models), texts)
    with (folder / "train.jsonl").open("w", encoding="utf-8") as stream:
        for each in parts.train:
            if wish.loss == "pairs" or each.id in wrong:
                lines = _examples(each, texts, wrong)
                stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    needed = {key for each in parts.dev for key in each.answers}
    alike = yield from mine.near(of, parts.dev, settings, models, _DEV_ALIKE)
    others = sorted(set(texts) - needed - set(alike))
    random.Random(8).shuffle(others)
    known = [key for key in dict.fromkeys([*sorted(needed), *alike, *others[:_DEV_PASSAGES]]) if key in texts]
    dev = {
        "passages": {key: texts[key] for key in known},
        "questions": [{"query": each.text, "answers": _right(each)} for each in parts.dev],
    }
    (folder / "dev.json").write_text(json.dumps(dev, ensure_ascii=False), encoding="utf-8")
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    (folder / "about.json").write_text(about, encoding="utf-8")


def _examples(asked: Asked, texts: dict[str, str], wrong: mine.Wrong) -> list[dict[str, Any]]:
    found = []
    for key in _right(asked):
        if key in texts:
            others = wrong.get(asked.id, ())
            margin = others[0].margin if others else 0.0
            found.append({"query": asked.text, "answer": texts[key], "margin": margin,
                          "wrong": [texts[each.key] for each in others]})  # fmt: skip
    return found


def _right(asked: Asked) -> list[str]:
    return [key for key, score in asked.answers.items() if score > 0]


def _train(folder: Path, wish: Wish) -> Generator[Step, None, tuple[int, tuple[float, ...]]]:
    """Run the training process to its end; the memory it took and how it was judged."""
    command = [sys.executable, "-m", "onyx_desktop.models.finetune", str(folder)]
    offline = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "TOKENIZERS_PARALLELISM": "false"}
    offline |= _KEEPING
    process = subprocess.Popen(  # it ends when its stdin does: when this process is gone
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=offline
    )
    said: Queue[dict[str, Any]] = Queue()
    errors: list[str] = []
    ears = [
        threading.Thread(target=_hear, args=(process, said)),
        threading.Thread(target=_collect, args=(process, errors)),
    ]
    for each in ears:
        each.start()
    memory, scores, step = 0, list[float](), Step(Phase.CONVERTING)
    try:
        while ears[0].is_alive() or not said.empty():
            try:
                told = said.get(timeout=_BEAT_S)
            except Empty:
                yield step
                continue
            memory = max(memory, int(told["memory_mb"]))
            step = Step(Phase.TRAINING, int(told["done"]), int(told["total"]))
            if told["what"] == "judged":
                scores.append(float(told["score"]))
            yield step
        process.wait()
    finally:
        process.kill()
        for each in ears:  # they hear the end of the pipes
            each.join()
        with process:
            pass
    if process.returncode:
        raise TuningFailed(wish.model, errors[-1] if errors else "the process ended, for want of memory?")
    return memory, tuple(scores)


def _hear(process: subprocess.Popen[str], said: Queue[dict[str, Any]]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        with contextlib.suppress(ValueError):
            said.put(json.loads(line))


def _collect(process: subprocess.Popen[str], errors: list[str]) -> None:
    assert process.stderr is not None
    errors += [line.strip() for line in process.stderr if line.strip()]
