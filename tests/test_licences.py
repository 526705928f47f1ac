"""No library reached from our requirements is under the AGPL, the GPL alone, or a licence that nobody looked at."""

import ast
import importlib.metadata
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOTICES = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")

# Licences that let a person use, pass on and link the library from an Apache-2.0 program.
ACCEPTED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0",
    "CNRI-Python", "ISC", "LGPL-3.0-only", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Unlicense", "Zlib",
}  # fmt: skip
# How older metadata spells them. BSD without a number: two and three clauses are both accepted, so either will do.
SPELLINGS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License Version 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause OR Apache-2.0",  # pypdfium2; see the notices
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
# Modules of PySide6 that Qt gives under the LGPL; several in PySide6-Addons are under the GPL only.
LGPL_MODULES = {
    "QtConcurrent", "QtCore", "QtDBus", "QtGui", "QtNetwork", "QtPdf", "QtPdfWidgets", "QtPrintSupport", "QtSvg",
    "QtSvgWidgets", "QtTest", "QtWidgets",
}  # fmt: skip


def name_of(requirement: Requirement) -> str:
    return re.sub(r"[-_.]+", "-", requirement.name).lower()


def direct(*extras: str) -> list[Requirement]:
    lines = PROJECT["dependencies"] + [line for extra in extras for line in PROJECT["optional-dependencies"][extra]]
    return [requirement for requirement in map(Requirement, lines) if requirement.name != PROJECT["name"]]


def reached(requirements: Iterable[Requirement]) -> dict[str, importlib.metadata.Distribution]:
    """Every installed distribution that the requirements need on this system, directly or not."""
    found: dict[str, importlib.metadata.Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(requirement, extra) for requirement in requirements for extra in ("", *requirement.extras)]
    while waiting:
        requirement, extra = waiting.pop()
        name = name_of(requirement)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        found[name] = importlib.metadata.distribution(name)
        for needed in map(Requirement, found[name].requires or ()):
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                waiting += [(needed, wanted) for wanted in ("", *needed.extras)]
    return found


def statements(distribution: importlib.metadata.Distribution) -> Iterator[str]:
    """What the distribution says about its licence. An SPDX expression stands alone: it is exact."""
    metadata = distribution.metadata
    if expression := metadata.get("License-Expression"):
        yield expression
        return
    if line := (metadata.get("License") or "").strip().partition("\n")[0].strip():
        yield SPELLINGS.get(line, line)
    for classifier in metadata.get_all("Classifier") or ():
        if classifier.startswith("License :: OSI Approved :: "):
            name = classifier.rpartition(" :: ")[2]
            yield SPELLINGS.get(name, name)


def acceptable(expression: str) -> bool:
    """Whether one choice of an SPDX expression consists of accepted licences only."""
    while inner := re.search(r"\(([^()]*)\)", expression):
        expression = expression.replace(inner[0], "MIT" if acceptable(inner[1]) else "refused")
    return any(all(part.strip() in ACCEPTED for part in choice.split(" AND ")) for choice in expression.split(" OR "))


def refused(distribution: importlib.metadata.Distribution) -> str | None:
    """Why not, or None. The free text of older metadata may be a copyright line; then a classifier has to say it."""
    said = list(statements(distribution))
    if any(re.search(r"AGPL|Affero", statement) for statement in said):
        return f"AGPL: {said}"
    return None if any(acceptable(statement) for statement in said) else f"unknown or not free enough: {said}"


@pytest.mark.parametrize(
    ("expression", "verdict"),
    [
        ("MIT", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("AGPL-3.0-only", False),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("MIT AND (AGPL-3.0-only OR GPL-3.0-only)", False),
        ("Elastic-2.0", False),
        ("", False),
    ],
)
def test_an_expression_is_judged(expression: str, verdict: bool) -> None:
    assert acceptable(expression) is verdict


def test_every_library_we_reach_has_a_licence_we_accept() -> None:
    distributions = reached(direct("lab", "mcp", "ocr", "dev"))
    assert len(distributions) > 50
    verdicts = {name: refused(distribution) for name, distribution in sorted(distributions.items())}
    assert not {name: verdict for name, verdict in verdicts.items() if verdict}


def test_the_notices_name_every_direct_library_and_no_other() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", NOTICES, flags=re.MULTILINE)
    assert sorted(name.lower() for name, _ in rows) == sorted(
        name_of(one) for one in direct("lab", "mcp", "ocr", "dev")
    )
    assert all(acceptable(licence.strip()) for _, licence in rows)


def test_our_own_licence_is_the_one_we_declare() -> None:
    assert PROJECT["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0, January 2004" in (ROOT / "LICENSE").read_text()


def test_the_window_imports_no_qt_module_under_the_gpl_alone() -> None:
    imported: set[str] = set()
    for path in (ROOT / "onyx_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                parts = node.module.split(".")
                imported |= (
                    {".".join([*parts, alias.name]) for alias in node.names} if len(parts) == 1 else {node.module}
                )
            elif isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
    used = {name.split(".")[1] for name in imported if name.startswith("PySide6.")}
    assert used <= LGPL_MODULES
