"""The version → what Windows shows under Properties › Details; PyInstaller reads the text and writes the resource."""

from __future__ import annotations

from pathlib import Path

from project import SUMMARY, TITLE, version, version_numbers

_TEXTS = {
    "CompanyName": "The Onyx Desktop founders",
    "LegalCopyright": "Apache License 2.0",
    "ProductName": TITLE,
}


def text(program: str) -> str:
    """In the syntax of PyInstaller's version files: a Python expression over the structures of Windows."""
    numbers = version_numbers()
    texts = _TEXTS | {
        "FileDescription": TITLE if program == "onyx-desktop" else f"{TITLE}, command line",
        "Comments": SUMMARY,
        "FileVersion": version(),
        "ProductVersion": version(),
        "InternalName": program,
        "OriginalFilename": f"{program}.exe",
    }
    rows = ", ".join(f"StringStruct({name!r}, {said!r})" for name, said in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004,"
        " fileType=0x1, subtype=0x0, date=(0, 0)), kids=["
        f"StringFileInfo([StringTable('040904B0', [{rows}])]),"
        " VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def resource(program: str) -> str:
    """The file for the spec, written beside it."""
    file = Path(__file__).resolve().parent / f"{program}.version"
    file.write_text(text(program), encoding="utf-8")
    return str(file)
