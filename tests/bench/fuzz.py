"""The readers and the query language under a fuzzer that watches which lines run: what raises anything but a reason?

    pip install atheris
    python -m tests.bench.fuzz [TARGET …] [--seconds 60] [--seeds FOLDER]

Each target has a process of its own, begins with small real files (and those of a folder, if one is named), and prints
every new kind of error with the bytes that caused it, once. Exit 1 if there was any. In the program such an error would
cost its file only, which would be listed as damaged; here it counts, because the reason may be a wrong one.
"""

from __future__ import annotations

import argparse
import base64
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

MOST_BYTES = 4096
SEEN: set[str] = set()


def query(data: bytes) -> None:
    """What is read reads back the same, and any edit of it can be read again."""
    from onyx_desktop.ranking import query_edit
    from onyx_desktop.ranking.query import parse, render, restrictions, without

    typed = data.decode("utf-8", "ignore") if data[:1] != b"\xff" else data.decode("utf-16", "ignore")
    parsed = parse(typed)
    again = parse(render(parsed.parts))
    assert again.filters == parsed.filters, "reads back otherwise"
    assert render(again.parts) == render(parsed.parts), "is written otherwise the second time"
    for part in parsed.parts:
        parse(without(parsed, part))
    list(restrictions(parsed))
    query_edit.bare(typed)


def reader(suffix: str) -> Callable[[bytes], None]:
    """A file of a format, and what lies in it."""

    def read(data: bytes) -> None:
        from onyx_desktop.documents import readers
        from onyx_desktop.documents.inner import named
        from onyx_desktop.documents.source import Held
        from onyx_desktop.documents.unreadable import Unreadable

        held = Held(f"file{suffix}", data)
        try:
            document = readers.read(held)
            offset = 0
            for page in document.pages:
                assert page.offset == offset or document.reader in {"odp", "kreuzberg"}, "pages do not follow"
                offset = page.offset + len(page.text)
                page.text.encode()
                assert "\0" not in page.text, "a NUL is left"
            for heading in document.headings:
                text = next(page.text for page in document.pages if page.number == heading.page)
                assert 0 <= heading.start <= len(text), "a heading beyond its page"
            inside = readers.inside(held)
            for _, inner in named(inside) if inside is not None else ():
                inner.read(1 << 20)
        except Unreadable:
            return

    return read


def drawn(suffix: str) -> Callable[[bytes], None]:
    """The pixels of a picture."""

    def draw(data: bytes) -> None:
        from onyx_desktop.documents import pictures
        from onyx_desktop.documents.source import Held
        from onyx_desktop.documents.unreadable import Unreadable

        held = Held(f"file{suffix}", data)
        try:
            assert pictures.picture(held, 1).shape[2] == 3, "no colours"
            pictures.as_pdf(held)
            pictures.read(held)
        except Unreadable:
            return

    return draw


def beside(data: bytes) -> None:
    """A part of an office file that stands beside its text, and the list of such parts."""
    from onyx_desktop.documents import open_xml
    from tests.documents import making

    told = data.decode("utf-8", "replace")
    relation = '<Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/>'
    parts = {"_rels/.rels": relation, "word/document.xml": told, "word/footnotes.xml": told}
    package = making.zipped(parts | {"word/_rels/document.xml.rels": told})
    more = {"word/footnotes.xml": ("footnotes", told)}
    for each in (package, making.with_parts(package, "word/document.xml", more)):
        for paragraphs in (open_xml.beside(each), open_xml.running(each)):
            assert all(words == " ".join(words.split()) for some in paragraphs.values() for words in some), "unwashed"


def first(suffix: str, kind: str) -> bytes:
    """A small real file of a format."""
    from tests.documents import making
    from tests.documents.test_formats import SAMPLES

    made = {
        ".pdf": lambda: making.pdf("Words", "More words", outline=[("Words", 0)]),
        ".odt": lambda: making.odt("<text:p>Words</text:p>"),
        ".ods": lambda: making.ods(("Costs", making.ods_row("Rent", "5"))),
        ".odp": lambda: making.odp(("Title", "Words", "Notes")),
        ".png": lambda: making.photographed("Words")[:MOST_BYTES],
        ".tif": lambda: making.photographed("Words", "TIFF")[:MOST_BYTES],
        "beside": making.part("Words", "More words").encode,
        ".tar.gz": lambda: making.tarred({"a.txt": b"words"}, "gz"),
        ".msg": (Path(making.__file__).parent / "mails" / "attached.msg").read_bytes,
    }
    return made[suffix]() if suffix in made else SAMPLES[kind]


