"""The rules of the house, each as a test: style, types, layers, budgets, one library one module, the tree."""

import ast
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "onyx_desktop"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 40

ROOMS = {
    "library",
    "files",
    "documents",
    "chunks",
    "models",
    "vectors",
    "index",
    "ranking",
    "measure",
    "ui",
    "integration",
}
MODULES = {"__init__", "__main__", "app", "cli", "domain", "errors", "network", "orphans", "paths", "settings", "jobs"}
TOP = {
    ".ci", ".github", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "THIRD-PARTY-NOTICES.md", "installers",
    "onyx_desktop", "pyproject.toml", "resources", "tests",
}  # fmt: skip
RESOURCES = {"icons", "screenshots", "styles", "translations", "samples", "models", "desktop", "manual"}
TEST_FOLDERS = ROOMS | {"cli", "bench", "quality", "samples", "data", "installers"}

# A library that more than one module may import, and why.
SHARED: Mapping[str, str] = {
    "numpy": "vectors are arrays; the nouns of domain.py are made of them",
    "pypdfium2": "reading a page, drawing it for recognition and its notes are three modules over one engine",
    "PySide6": "the window is made of it; import-linter keeps it inside ui/ and app.py",
    "shiboken6": "part of PySide6",
    "torch": "traces odd models (models/export.py) and trains (models/finetune.py), each in a process of its own",
}


def sources() -> dict[str, str]:
    """Every module of the package: its path in the package, and its text."""
    found = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    return dict(sorted(found.items()))


def function_lines(source: str) -> Iterator[tuple[str, int]]:
    """Name and length in lines of every function, without its docstring and decorators."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if ast.get_docstring(node) is not None:
                first = node.body[0]
                length -= (first.end_lineno or first.lineno) - first.lineno + 1
            yield node.name, length


def third_party(source: str) -> set[str]:
    """The libraries that a module imports anywhere in it: not ours, not Python's."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"onyx_desktop"}


def named(requirements: list[str]) -> set[str]:
    """The libraries of a list in pyproject.toml."""
    return {normalised(re.split(r"[\[<>=!~; ]", line)[0]) for line in requirements}


def importers(modules: Mapping[str, str]) -> dict[str, set[str]]:
    """Library → the modules that import it."""
    found: dict[str, set[str]] = defaultdict(set)
    for module, source in modules.items():
        for library in third_party(source):
            found[library].add(module)
    return dict(found)


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def tracked() -> list[str]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a clone: nothing says which files belong to the project")
    # The folder may belong to somebody else than the one who runs the tests; reading the list is harmless.
    command = [git, "-c", "safe.directory=*", "ls-files", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def names_a_machine(text: str) -> bool:
    """Whether a text names a folder that is on one machine only (put together, so that this file does not)."""
    return re.search(r"(?<![\w.}])/(?:" + "wo" + "rk|" + "tm" + r"p)\b", text) is not None


def run(*command: str) -> None:
    """Run a tool in the repository; what it says is the message of the failure."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"


def test_ruff_check() -> None:
    run(sys.executable, "-m", "ruff", "check", ".")


def test_ruff_format() -> None:
    run(sys.executable, "-m", "ruff", "format", "--check", ".")


def test_types() -> None:
    run(sys.executable, "-m", "mypy")


def test_layers() -> None:
    script = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert script is not None, "import-linter is not installed beside this Python"
    run(script)


def test_modules_are_short() -> None:
    lengths = {module: len(source.splitlines()) for module, source in sources().items()}
    assert lengths
    assert not {module: length for module, length in lengths.items() if length > MAX_MODULE_LINES}


def test_functions_are_short() -> None:
    lengths = {f"{module}:{name}": n for module, source in sources().items() for name, n in function_lines(source)}
    assert lengths
    assert not {place: length for place, length in lengths.items() if length > MAX_FUNCTION_LINES}


def test_one_library_one_module() -> None:
    outside = {module: source for module, source in sources().items() if not module.startswith("ui/")}
    found = importers(outside)
    assert found
    assert not {library: modules for library, modules in found.items() if len(modules) > 1 and library not in SHARED}


def test_every_library_is_declared_and_every_declared_library_is_used() -> None:
    owners = importlib.metadata.packages_distributions()
    used = {normalised(owner) for library in importers(sources()) for owner in owners.get(library, [library])}
    declared = named(PROJECT["dependencies"])
    extras = PROJECT["optional-dependencies"]
    extra = named(extras["lab"]) | named(extras["mcp"]) | named(extras["ocr"])
    # shiboken6 and the meta package come with PySide6.
    assert {name for name in used - declared - extra if not name.startswith(("pyside6", "shiboken6"))} == set()
    assert declared - used == set()


def test_each_extra_is_entered_by_its_doors() -> None:
    """The libraries of an extra, which the program does without, are imported by few modules only."""
    doors = {
        "lab": {"measure/manifold.py", "models/export.py", "models/finetune.py"},
        "mcp": {"cli/serving.py"},
        "ocr": {"documents/rapid.py"},
    }
    owners = importlib.metadata.packages_distributions()
    for extra, allowed in doors.items():
        names = named(PROJECT["optional-dependencies"][extra])
        found = importers(sources()).items()
        inside = {
            module
            for library, modules in found
            if names & {normalised(owner) for owner in owners.get(library, [library])}
            for module in modules
        }
        assert inside == allowed


def test_the_tree_is_the_sentence() -> None:
    children = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert children == ROOMS | MODULES


def test_the_top_of_the_tree() -> None:
    files = tracked()
    assert {name.partition("/")[0] for name in files} <= TOP
    assert {name.split("/")[1] for name in files if name.startswith("resources/")} <= RESOURCES
    folders = {name.split("/")[1] for name in files if name.startswith("tests/") and name.count("/") > 1}
    assert folders <= TEST_FOLDERS
    assert not {folder for folder in folders if not (ROOT / "tests" / folder / "__init__.py").exists()}


def test_no_file_names_the_machine_it_was_written_on() -> None:
    ours = [name for name in tracked() if not name.startswith("resources/samples/documents/")]
    texts = {name: (ROOT / name).read_bytes().decode("utf-8", errors="ignore") for name in ours}
    code = {name: text for name, text in texts.items() if "\0" not in text and not name.endswith(".jsonl")}
    assert len(code) > 10
    assert not [name for name, text in code.items() if names_a_machine(text)]


def test_a_long_function_is_seen() -> None:
    body = "\n".join("    pass" for _ in range(MAX_FUNCTION_LINES))
    source = f'@decorated\ndef f():\n    """One.\n\n    Two.\n    """\n{body}\n'
    assert dict(function_lines(source)) == {"f": MAX_FUNCTION_LINES + 1}


def test_an_import_is_seen_wherever_it_hides() -> None:
    source = "import os\nfrom . import near\nfrom onyx_desktop.domain import File\ndef f():\n    import a.b\n"
    assert third_party(source + "if x:\n    from c.d import e\n") == {"a", "c"}
    assert importers({"x.py": "import a", "y.py": "from a import b"}) == {"a": {"x.py", "y.py"}}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("/" + "work/main", True),
        ('"/' + 'tmp/x"', True),
        ("/" + "tmp", True),
        ("https://example.org/" + "work/x", False),
        ("a frame/" + "work", False),
        ("tmp_path / 'x'", False),
    ],
)
def test_a_machine_is_recognised(text: str, verdict: bool) -> None:
    assert names_a_machine(text) is verdict
