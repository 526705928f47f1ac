"""`onyx pack` and `onyx unpack`: a library as one file, for another computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop import paths
from onyx_desktop.cli import wording
from onyx_desktop.cli.opening import open_library
from onyx_desktop.cli.output import show
from onyx_desktop.cli.progress import watch
from onyx_desktop.library import moving

if TYPE_CHECKING:
    import argparse

    from onyx_desktop.library.moving import Packed


def pack(arguments: argparse.Namespace) -> int:
    """Write the library into a file."""
    with open_library(arguments, write=True) as library:
        packed = watch(moving.pack(library.store, library.settings.model, arguments.file))
    size = arguments.file.stat().st_size
    line = f"{packed.files:,} files of the library are in {arguments.file} ({wording.size(size)})."
    return show(
        arguments, _facts(packed) | {"packed_bytes": size}, [line, "It holds their text, and is not encrypted."]
    )


def unpack(arguments: argparse.Namespace) -> int:
    """Make a packed library the one of this data folder, or say what is in it."""
    if arguments.list:
        packed = moving.look_into(arguments.file)
        return show(arguments, _facts(packed), [f"{packed.files:,} files, model {packed.model}:", *packed.folders])
    moved = dict(_moved(arguments, each) for each in arguments.moved)
    packed = moving.look_into(arguments.file)
    if strange := sorted(set(moved) - set(packed.folders)):
        arguments.refuse(f"the library has no folder {strange[0]}; it has {', '.join(packed.folders)}")
    watch(moving.unpack(arguments.file, paths.home(arguments.data_dir), moved))
    here = [moved.get(folder, Path(folder)) for folder in packed.folders]
    lines = [f"{packed.files:,} files are searchable here."]
    lines += [f"{folder} is not there; its files are kept as those of an unplugged drive." for folder in here
              if not folder.is_dir()]  # fmt: skip
    with open_library(arguments) as library:
        if packed.model != library.settings.model:
            lines.append(f"It was made with {packed.model}: `onyx models use {packed.model}`.")
    return show(arguments, _facts(packed) | {"here": [str(folder) for folder in here]}, lines)


def _facts(packed: Packed) -> dict[str, object]:
    return {
        "files": packed.files,
        "folders": list(packed.folders),
        "model": packed.model,
        "program": packed.program,
        "unpacked_bytes": packed.size_bytes,
    }


def _moved(arguments: argparse.Namespace, given: str) -> tuple[str, Path]:
    old, separator, new = given.rpartition("=")
    if not (separator and old and new):
        arguments.refuse("--folder wants OLD=NEW")
    return old, Path(new).expanduser().absolute()
