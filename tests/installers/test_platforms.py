"""What exists on one system only is imported, and called, only where the code has asked which system it is on."""

import ast
from collections.abc import Iterator

import pytest

from tests.installers.loading import ROOT

POSIX = {"fcntl", "grp", "pwd", "resource", "syslog", "termios"}
WINDOWS = {"msvcrt", "winreg"}
POSIX_CALLS = {"os.fork", "os.geteuid", "os.getuid", "os.nice", "signal.SIGHUP", "signal.SIGKILL"}
MODULES = sorted((ROOT / "onyx_desktop").rglob("*.py"))


def of_one_system(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names if alias.name in POSIX | WINDOWS)
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in POSIX_CALLS:
            yield node, ast.unparse(node)


def unguarded(source: str) -> list[str]:
    """Names used where neither a condition on the system, nor a try, nor a with that suppresses stands around."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node, name in of_one_system(tree):
        around, at = [], node
        while at in parents:
            at = parents[at]
            around.append(at)
        functions = [each for each in around if isinstance(each, ast.FunctionDef)]
        asked = [ast.unparse(each.test) for each in around if isinstance(each, ast.If | ast.IfExp)]
        asked += [ast.unparse(test) for each in functions for test in ifs_that_leave(each)]
        guarded = any("platform" in text or "os.name" in text or "hasattr" in text for text in asked)
        caught = any(
            isinstance(each, ast.Try) or "suppress" in ast.unparse(each)[:60]
            for each in around[:-1]
            if not isinstance(each, ast.FunctionDef | ast.ClassDef)
        )
        if not guarded and not caught:
            found.append(name)
    return found


def ifs_that_leave(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """Conditions at the top of a function whose body ends it."""
    for each in function.body:
        if isinstance(each, ast.If) and isinstance(each.body[-1], ast.Return | ast.Raise):
            yield each.test


def test_every_module_can_be_imported_on_every_system() -> None:
    assert len(MODULES) > 100
    found = {str(module.relative_to(ROOT)): unguarded(module.read_text(encoding="utf-8")) for module in MODULES}
    assert not {module: names for module, names in found.items() if names}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import fcntl", ["fcntl"]),
        ("import sys\nif sys.platform != 'win32':\n import fcntl", []),
        ("def f(platform):\n if platform == 'win32':\n  import winreg", []),
        ("def f():\n if sys.platform != 'win32':\n  return\n import winreg", []),
        ("def f():\n import winreg", ["winreg"]),
        ("try:\n import resource\nexcept ImportError: pass", []),
    ],
)
def test_what_is_of_one_system_is_seen(source: str, found: list[str]) -> None:
    assert unguarded(source) == found
