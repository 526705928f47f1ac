"""The words of the command line; refuses what it does not know with exit status 2."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop import __version__
from onyx_desktop.cli import lab_arguments
from onyx_desktop.domain import Distance, Fusing, Kind, Precision, Way, Weighting
from onyx_desktop.settings import QUALITIES

if TYPE_CHECKING:
    from collections.abc import Callable

_REFINING = (Kind.SPARSE, Kind.LATE, Kind.RERANKER)


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

    _index(command("index", "Read folders and make them searchable; known ones are brought up to date."))
    quote = command("quote", "What indexing a folder would take, measured on some of its files; nothing is indexed.")
    quote.add_argument("path", type=Path, metavar="FOLDER")
    search = command("search", "Find the passages that answer a question.")
    search.add_argument("text", nargs="+", metavar="TEXT", help='words, "a phrase", -word, type: in: after: before:')
    _answer(search)
    _similar(command("similar", "Find passages that are like a file, a page of one, or a text."))
    _explain(command("explain", "Why a file is among the results of a question, or why not."))
    command("status", "What is indexed, and where the index lives.")
    command("problems", "The files that could not be read, with reasons.")
    _keeping(command)
    _pack(
        command("pack", "Write the whole library into one file, to carry it to another computer."),
        command("unpack", "Make a packed library the one of an empty data folder."),
    )
    _server(
        command("server", "A Chroma server in place of the vector index on this computer; other computers' libraries."),
        common,
    )
    _models(command("models", "The models: which there are, install, import, choose, measure."), common)
    _evaluate(command("evaluate", "Measure the search on a judged collection (BEIR layout), in a scratch folder."))
    lab_arguments.add(command("lab", "Which model is best for your own files, why, and how to make it better."), common)
    return root


def _keeping(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    forget = command("forget", "Take folders or files out of the index; the files themselves are not touched.")
    forget.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    verify = command("verify", "Check the index.")
    verify.add_argument("--repair", action="store_true", help="make again what is damaged, without embedding anew")
    command("formats", "What can be read, and by what.")
    command("compact", "Give back the room of removed folders; nothing that can be found is lost.")
    command("bench", "This computer's figures: passages a minute by model, milliseconds a search, disk a passage.")
    command(
        "mcp", "Let other programs search and read the library, by the Model Context Protocol over stdin and stdout."
    )


def _index(index: argparse.ArgumentParser) -> None:
    index.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders or files; none: all known folders")
    index.add_argument("--depth", choices=("words", "static", "full"), default="full",
                       help="words alone; also meaning at first sight; also by the chosen model (default)")  # fmt: skip
    index.add_argument("--model", metavar="ID", help="choose this model from now on; see `onyx models`")


def _pack(pack: argparse.ArgumentParser, unpack: argparse.ArgumentParser) -> None:
    pack.add_argument("file", type=Path, metavar="FILE", help="e.g. library.onyx; a zip")
    unpack.add_argument("file", type=Path, metavar="FILE")
    unpack.add_argument("--folder", action="append", default=[], metavar="OLD=NEW", dest="moved",
                        help="where a folder of the other computer is here; may be repeated")  # fmt: skip
    unpack.add_argument("--list", action="store_true", help="only say what is in it")
    unpack.set_defaults(refuse=unpack.error)


def _explain(explain: argparse.ArgumentParser) -> None:
    explain.add_argument("text", nargs="+", metavar="TEXT", help="the question, as for `onyx search`")
    explain.add_argument("path", type=Path, metavar="PATH", help="the file, in the library or not")
    explain.add_argument("--limit", type=_positive, default=10, help="as many results as `onyx search` was asked for")
    explain.add_argument("--mode", choices=("auto", "words", "meaning"), default="auto")


def _similar(similar: argparse.ArgumentParser) -> None:
    similar.add_argument("paths", nargs="*", type=Path, metavar="PATH",
                         help="a file, in the library or not; several: like them all; -: a text on stdin")  # fmt: skip
    similar.add_argument("--page", type=_positive, metavar="N", help="only this page of the file, from 1")
    similar.add_argument("--text", action="append", default=[], metavar="TEXT", help="like this text; may be repeated")
    similar.add_argument("--query", default="", metavar="TEXT", help="words and filters besides, as for `onyx search`")
    similar.set_defaults(refuse=similar.error)
    _answer(similar)


def _answer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=_positive, default=10)
    parser.add_argument("--mode", choices=("auto", "words", "meaning"), default="auto")
    parser.add_argument(
        "--export", type=Path, metavar="FILE", help="also write the hits there: .csv, .json, .md, .html"
    )
    parser.add_argument(
        "--within", action="append", type=Path, default=[], metavar="PATH",
        help="only these very files or folders (in: and name: go by parts of names); may be repeated;"
        " -: those of an earlier answer, on stdin: what --json printed, or a path a line",
    )  # fmt: skip


def _evaluate(evaluate: argparse.ArgumentParser) -> None:
    evaluate.add_argument("collection", type=Path, metavar="DIR")
    evaluate.add_argument("--files", type=Path, metavar="FOLDER", help="the corpus is this folder of real files")
    evaluate.add_argument(
        "--mode", choices=[each.value for each in Way], default="auto",
        help="auto: as the search does; fused: without late interaction and reranker; the others: a stage alone",
    )  # fmt: skip
    evaluate.add_argument("--quality", choices=QUALITIES, help="of the search, instead of that in the settings")
    evaluate.add_argument("--fusion", choices=[each.value for each in Fusing], help="how stages are put together")
    evaluate.add_argument("--stages", action="store_true", help="every stage alone, too, in a table")
    evaluate.add_argument("--work", type=Path, metavar="DIR", help="keep the index there, for the next time")
    evaluate.add_argument("--depth", choices=("static", "full"), default="full",
                          help="static: as the search is before the chosen model has read anything")  # fmt: skip
    evaluate.add_argument("--limit-queries", type=_positive, metavar="N")
    evaluate.add_argument("--model", metavar="ID")
    _look(evaluate)


def _server(server: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    acts = server.add_subparsers(dest="act", metavar="ACT")

    def act(name: str, text: str) -> argparse.ArgumentParser:
        return acts.add_parser(name, help=text, description=text, parents=[common])

    act("show", "Which server is chosen, and whether it answers.")
    use = act(
        "use",
        "Put the vectors, the text of the passages and the list of files on a server, from the index that is there."
        " They LEAVE THIS COMPUTER by that, and whoever may read the server may read them.",
    )
    use.add_argument("host", metavar="HOST")
    use.add_argument("--port", type=int, default=8000)
    use.add_argument("--tls", action="store_true", help="connect by https")
    use.add_argument("--headers", type=Path, metavar="FILE", help="lines `Name: value`, such as a token; -: stdin")
    use.add_argument("--tenant", default="default_tenant")
    use.add_argument("--database", default="default_database")
    off = act("off", "Put the vectors on this computer again; nothing is embedded.")
    off.add_argument("--delete", action="store_true", help="and delete what is on the server")
    act("list", "The libraries that are on the server, of whatever computer.")
    attach = act("attach", "Make a library of the server searchable here; again: bring it up to date.")
    attach.add_argument("name", metavar="NAME", help="of `onyx server list`, or how it begins")


def _models(models: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    acts = models.add_subparsers(dest="act", metavar="ACT")

    def act(name: str, text: str) -> argparse.ArgumentParser:
        return acts.add_parser(name, help=text, description=text, parents=[common])

    act("list", "Every model, and which are on this computer.")
    for name, text in (
        ("show", "What is known of a model."),
        ("install", "Download a model; an interrupted download goes on where it stopped."),
        ("verify", "Read a model's files again and compare their checksums."),
        ("remove", "Delete a model and the vectors it made."),
        ("drop", "Delete the vectors that a model made; the model stays."),
    ):
        act(name, text).add_argument("model", metavar="ID")
    imports = act("import", "Take a model from a folder, a zip or a file of word vectors (GloVe, word2vec, BPEmb).")
    imports.add_argument("path", type=Path, metavar="PATH")
    _distill(act("distill", "Make an instant model of your own from a transformer on this computer."))
    use = act(
        "use",
        "Choose a model for what its kind does. One that makes vectors answers when `onyx index` has made them, the old"
        " one meanwhile. A sparse, late-interaction or reranking model refines what is found, one of each kind;"
        " `onyx models use none --kind KIND` does without again.",
    )
    use.add_argument("model", metavar="ID", help="a model on this computer; none: with --kind")
    use.add_argument("--kind", choices=[kind.value for kind in _REFINING], help="with none: what to do without")
    _look(use)
    use.set_defaults(refuse=use.error)
    measure = act("measure", "Time a model on your own passages, and compare its lengths and precisions.")
    measure.add_argument("model", metavar="ID", nargs="?")


def _distill(distill: argparse.ArgumentParser) -> None:
    distill.add_argument("model", metavar="TEACHER", help="a model of kind dense; see `onyx models`")
    distill.add_argument("--text", type=Path, metavar="FOLDER",
                         help="let it learn from the teacher's vectors of the prose in these files")  # fmt: skip
    distill.add_argument("--dims", type=_positive, default=256, dest="dimensions", metavar="N", help="default: 256")
    distill.add_argument("--passes", type=_positive, default=6, metavar="N", help="over the text; default: 6")
    distill.add_argument("--weights", choices=[each.value for each in Weighting], default=Weighting.COUNTS.value,
                         help="of tokens: none, by Zipf's law, or by counts in the text (default)")  # fmt: skip
    distill.add_argument("--no-pca", action="store_true", help="the first numbers instead of principal components")
    distill.add_argument("--input-embeddings", action="store_true",
                         help="the teacher's first table instead of its whole network; quicker and worse")  # fmt: skip
    distill.add_argument("--name", default="", metavar="ID", help="of the result")


def _look(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dims", type=int, dest="dimensions", metavar="N", help="shorter vectors; 0: the full length")
    parser.add_argument("--precision", choices=[each.value for each in Precision])
    parser.add_argument("--distance", choices=[each.value for each in Distance])


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
