"""Pairs of questions and passages → a dense model that tells them better from others. Needs the `lab` extra.

    python -m onyx_desktop.models.finetune JOB

JOB is a folder: job.json (the fields of `Job`), train.jsonl and dev.json in, model/ out. Each line of stdout is one
JSON object of progress; what went wrong is the last line of stderr. Losses and model classes are those of
sentence-transformers: MultipleNegativesRankingLoss (every other passage of a batch is a wrong one), TripletLoss (one
wrong passage each, by cosine) and MarginMSELoss (the distances that a cross-encoder sees). Practice as in its
documentation: AdamW, 2e-5, a tenth of the steps to warm up, then linearly down, gradients cut at length 1. The model is
asked the questions of dev.json before and after every epoch; the best one so far is kept, and a fall ends the
training. A folder that was begun and stopped is gone on with, from the last step that was saved.
"""

from __future__ import annotations

import json
import math
import os
import random
import sys
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onyx_desktop import network
from onyx_desktop.orphans import end_with_input

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Tensor = Any  # torch is not there where this is checked
    Model = Any

PAIRS, TRIPLETS, MARGINS = "pairs", "triplets", "margins"
LOSSES = (PAIRS, TRIPLETS, MARGINS)
_MARGIN = 0.2  # of the cosine, for triplets
_SAVED_EVERY_S = 60.0
_DEPTH = 10
_NICENESS = 10


