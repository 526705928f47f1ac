"""Debian's dictionaries and documentation → short texts in plain English, which the static model is trained on.

    apt-get download wordnet-base=1:3.0-37 …   # the packages and versions of free_texts.toml, into one folder

`texts(folder)` checks the packages there against their checksums in free_texts.toml, unpacks each with `dpkg-deb` and
gives its texts: an entry of a dictionary with its headword, a paragraph of a page. What is not prose (tables, listings,
fewer than eight words) is left out, and so is what was there before. Always the same texts in the same order.
"""

import gzip
import re
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onyx_desktop.documents import html, xml
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.library.free_text import pieces
from onyx_desktop.models.checksum import sha256

LIST = Path(__file__).resolve().parent / "free_texts.toml"
_HEADWORD = re.compile(r"^(?P<word>\S[^\\\[\n]{0,60}?)(?:\s+\\[^\\\n]*\\|\n)", re.M)
_MARKS = re.compile(
    r"\[(?:[^\]]*Webster[^\]]*|Obs\.[^\]]*|PJC|WordNet[^\]]*|Century[^\]]*|R\.|Colloq\.|Prov[^\]]*)\]"
    r"|[{}]|--[A-Z][\w. ()]*$",
    re.M,
)
_TAGS = re.compile(r"</?(?:[a-z][^<>]{0,40})>")
_NEIGHBOURS = 5
_SPOKEN = re.compile(r"\\[^\\\n]{1,80}\\,?")


@dataclass(frozen=True, slots=True)
class Package:
    """A package of free_texts.toml. kind: how it is read; files: which of its files, as patterns of pathlib."""

    name: str
    version: str
    sha256: str
    licence: str
    kind: str
    files: tuple[str, ...]


def packages() -> list[Package]:
    """What free_texts.toml lists."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["package"]
    return [Package(**{**row, "files": tuple(row["files"])}) for row in rows]


def texts(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Name and texts of each package in `folder`. Raises FileNotFoundError, and ValueError for a wrong checksum."""
    seen: set[str] = set()
    for package in packages():
        archive = next(folder.glob(f"{package.name}_*.deb"), None)
        if archive is None:
            raise FileNotFoundError(f"{package.name} {package.version} is not in {folder}")
        if sha256(archive) != package.sha256:
            raise ValueError(f"{archive} is not version {package.version}")
        with tempfile.TemporaryDirectory() as place:
            subprocess.run(["dpkg-deb", "-x", str(archive), place], check=True)
            found = _read(package, Path(place))
        new = list(dict.fromkeys(each for each in found if each not in seen))
        seen.update(new)
        yield package.name, new


def _read(package: Package, place: Path) -> list[str]:
    paths = sorted({path for pattern in package.files for path in place.glob(pattern) if path.is_file()})
    read = {"dictionary": _dictionary, "wordnet": _wordnet, "page": _page, "quotes": _quotes}[package.kind]
    if package.kind != "page":
        return [" ".join(text.split()) for path in paths for text in read(path) if text.count(" ") >= 5]
    return [piece for path in paths for text in read(path) for piece in pieces(text)]


def _dictionary(path: Path) -> Iterator[str]:
    """Entries of dictd's format: a headword at the margin, what it means indented, paragraphs between empty lines."""
    text = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    word = ""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        lines = paragraph.strip("\n")
        if lines and not lines[0].isspace():
            found = _HEADWORD.match(lines + "\n")
            word = found["word"].strip() if found else ""
            lines = lines[found.end() :] if found else lines
        bare = " ".join(_TAGS.sub("", _MARKS.sub("", _SPOKEN.sub("", lines))).split())
        bare = re.sub(r"^\d+\.\s*", "", bare)
        yield f"{word}: {bare}" if word and bare else bare


def _wordnet(path: Path) -> Iterator[str]:
    """A set of synonyms and what they mean; and five such together, because neighbours are of one subject."""
    row: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("  ") or " | " not in line:
            continue
        data, gloss = line.split(" | ", 1)
        fields = data.split()
        words = [fields[4 + 2 * each].replace("_", " ").split("(")[0] for each in range(int(fields[3], 16))]
        row.append(f"{', '.join(words)}: {gloss.strip()}")
        yield row[-1]
        if len(row) == _NEIGHBOURS:
            yield ". ".join(row)
            row = []


def _page(path: Path) -> Iterator[str]:
    """The paragraphs of an HTML, DocBook or Mallard file."""
    read = html.read if path.suffix in {".html", ".utf8"} else xml.read
    try:
        document = read(path)
    except Unreadable:
        return
    for page in document.pages:
        yield page.text


def _quotes(path: Path) -> Iterator[str]:
    """Fortune's format: a line with a percent sign between two."""
    yield from path.read_text(encoding="utf-8", errors="replace").split("\n%\n")
