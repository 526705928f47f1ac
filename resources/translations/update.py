"""All texts of the window → onyx_de.ts, and onyx_de.ts → onyx_de.qm. Run it after any change of wording:

    python resources/translations/update.py            brings the .ts up to date, says what is not translated, makes .qm
    python resources/translations/update.py --check    changes nothing; exit 1 if something is out of date

Qt's own lupdate sees only calls with a literal beside them, but our tables (reasons, errors, deeds, names of models)
are data. So the sources are read here, and lupdate gets a list of calls; merging and the file format stay its matter.
Texts come from: tr(…), say(…) and count(…), translate(context, …), the tables at the top of modules and in enums of
ui/, and what the cards of models say. A word of a table that no person reads does no harm in the .ts, and is left out
where its shape tells it.
"""

import argparse
import ast
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent / "onyx_desktop"
CARDS = HERE.parent / "models" / "cards.toml"
LANGUAGES = ("de",)
CONTEXT = "Wording"
SOURCES = (*sorted((PACKAGE / "ui").glob("*.py")), PACKAGE / "library" / "export.py")
NO_TABLES = {
    "palette.py",
    "icons.py",
    "motion.py",
    "bidi.py",
    "offsets.py",
    "open_file.py",
    "one_window.py",
    "crash.py",
    "selftest.py",
}
_READ = re.compile(r"[A-Z“{+][^\n]*[a-z…{}].*|[a-z{][\w’]*( [\w{}“”’,.…:-]+)+[.…]?|[a-z]{3,}", re.DOTALL)
_NOT_READ = re.compile(
    r"[#@<]|\\|^(?!Ctrl\+Enter$)(Ctrl|Alt|Shift)\+\S+$|[A-Za-z]+=|::|^https?|\w+\.\w+$|^Q[A-Z]\w+$|^\*|[a-z]-[a-z]+$"
)


def texts() -> dict[tuple[str, str], None]:
    """(context, text) of all that is said, in the order of the sources."""
    found: dict[tuple[str, str], None] = {}
    for source in SOURCES:
        tree = ast.parse(source.read_text(encoding="utf-8"))
        found |= dict.fromkeys(_called(tree, ""))
        if source.parent.name == "ui" and source.name not in NO_TABLES:
            found |= dict.fromkeys((CONTEXT, text) for text in _tables(tree))
    cards = tomllib.loads(CARDS.read_text(encoding="utf-8"))["card"]
    return found | dict.fromkeys(
        (CONTEXT, card[name]) for card in cards for name in ("speed", "summary") if card.get(name)
    )


def _called(node: ast.AST, context: str) -> Iterator[tuple[str, str]]:
    for child in ast.iter_child_nodes(node):
        inside = child.name if isinstance(child, ast.ClassDef) else context
        if isinstance(child, ast.Call):
            name = child.func.attr if isinstance(child.func, ast.Attribute) else getattr(child.func, "id", "")
            values = [each for arg in child.args for each in _literals(arg)]
            if name == "tr":
                yield from ((inside, value) for value in values[:1] or [])
            elif name in {"say", "count", "_count"}:
                yield from ((CONTEXT, value) for value in values)
            elif name == "translate" and len(values) > 1:
                yield values[0], values[1]
        yield from _called(child, inside)


def _literals(node: ast.AST) -> Iterator[str]:
    """A text, or both of "one if … else another"."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _tables(tree: ast.Module) -> Iterator[str]:
    """Texts in assignments at the top of a module and in the bodies of enums."""
    enums = [each for each in tree.body if isinstance(each, ast.ClassDef) and _is_enum(each)]
    for body in (tree.body, *(each.body for each in enums)):
        for each in body:
            if (
                isinstance(each, ast.Assign | ast.AnnAssign)
                and each.value is not None
                and "__all__" not in _names(each)
            ):
                alone = body is not tree.body  # the value of a member, or the icon beside its text
                yield from (
                    text
                    for text in _strings(each.value)
                    if read_by_people(text) and not (text.isalpha() and text.islower() and (alone or _is_icon(text)))
                )


def _names(node: ast.Assign | ast.AnnAssign) -> list[str]:
    return [ast.unparse(each) for each in (node.targets if isinstance(node, ast.Assign) else [node.target])]


def _strings(node: ast.AST) -> Iterator[str]:
    """Texts below a node; of the keys of dictionaries, those that are titles."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value[:1].isupper():
                yield key.value
            yield from _strings(value)
    elif not isinstance(node, ast.Call) or getattr(node.func, "id", "") in {"Message", "MappingProxyType"}:
        for child in ast.iter_child_nodes(node):
            yield from _strings(child)


def _is_enum(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base).rsplit(".", 1)[-1] == "Enum" for base in node.bases)


def _is_icon(text: str) -> bool:
    return (HERE.parent / "icons" / f"{text}.svg").exists()


def read_by_people(text: str) -> bool:
    """Whether a word of a table looks like something that is shown."""
    return _READ.fullmatch(text) is not None and _NOT_READ.search(text) is None


def update(language: str, folder: Path) -> tuple[Path, Path]:
    """Bring the .ts of a language in a folder up to date and make its .qm; returns both."""
    ts, qm = folder / f"onyx_{language}.ts", folder / f"onyx_{language}.qm"
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch) / "texts.py"
        calls = (f"QCoreApplication.translate({_quoted(name)}, {_quoted(text)})\n" for name, text in texts())
        listed.write_text("from PySide6.QtCore import QCoreApplication\n" + "".join(calls), encoding="utf-8")
        options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", language]
        _run("pyside6-lupdate", str(listed), *options, "-ts", str(ts))
    _run("pyside6-lrelease", "-silent", str(ts), "-qm", str(qm))
    return ts, qm


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _run(tool: str, *arguments: str) -> None:
    program = Path(sys.executable).parent / tool
    done = subprocess.run([str(program), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{tool}: {done.stdout}{done.stderr}")


def missing(ts: Path) -> list[str]:
    """Texts without a translation."""
    messages = ElementTree.parse(ts).iter("message")
    return [
        each.findtext("source") or ""
        for each in messages
        if not each.findtext("translation") or (each.find("translation") or {}).get("type") == "unfinished"
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Bring the translations up to date.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if something is out of date")
    check = parser.parse_args().check
    stale = False
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as scratch:
            kept = HERE / f"onyx_{language}.ts"
            draft = Path(scratch) / kept.name
            if kept.exists():
                draft.write_bytes(kept.read_bytes())
            for made in update(language, Path(scratch)):
                place = HERE / made.name
                if not place.exists() or place.read_bytes() != made.read_bytes():
                    stale = True
                    print(f"{place.name}: {'out of date' if check else 'renewed'}")
                    if not check:
                        place.write_bytes(made.read_bytes())
            lacking = missing(draft)
            print(f"{language}: {len(lacking)} of {len(texts())} texts lack a translation")
            for text in lacking:
                print("   ", text.replace("\n", "\\n"))
    return int(check and stale)


if __name__ == "__main__":
    raise SystemExit(main())