@dataclass(frozen=True, slots=True)
class Job:
    """What to do. base: a folder as published. A passage is cut to max_tokens; texts get the model's prefixes."""

    base: str
    loss: str = PAIRS
    epochs: int = 2
    rate: float = 2e-5
    batch: int = 32
    max_tokens: int = 256
    query_prefix: str = ""
    document_prefix: str = ""
    threads: int = 2
    seed: int = 8


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage that answers, some that do not, and for margins how much better the first one is."""

    query: str
    answer: str
    wrong: tuple[str, ...] = ()
    margin: float = 0.0


def main() -> int:
    """Train as the job says; 0 when it worked."""
    folder = Path(sys.argv[1])
    network.guard()
    end_with_input()
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Training(folder).run()
    except ImportError as error:
        print(f"{error.name} is missing: pip install 'onyx-desktop[lab]'", file=sys.stderr)
        return 3
    except Exception as error:  # torch and its libraries raise whatever they like
        print(" ".join(str(error).split()) or type(error).__name__, file=sys.stderr)
        return 1
    return 0


class Training:
    """One job, from its beginning or from where it was stopped."""

    def __init__(self, folder: Path) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        self._folder = folder
        self._job = Job(**json.loads((folder / "job.json").read_text(encoding="utf-8")))
        self._torch = torch
        torch.set_num_threads(self._job.threads)
        torch.manual_seed(self._job.seed)
        self._model: Model = SentenceTransformer(self._job.base, device="cpu", local_files_only=True)
        self._most_tokens = self._model.max_seq_length  # of the model; what it is trained with may be shorter
        self._model.max_seq_length = self._job.max_tokens
        self._examples = [
            Example(each["query"], each["answer"], tuple(each.get("wrong", ())), each.get("margin", 0.0))
            for each in _lines(folder / "train.jsonl")
        ]
        self._dev = json.loads((folder / "dev.json").read_text(encoding="utf-8"))
        self._loss = self._chosen_loss()
        steps = math.ceil(len(self._examples) / self._job.batch)
        self._steps = max(1, steps * self._job.epochs)
        self._each = steps
        self._optimiser = torch.optim.AdamW(self._model.parameters(), lr=self._job.rate, weight_decay=0.01)
        self._scheduler = torch.optim.lr_scheduler.LambdaLR(self._optimiser, self._share_of_rate)
        self._done, self._best, self._scores = 0, -1.0, list[float]()

    def run(self) -> None:
        """Train to the end; the best model is in model/."""
        self._restore()
        if not self._scores:
            self._judge()
        saved = time.monotonic()
        for batch in self._batches():
            self._step(batch)
            self._done += 1
            self._tell("step")
            if self._done % self._each == 0 and self._judge():
                break
            if time.monotonic() - saved > _SAVED_EVERY_S:
                self._save()
                saved = time.monotonic()
        (self._folder / "state.pt").unlink(missing_ok=True)
        self._tell("done")

    def _step(self, batch: Sequence[Example]) -> None:
        self._model.train()
        columns = [
            [self._job.query_prefix + each.query for each in batch],
            [self._job.document_prefix + each.answer for each in batch],
        ]
        wrong = min((len(each.wrong) for each in batch), default=0)
        columns += [[self._job.document_prefix + each.wrong[place] for each in batch] for place in range(wrong)]
        features = [self._model.preprocess(column) for column in columns]
        margins = self._torch.tensor([each.margin for each in batch], dtype=self._torch.float32)
        loss = self._loss(features, margins)
        loss.backward()
        self._torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimiser.step()
        self._scheduler.step()
        self._optimiser.zero_grad(set_to_none=True)

    def _chosen_loss(self) -> Any:  # noqa: ANN401 - a module of torch
        from sentence_transformers import losses

        if self._job.loss == TRIPLETS:
            cosine = losses.TripletDistanceMetric.COSINE
            return losses.TripletLoss(self._model, distance_metric=cosine, triplet_margin=_MARGIN)
        if self._job.loss == MARGINS:
            return losses.MarginMSELoss(self._model)
        return losses.MultipleNegativesRankingLoss(self._model)

    def _batches(self) -> Iterator[list[Example]]:
        """What is still to be done; no question twice in a batch, where its answer would count as wrong."""
        for epoch in range(self._job.epochs):
            order = list(self._examples)
            random.Random(self._job.seed + epoch).shuffle(order)
            for number, batch in enumerate(_apart(order, self._job.batch, self._each)):
                if epoch * self._each + number >= self._done:
                    yield batch

    def _judge(self) -> bool:
        """Ask the questions that are not trained with; keep the model if it is the best. True: it has fallen."""
        self._model.eval()
        score = self._ndcg()
        fell = bool(self._scores) and score < self._best
        self._scores.append(score)
        if score > self._best:
            self._best = score
            self._model.max_seq_length = self._most_tokens
            self._model.save(str(self._folder / "model"), create_model_card=False)
            self._model.max_seq_length = self._job.max_tokens
        self._tell("judged", score=round(score, 4), best=round(self._best, 4))
        self._save()
        return fell

    def _ndcg(self) -> float:
        """nDCG@10 of the questions of dev.json over its passages, with one judgement for all answers."""
        keys = list(self._dev["passages"])
        texts = [self._job.document_prefix + self._dev["passages"][key] for key in keys]
        asked = [self._job.query_prefix + each["query"] for each in self._dev["questions"]]
        if not asked:
            return float(len(self._scores))  # nothing to judge by: later is better
        passages, queries = (
            self._model.encode(each, normalize_embeddings=True, batch_size=32, show_progress_bar=False)
            for each in (texts, asked)
        )
        total = 0.0
        for row, each in zip(queries @ passages.T, self._dev["questions"], strict=True):
            right = set(each["answers"])
            order = (-row).argsort(kind="stable")[:_DEPTH]
            gain = sum(1 / math.log2(rank + 2) for rank, place in enumerate(order) if keys[place] in right)
            total += gain / sum(1 / math.log2(rank + 2) for rank in range(min(_DEPTH, len(right))))
        return total / len(asked)

    def _share_of_rate(self, step: int) -> float:
        warm = max(1, self._steps // 10)
        return min((step + 1) / warm, max(0.0, (self._steps - step) / max(1, self._steps - warm)))

    def _save(self) -> None:
        """Write down where it is, so that another process can go on."""
        state = {
            "model": self._model.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "scheduler": self._scheduler.state_dict(),
            "done": self._done, "best": self._best, "scores": self._scores,
        }  # fmt: skip
        draft = self._folder / "state.draft"
        self._torch.save(state, draft)
        draft.replace(self._folder / "state.pt")

    def _restore(self) -> None:
        place = self._folder / "state.pt"
        if not place.is_file():
            return
        state = self._torch.load(place, weights_only=True)
        self._model.load_state_dict(state["model"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._scheduler.load_state_dict(state["scheduler"])
        self._done, self._best, self._scores = state["done"], state["best"], state["scores"]
        self._tell("resumed")

    def _tell(self, what: str, **more: float) -> None:
        told = {"what": what, "done": self._done, "total": self._steps, "memory_mb": _memory_mb(), **more}
        print(json.dumps(told), flush=True)


def _apart(order: list[Example], size: int, batches: int) -> Iterator[list[Example]]:
    """Exactly `batches` batches in which no question or answer stands twice, as far as that can be arranged."""
    waiting = list(order)
    for _ in range(batches):
        batch: list[Example] = []
        seen: set[str] = set()
        later: list[Example] = []
        for each in waiting:
            if len(batch) < size and each.query not in seen and each.answer not in seen:
                batch.append(each)
                seen |= {each.query, each.answer}
            else:
                later.append(each)
        yield batch or waiting[:size]
        waiting = later or order


def _memory_mb() -> int:
    """The most that this process has held; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most >> 20 if sys.platform == "darwin" else most >> 10


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    raise SystemExit(main())
