"""Every derived file of a library, damaged in every way, repaired, and asked the same questions: `python -m
tests.bench.faults [FOLDER]`, with the program's samples if no folder is named. Prints what did not come back.

It is no test, because it takes minutes; tests/library/test_faults.py damages each file in one of the ways.
"""

import argparse
import collections
import shutil
import tempfile
import time
from pathlib import Path

from onyx_desktop import paths
from onyx_desktop.library import Library
from onyx_desktop.library.pulling import to_the_end
from onyx_desktop.settings import Settings
from tests.library.faults import DAMAGES, damaged, hits, parts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=paths.resource("samples/documents"))
    folder = parser.parse_args().folder
    outcomes: collections.Counter[str] = collections.Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as root:
        whole = Path(root) / "onyx"
        with Library.open(paths.home(whole), Settings(speed="fast")) as library:
            to_the_end(library.update([folder]))
            expected = hits(library)
        for name in parts(whole):
            for damage in DAMAGES:
                copy = Path(shutil.copytree(whole, Path(root) / "copy"))
                damaged(copy / name, damage)
                outcomes[outcome := tried(copy, expected)] += 1
                if outcome != "the same hits":
                    print(f"{name} {damage}: {outcome}")
                shutil.rmtree(copy)
    print(f"{sum(outcomes.values())} damages in {time.monotonic() - began:.0f} s: {dict(outcomes)}")
    return 0 if set(outcomes) == {"the same hits"} else 1


def tried(copy: Path, expected: list[object]) -> str:
    try:
        with Library.open(paths.home(copy), Settings(speed="fast")) as library:
            to_the_end(library.verify(repair=True))
            to_the_end(library.update())
            if hits(library) != expected:
                return "other hits"
            findings = to_the_end(library.verify(repair=False)).findings
            return "the same hits" if not findings else f"still damaged: {findings}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    raise SystemExit(main())
