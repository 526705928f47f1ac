"""The lists of a freeze → which libraries are truly in the frozen folder, with their versions, licences and texts.

PyInstaller writes down where each file and module came from (`COLLECT-00.toc`, `PYZ-00.toc`); what was removed later is
not counted. A source in the environment belongs to the distribution that recorded it, one of the system to its package.
Refuses a file that nobody owns: a licence would be missing.
"""

from __future__ import annotations

import ast
import importlib.metadata
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

OURS = "onyx-desktop"


@dataclass(frozen=True, slots=True)
class Part:
    """A library. texts: its licence files; bills: the lists of what was compiled into it, by its own makers."""

    name: str
    version: str
    licence: str
    source: str  # "python", "system", or "within" another one, by which it came
    texts: tuple[Path, ...]
    bills: tuple[Path, ...] = ()


def sources(work: Path, folder: Path) -> set[Path]:
    """Where everything in the frozen folder came from. work: PyInstaller's, of one spec."""
    found: set[Path] = set()
    for name, source, kind in _toc(work / "COLLECT-00.toc"):
        if kind != "SYMLINK" and (folder / "_internal" / name).exists():
            found.add(Path(source))
    found |= {Path(source) for _, source, kind in _toc(work / "PYZ-00.toc") if source and source != "-"}
    return found


def _toc(file: Path) -> Iterator[tuple[str, str, str]]:
    """Each triple (name, source, kind) in a list of PyInstaller's, however deep it stands."""

    def triples(value: object) -> Iterator[tuple[str, str, str]]:
        if isinstance(value, tuple) and len(value) == 3 and all(isinstance(each, str) for each in value):
            yield value
        elif isinstance(value, list | tuple):
            for each in value:
                yield from triples(each)

    yield from triples(ast.literal_eval(file.read_text(encoding="utf-8")))


def python_parts(wanted: set[Path], site: Path) -> tuple[list[Part], set[Path]]:
    """The distributions that own some of the files, and the files that they do not own."""
    owners = {
        (site / str(file)).resolve(): distribution
        for distribution in importlib.metadata.distributions(path=[str(site)])
        for file in distribution.files or ()
    }
    used = {owner.metadata["Name"]: owner for file in wanted if (owner := owners.get(file.resolve()))}
    parts = [_part(each) for name, each in sorted(used.items(), key=lambda pair: pair[0].lower()) if name != OURS]
    return parts, {file for file in wanted if file.resolve() not in owners}


def _part(distribution: importlib.metadata.Distribution) -> Part:
    metadata = distribution.metadata
    files = [
        Path(str(distribution.locate_file(each))) for each in distribution.files or () if ".dist-info/" in str(each)
    ]
    legal = ("licen", "copying", "notice", "copyright", "authors")
    texts = [
        file
        for file in files
        if file.is_file() and ("/licenses/" in file.as_posix() or any(word in file.name.lower() for word in legal))
    ]
    if not texts:  # some put them beside their modules
        inside = [Path(str(distribution.locate_file(each))) for each in distribution.files or ()]
        texts = [file for file in inside if file.name.upper().startswith(("LICENSE", "THIRDPARTYNOTICES"))]
    bills = [file for file in files if "/sboms/" in file.as_posix()]
    return Part(
        metadata["Name"],
        metadata["Version"],
        licence_of(metadata),
        "python",
        tuple(sorted(texts)),
        tuple(sorted(bills)),
    )


def licence_of(metadata: importlib.metadata.PackageMetadata) -> str:
    """What the distribution says of its licence, in one line."""
    if metadata.get("License-Expression"):
        return metadata["License-Expression"]
    classifiers = [line for line in metadata.get_all("Classifier") or () if line.startswith("License :: OSI")]
    said = (metadata.get("License") or "").strip().partition("\n")[0]
    return (
        said if said and len(said) < 80 else "; ".join(line.rpartition(" :: ")[2] for line in classifiers) or "unknown"
    )


def python_itself() -> Part:
    """Python, where it did not come as packages of the system: on Windows and macOS."""
    base = Path(sys.base_prefix)
    texts = [*base.glob("LICENSE*"), *base.glob("lib/python3*/LICENSE.txt")][:1]
    return Part("Python", platform.python_version(), "PSF-2.0", "system", tuple(texts))


def system_parts(files: Sequence[Path]) -> list[Part]:
    """The packages of Debian that own the files, each with its copyright file. Raises ValueError for a file without."""
    owners = _owners(files)
    lonely = [file for file in files if not owners.keys() & _spellings(file)]
    if lonely:
        raise ValueError(f"no package owns {', '.join(map(str, lonely))}; the licence is not known")
    packages = sorted(set(owners.values()))
    asked = ["dpkg-query", "--show", "--showformat=${Package} ${Version}\n", *packages]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return [
        Part(name, version, "see its copyright file", "system", (Path("/usr/share/doc") / name / "copyright",))
        for name, version in (line.split() for line in said.splitlines())
    ]


def _spellings(file: Path) -> set[str]:
    """The names by which a package may list a file: links, and /lib, which is a link to /usr/lib."""
    names = {str(file), str(file.resolve())}
    return names | {name.removeprefix("/usr") for name in names} | {f"/usr{name}" for name in names}


def _owners(files: Sequence[Path]) -> dict[str, str]:
    """File, as its package lists it → the package."""
    names = sorted({name for file in files for name in _spellings(file)})
    said = subprocess.run(["dpkg", "--search", *names], capture_output=True, text=True, check=False).stdout
    pairs = [line.partition(": ") for line in said.splitlines() if not line.startswith("diversion by")]
    return {name: packages.split(",")[0] for packages, _, name in pairs}
