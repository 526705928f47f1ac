"""Judged collections → the weights in ranking.toml, and how well weights do on a collection they were not learned on.

    python resources/models/learn_ranking.py CORPORA --work FOLDER [--questions 200] [--only NAME …]

CORPORA: as for tests/bench/strength.py. Each collection is indexed in a library of its own under --work (those of
`onyx evaluate --work` serve), and what the stages say of the candidates of each question is kept there; delete the
files `*.evidence` when the stages have changed. Then six figures are tried in all combinations of a coarse grid,
through the very arithmetic of the search (ranking/weigh.py): the words' weight for known and for unknown words, how
many pieces an unknown word is, the weight of pairs of words, of the document, and of late interaction. The rest is
fixed, because nothing depended on it.

Good is the mean nDCG@10, where collections of one kind count once together, so that many of the same texts in other
languages do not outvote the rest. The optimum is flat, so what is taken is not the best point but the mean of all
within 0.002 of it: the maximum is where the noise is kindest. Each collection is held out once: learned on the others,
measured on it. Printed are nDCG@10 of the parts, of the weights in use, of those found, and of those found without it.

Not learned: the weights of sparse terms and of rerankers, for want of a model here whose real weights could be had.
"""

import onyx_desktop  # noqa: F401 - before numpy, which it tells to use one thread a product

# isort: split
import argparse
import itertools
import pickle
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from onyx_desktop import paths
from onyx_desktop.domain import NO_SEED, Mode
from onyx_desktop.index.words import idf
from onyx_desktop.library import Library
from onyx_desktop.library.clock import Clock
from onyx_desktop.library.judged import fill, kept_in, names
from onyx_desktop.measure.collections import Collection, read
from onyx_desktop.measure.metrics import ndcg
from onyx_desktop.ranking import fuse, weigh
from onyx_desktop.ranking.route import Weights, load, routed
from onyx_desktop.settings import Settings

GRID = {
    "low": (0.2, 0.3, 0.4),
    "high": (0.6, 0.7, 0.8, 0.9),
    "unknown": (3.0, 5.0),
    "pairs": (0.0, 0.3),
    "document": (0.0, 0.15, 0.3),
    "late": (0.0, 0.75, 1.5, 2.25),
}
FLAT = 0.002
CONTENDERS = 150  # passages of each stage; what is beyond in all of them is never among the first ten documents
OTHER_LANGUAGES = "questions in other languages"


@dataclass(frozen=True)
class Asked:
    """What is known of one question. documents: (n,) of each candidate; late: (n,), NaN where it was not asked."""

    evidence: weigh.Evidence
    late: np.ndarray
    documents: np.ndarray
    pieces: float
    gains: dict[int, int]

    def ndcg(self, scores):
        order = fuse.best(scores, len(scores))
        return ndcg(list(dict.fromkeys(self.documents[order].tolist())), self.gains, 10)


def corpora(folder):
    """Name → collection and the folder of files that is its corpus, if it has one."""
    found = {each.name: (read(each), None) for each in sorted(folder.glob("ir/*")) if (each / "corpus.jsonl").exists()}
    if (folder / "e2e").is_dir():
        found["e2e"] = (read(folder / "e2e"), folder / "e2e" / "files")
    for name in ("known", "titles"):
        if (folder / "library").is_dir():
            found[name] = (read(folder / "library_eval" / name), folder / "library")
    return found


def kind(name):
    """Collections of one kind count once together."""
    return OTHER_LANGUAGES if name.startswith("xquad") and name != "xquad-en" else name


def evidence(name, collection: Collection, files, arguments):
    """Of every question that has an answer."""
    home = kept_in(arguments.work, collection, files)
    kept = home / f"{name}.evidence"
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    with Library.open(paths.home(home), Settings(speed="fast")) as library:
        for _ in fill(library, collection, files):
            pass
        known = {each: document for document, own in names(library, files).items() for each in own}
        asked = [ask(library, collection, query, known) for query in collection.counted]
    kept.write_bytes(pickle.dumps(asked))
    return asked


