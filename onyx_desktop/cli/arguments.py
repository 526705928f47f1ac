"""The words of the command line; refuses what it does not know with exit status 2."""

from __future__ import annotations

import argparse
from pathlib import Path

from onyx_desktop import __version__


def parser() -> argparse.ArgumentParser:
    """The parser of `onyx`."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data-dir", type=Path, metavar="DIR", default=argparse.SUPPRESS,
                        help="where the index lives (else ONYX_HOME, else the system's place for it)")  # fmt: skip
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="one JSON document on stdout")
    root = argparse.ArgumentParser(
        prog="onyx", parents=[common], description="Search your own documents by meaning, on this computer."
    )
    root.add_argument("--version", action="version", version=f"onyx {__version__}")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[common])

    index = command("index", "Read folders and make them searchable; known ones are brought up to date.")
    index.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders or files; none: all known folders")
    index.add_argument("--depth", choices=("words", "full"), default="full")
    search = command("search", "Find the passages that answer a question.")
    search.add_argument("text", nargs="+", metavar="TEXT", help='words, "a phrase", -word, type: in: after: before:')
    search.add_argument("--limit", type=_positive, default=10)
    search.add_argument("--mode", choices=("auto", "words", "meaning"), default="auto")
    command("status", "What is indexed, and where the index lives.")
    command("problems", "The files that could not be read, with reasons.")
    forget = command("forget", "Take folders or files out of the index; the files themselves are not touched.")
    forget.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    verify = command("verify", "Check the index.")
    verify.add_argument("--repair", action="store_true", help="make again what is damaged, without embedding anew")
    _evaluate(command("evaluate", "Measure the search on a judged collection (BEIR layout), in a scratch folder."))
    return root


def _evaluate(evaluate: argparse.ArgumentParser) -> None:
    evaluate.add_argument("collection", type=Path, metavar="DIR")
    evaluate.add_argument("--files", type=Path, metavar="FOLDER", help="the corpus is this folder of real files")
    evaluate.add_argument("--mode", choices=("auto", "words", "meaning"), default="auto")
    evaluate.add_argument("--limit-queries", type=_positive, metavar="N")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
