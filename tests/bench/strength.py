"""How honest the words beside the hits are: of questions that a library answers, and of those it can't.

    python -m tests.bench.strength CORPORA [--work FOLDER] [--questions 150] [--limit 10]
                                    [--qualities balanced fast] [--only NAME …]

CORPORA: a folder with judged collections (../shared/corpora: ir/*, e2e, library with library_eval). Each is indexed in
a library of its own under --work, which is kept if named, and asked its own questions and those of the others. The
answer is JSON: of its own, the share with a strong or good hit among the first; of each other's, the share with one;
with late interaction (balanced) and without (fast). Aimed at: 0.85 at least and 0.10 at most. Questions of collections
on the same texts are not asked of each other.
"""

import argparse
import dataclasses
import json
import sys
import tempfile
from pathlib import Path

from onyx_desktop import paths
from onyx_desktop.domain import Mode
from onyx_desktop.library import Library
from onyx_desktop.library.judged import fill, kept_in
from onyx_desktop.measure.collections import Collection, read
from onyx_desktop.ranking.strength import WEAK
from onyx_desktop.settings import QUALITIES, Settings

ONE_TEXT = [{"scifact-train", "scifact-600", "e2e"}]
OTHER_LANGUAGES = ("xquad-de", "xquad-es", "xquad-ru", "xquad-zh", "xquad-ar", "xquad-xx-en")


@dataclasses.dataclass(frozen=True)
class Judged:
    """A collection; files: the folder that is its corpus, where that is not its own documents."""

    name: str
    collection: Collection
    files: Path | None = None

    def questions(self, most):
        """As many of those that have an answer, from all parts."""
        names = self.collection.counted
        step = max(1, len(names) // most)
        return [self.collection.queries[name] for name in names[::step][:most]]

    def index(self, library):
        """Make the library hold the corpus and nothing else."""
        _run(fill(library, self.collection, self.files))


def found_in(corpora):
    """Every collection of a folder."""
    parts = [Judged(each.name, read(each)) for each in sorted(corpora.glob("ir/*")) if (each / "corpus.jsonl").exists()]
    if (corpora / "e2e").is_dir():
        parts.append(Judged("e2e", read(corpora / "e2e"), corpora / "e2e" / "files"))
    if (corpora / "library").is_dir():
        parts.append(Judged("library", read(corpora / "library_eval" / "known"), corpora / "library"))
    return parts


def apart(one, other):
    """Whether the questions of one collection have no answer in the other."""
    names = {one.name, other.name}
    same = len(names) == 1 or all(name.startswith("xquad") for name in names) or any(names <= each for each in ONE_TEXT)
    return not same


def answered(library, questions, limit, mode=Mode.AUTO):
    """The share of questions to which one of the first hits is strong or good."""
    hits = [library.search(each, limit, mode).hits for each in questions]
    return round(sum(any(hit.strength not in WEAK for hit in each) for each in hits) / len(questions), 3)


def figures(judged, others, home, arguments):
    """Of one library, by the quality of the search."""
    found = {}
    with Library.open(paths.home(home), Settings(speed="fast")) as library:
        judged.index(library)
        for quality in arguments.qualities:
            library.apply(dataclasses.replace(library.settings, quality=quality))
            own = answered(library, judged.questions(arguments.questions), arguments.limit, arguments.mode)
            foreign = {
                other.name: answered(library, other.questions(arguments.questions), arguments.limit, arguments.mode)
                for other in others
                if apart(judged, other) and other.name not in OTHER_LANGUAGES
            }
            found[quality] = {"answerable": own, "unanswerable": foreign}
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--questions", type=int, default=150)
    parser.add_argument("--limit", type=int, default=10)
    parser.add_argument("--mode", type=Mode, default=Mode.AUTO, help="auto, words or meaning")
    parser.add_argument("--qualities", nargs="*", choices=QUALITIES, default=["balanced", "fast"])
    parser.add_argument("--only", nargs="*", help="the libraries to ask; the questions are those of all")
    arguments = parser.parse_args()
    parts = found_in(arguments.corpora)
    result = {}
    with tempfile.TemporaryDirectory(prefix="onyx-strength-") as scratch:
        for each in parts:
            if not arguments.only or each.name in arguments.only:
                home = kept_in(arguments.work or Path(scratch), each.collection, each.files)
                result[each.name] = figures(each, parts, home, arguments)
                print(each.name, json.dumps(result[each.name]), file=sys.stderr, flush=True)
    print(json.dumps(result, indent=2))


def _run(job):
    for _ in job:
        pass


if __name__ == "__main__":
    main()
