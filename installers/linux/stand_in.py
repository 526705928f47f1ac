"""A library that is linked to, but never called → a small one in its place, which says that it is not there.

kreuzberg is linked to a model runtime of its own (22 MB), for finding the layout of scans and for embeddings. Office
files, all that we give it (documents/office.py), need none of that; but its library would not be loaded without one.
ONNX Runtime's only door is `OrtGetApiBase`; where it gives nothing, a caller gets an error and no runtime.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

DOOR = "OrtGetApiBase"
PATTERN = "kreuzberg.libs/libonnxruntime-*.so*"
_USER = "kreuzberg/_internal_bindings.abi3.so"
_CODE = f"""\
    .text
    .globl {DOOR}
    .type {DOOR}, @function
{DOOR}:
    xorl %eax, %eax
    ret
    .size {DOOR}, .-{DOOR}
    .section .note.GNU-stack,"",@progbits
"""


def put_in_place(inside: Path) -> None:
    """In the folder of the frozen program's libraries. Raises ValueError if kreuzberg asks for more than the door."""
    (real,) = inside.glob(PATTERN)
    user = inside / _USER
    asked = asked_for(user)
    if set(asked) != {DOOR}:
        raise ValueError(f"kreuzberg asks its runtime for {', '.join(sorted(asked)) or 'nothing'}")
    real.unlink()
    make(real, asked[DOOR])


def asked_for(user: Path) -> dict[str, str]:
    """What a library asks of ONNX Runtime, each function with the version of it."""
    command = ["nm", "--dynamic", "--undefined-only", str(user)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return dict(re.findall(r"\bU (Ort\w+)@(\S+)", said))


def make(library: Path, version: str) -> None:
    """The stand-in, for x86-64. version: of the function, as the one who asks names it."""
    with tempfile.TemporaryDirectory() as scratch:
        source, compiled, versions = (Path(scratch) / name for name in ("door.s", "door.o", "door.map"))
        source.write_text(_CODE, encoding="utf-8")
        versions.write_text(f"{version} {{ global: {DOOR}; local: *; }};\n", encoding="utf-8")
        subprocess.run(["as", "-o", str(compiled), str(source)], check=True)
        plain = ["-shared", "--build-id=none", "-z", "noexecstack", "--strip-all", "-soname", library.name]
        subprocess.run(["ld", *plain, "--version-script", str(versions), "-o", str(library), str(compiled)], check=True)