def ask(library, collection, query, known):
    """One question, through the search itself; late interaction of all contenders."""
    meaning = library.choice.answering
    text = collection.queries[query]
    question, ranked = meaning.search.rank(text, 10, Mode.AUTO, NO_SEED, Clock())
    scored = ranked.scored
    whole = meaning.search.fusion.evidence(question, scored.positions, scored.stages)
    firsts = [fuse.best(each, CONTENDERS) for each in (whole.words, whole.cosines, scored.fused)]
    some = np.unique(np.concatenate(firsts))
    cut = {field: getattr(whole, field) for field in ("words", "pairs", "cosines", "document")}
    weights = {term.word: idf(term, len(meaning.view)) for term in question.terms}
    positions = scored.positions[some]
    return Asked(
        replace(whole, **{field: each[some] for field, each in cut.items() if each is not None}),
        library.choice.late.scores(question.words, weights, meaning.view.chunk_ids[positions]),
        meaning.view.document_ids[positions],
        meaning.search.route(text).pieces,
        {known[each]: gain for each, gain in collection.qrels[query].items() if each in known},
    )


def scores(asked: Asked, weights: Weights):
    """As the search puts them together."""
    share = routed(asked.pieces, weights).words
    fused = np.sum([*weigh.by_scores(asked.evidence, share, weights).values()], axis=0)
    if weights.late:
        first = fuse.best(fused, weights.refined)
        fused[first] += weigh.late_by_scores(asked.late[first], share, weights)
    return fused


def good(questions, weights):
    """Mean nDCG@10."""
    return float(np.mean([each.ndcg(scores(each, weights)) for each in questions]))


def apply(weights, point):
    """Weights with the figures of a point of the grid."""
    return replace(
        weights,
        words=(point["low"], point["high"]),
        pieces=(weights.pieces[0], point["unknown"]),
        pairs=point["pairs"],
        document=point["document"],
        late=point["late"],
    )


def learned(points, figures, kinds):
    """The middle of the flat top. figures: (points, collections); kinds: of the collections."""
    together = np.mean([figures[:, [each == kind for each in kinds]].mean(axis=1) for kind in set(kinds)], axis=0)
    near = together >= together.max() - FLAT
    return {
        name: float(np.mean([point[name] for point, there in zip(points, near, strict=True) if there])) for name in GRID
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="Learn the weights of the stages on judged collections.")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=200, help="of each collection, to learn; all are measured")
    parser.add_argument("--only", nargs="*", help="the collections to take")
    arguments = parser.parse_args()
    present = load(paths.resource("models/ranking.toml"))
    asked = {
        name: evidence(name, *each, arguments)
        for name, each in corpora(arguments.corpora).items()
        if not arguments.only or name in arguments.only
    }
    if len(asked) < 2:
        print("there must be two collections at least, so that one can be held out", file=sys.stderr)
        return 1
    points = [dict(zip(GRID, values, strict=True)) for values in itertools.product(*GRID.values())]
    some = [each[:: max(1, len(each) // arguments.questions)][: arguments.questions] for each in asked.values()]
    figures = np.array([[good(each, apply(present, point)) for each in some] for point in points])
    kinds = [kind(name) for name in asked]
    found = learned(points, figures, kinds)
    print(f"{'':16}{'words':>9}{'meaning':>9}{'fused':>9}{'in use':>9}{'found':>9}{'held out':>9}  questions")
    for place, (name, questions) in enumerate(asked.items()):
        others = [each for each in range(len(kinds)) if each != place]
        without = learned(points, figures[:, others], [kinds[each] for each in others])
        row = [
            float(np.mean([each.ndcg(each.evidence.words) for each in questions])),
            float(np.mean([each.ndcg(each.evidence.cosines) for each in questions])),
            good(questions, replace(present, late=0.0)),
            good(questions, present),
            good(questions, apply(present, found)),
            good(questions, apply(present, without)),
        ]
        print(f"{name:<16}" + "".join(f"{each:9.4f}" for each in row) + f"  {len(questions)}", flush=True)
    print(f"\nwords = [{found['low']:.2f}, {found['high']:.2f}]")
    print(f"pieces = [{present.pieces[0]}, {found['unknown']:.1f}]")
    print("\n".join(f"{name} = {found[name]:.2f}" for name in ("document", "pairs", "late")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