SUFFIXES = {
    ".pdf": "pdf", ".txt": "text", ".md": "text", ".html": "html", ".xml": "xml", ".tex": "latex", ".ipynb": "notebook",
    ".srt": "subtitles", ".eml": "mail", ".mbox": "mbox", ".zip": "zip", ".tar.gz": "tar", ".msg": "outlook",
    ".png": "picture", ".tif": "picture", "beside": "office",
    ".odt": "office", ".ods": "office", ".odp": "office", ".rtf": "office",
}  # fmt: skip
TARGETS = ("query", *SUFFIXES)


def watched(target: Callable[[bytes], None], name: str) -> Callable[[bytes], None]:
    """Print each new kind of error, and go on."""

    def once(data: bytes) -> None:
        try:
            target(data)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            ours = [f"{Path(each.filename).name}:{each.lineno}" for each in frames if "onyx_desktop" in each.filename]
            kind = f"{type(error).__name__} at {ours[-1] if ours else frames[-1].lineno}"
            if kind not in SEEN:
                SEEN.add(kind)
                text = f"FOUND {name}: {kind}: {str(error)[:80]}: {base64.b64encode(data[:600]).decode()}"
                print(text, file=sys.stderr, flush=True)

    return once


def fuzz(name: str, seconds: int, corpus: str) -> None:
    """Runs in a process of its own; the fuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=["onyx_desktop"]):
        from onyx_desktop.documents import (  # noqa: F401 - so that they are watched
            archive,
            html,
            latex,
            mail,
            mailbox,
            markup,
            notebook,
            office,
            open_document,
            open_xml,
            outlook,
            parts,
            pdf,
            pdf_notes,
            pdf_scans,
            pictures,
            readers,
            subtitles,
            text,
            xml,
        )  # fmt: skip
        from onyx_desktop.ranking import query as query_language  # noqa: F401 - as above

    target = {"query": query, "beside": beside}.get(name) or (drawn if SUFFIXES[name] == "picture" else reader)(name)
    options = [f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}", "-timeout=30", "-rss_limit_mb=3000"]
    atheris.Setup([sys.argv[0], *options, corpus], watched(target, name))
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", help=f"some of {' '.join(TARGETS)}")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--corpus", default="")
    arguments = parser.parse_args()
    if arguments.corpus:
        fuzz(arguments.targets[0], arguments.seconds, arguments.corpus)
    bad = 0
    for name in arguments.targets or TARGETS:
        with tempfile.TemporaryDirectory() as corpus:
            sown(Path(corpus), name, arguments.seeds)
            command = [sys.executable, "-m", "tests.bench.fuzz", name, "--seconds", str(arguments.seconds)]
            done = subprocess.run(
                [*command, "--corpus", corpus], capture_output=True, text=True, errors="replace", check=False
            )
        told = [line for line in done.stderr.splitlines() if line.startswith("FOUND") or "ERROR: libFuzzer" in line]
        runs = next((line for line in done.stderr.splitlines() if line.startswith("Done ")), f"exit {done.returncode}")
        print(f"{name}: {runs}; {len(told)} found", *told, sep="\n  ", flush=True)
        if done.returncode and not told:
            print(done.stderr[-500:])
        bad += len(told) + bool(done.returncode)
    return 1 if bad else 0


def sown(corpus: Path, name: str, seeds: Path | None) -> None:
    """Put first inputs into a folder."""
    if name == "query":
        for number, typed in enumerate(('"a b"~3 -c type:pdf,md after:2023 size:>1mb', "a NEAR/3 b in:X page:3..7")):
            (corpus / f"{number}").write_text(typed)
        return
    (corpus / "sample").write_bytes(first(name, SUFFIXES[name]))
    for number, path in enumerate(sorted(seeds.rglob(f"*{name}"))[:200] if seeds is not None else ()):
        if path.stat().st_size <= 4 * MOST_BYTES:
            (corpus / f"seed {number}").write_bytes(path.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
