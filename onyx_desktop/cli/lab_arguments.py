"""The words of `onyx lab`."""

from __future__ import annotations

import argparse
from pathlib import Path

_SET = "the set of questions; mine: the automatic one, made from the library if it is not there yet"


def add(lab: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Give the command its acts."""
    acts = lab.add_subparsers(dest="act", required=True, metavar="ACT")

    def act(name: str, text: str) -> argparse.ArgumentParser:
        return acts.add_parser(name, help=text, description=text, parents=[common])

    _questions(act("questions", "Sets of questions with known answers: make, import, list, show, delete."))
    measure = act("measure", "How good the search is on your own files: each way, with how sure that is.")
    trial = act("trial", "Which model, length and precision is best on your own files, and what each would cost.")
    _set(act("geometry", "What the model's vectors of your library look like, and what changing them would do."))
    drawn = act(
        "map", "What groups of passages the library has, named by their most telling words, and where they lie."
    )
    drawn.add_argument("--method", choices=("pca", "umap"), default="pca",
                       help="by the two main differences, or by neighbourhoods (umap; extra: lab)")  # fmt: skip
    _tune(act("tune", "Train a model on questions about your own files; it is kept only if it finds more."))
    fast = act("fast", "Make an instant model of a slow one, and measure both beside the one that comes with Onyx.")
    _set(fast)
    fast.add_argument("--model", metavar="ID", help="to make it of; none: the one that answers")
    fast.add_argument("--dims", type=_positive, default=256, metavar="N", dest="dimensions", help="numbers of a vector")
    fast.add_argument("--text", type=Path, metavar="FOLDER", help="of documents to learn from, too")
    fast.add_argument("--name", default="", help="of the new model")
    report = act("report", "All of it as one page with plots, to read or to print.")
    report.add_argument("--out", type=Path, default=Path("onyx-lab.html"), metavar="FILE")
    for each in (measure, trial, report):
        _set(each)
        each.add_argument("--model", action="append", default=[], metavar="ID", dest="models",
                          help="only this model; may be repeated")  # fmt: skip


def _questions(questions: argparse.ArgumentParser) -> None:
    what = questions.add_mutually_exclusive_group()
    what.add_argument("--make", action="store_true", help="make a set from the library's own text")
    what.add_argument("--import", type=Path, metavar="PATH", dest="path", help="a folder (BEIR) or a CSV file")
    what.add_argument("--by-model", metavar="ADDRESS", dest="server",
                      help="let a language model ask, e.g. http://127.0.0.1:8080/v1 (the API of OpenAI)")  # fmt: skip
    what.add_argument("--show", metavar="NAME", help="the questions of a set")
    what.add_argument("--remove", metavar="NAME", help="delete a set")
    questions.add_argument("--name", help="of the set that is made or imported")
    questions.add_argument("--model-name", default="", metavar="NAME", help="of the language model, at that address")
    questions.add_argument("--anywhere", action="store_true",
                           help="it may be another computer, which then gets texts of your documents")  # fmt: skip
    questions.add_argument("--questions", type=_positive, default=200, metavar="N", help="at most so many")
    questions.add_argument("--passages", type=_positive, default=1000, metavar="N", help="searched for the answers")


def _tune(tune: argparse.ArgumentParser) -> None:
    _set(tune)
    tune.add_argument("--model", metavar="ID", help="the parent; none: the one that answers")
    tune.add_argument("--published", type=Path, required=True, metavar="FOLDER",
                      help="the parent's folder as published, with its weights (model.safetensors)")  # fmt: skip
    tune.add_argument("--loss", choices=("pairs", "triplets", "margins"), default="pairs")
    tune.add_argument("--teacher", default="", metavar="ID", help="an installed reranker, for --loss margins")
    tune.add_argument("--hard", type=int, default=0, metavar="N", help="wrong passages for each question")
    tune.add_argument("--epochs", type=_positive, default=2, metavar="N")
    tune.add_argument("--rate", type=float, default=5e-5, help="of learning")
    tune.add_argument("--batch", type=_positive, default=16, metavar="N")
    tune.add_argument("--max-tokens", type=_positive, default=256, metavar="N", help="of a passage while training")
    tune.add_argument("--held-out", type=int, default=0, metavar="N", help="questions for the verdict; 0: a quarter")


def _set(act: argparse.ArgumentParser) -> None:
    act.add_argument("--set", default="mine", metavar="NAME", help=_SET)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
