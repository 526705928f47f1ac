"""What the frozen program does without, and why: one table, for the specs, the build's own check and the reader.

Each of these would be carried along because some library mentions it. Standard library only: the tests and all three
systems read it.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping

# Module → why nothing needs it.
MODULES: Mapping[str, str] = {
    "kubernetes": "Chroma's: for finding servers in a cluster; not imported by its local client",
    "torch": "of the lab extra, which a frozen program cannot have",
    "transformers": "as above",
    "sentence_transformers": "as above",
    "mcp": "of the mcp extra: with it, the program would bring a web server",
    "rapidocr": "of the ocr extra: 190 MB; Tesseract is used where it is installed",
    "cv2": "as above",
    "fastapi": "Chroma's server",
    "uvicorn": "Chroma's server",
    "uvloop": "Chroma's server",
    "chromadb.server": "as above",
    "chromadb.test": "Chroma's tests",
    "chromadb.cli": "Chroma's command line",
    "typer": "Chroma's command line and the hub's",
    "grpc": "by which Chroma could report to a server; `no_reports.py` stands where Chroma looks for it",
    "opentelemetry.exporter.otlp": "as above",
    "googleapiclient": "as above",
    "hf_xet": "a second way to download, which is switched off (models/hub.py)",
    "aiohttp": "connections of the hub's client that we never open",
    "yarl": "as above",
    "multidict": "as above",
    "propcache": "as above",
    "frozenlist": "as above",
    "bcrypt": "passwords of Chroma's server",
    "onnx.backend": "ONNX's tests of other runtimes",
    "onnx.reference": "a second, slow runtime",
    "onnxruntime.quantization": "we quantise by ourselves (models/quantise.py)",
    "onnxruntime.transformers": "PyTorch's models, rewritten by the runtime's own tools",
    "onnxruntime.tools": "as above",
    "tkinter": "another toolkit for windows",
    "readline": "editing in a shell",
    "curses": "windows in a shell",
    "IPython": "a shell",
    "matplotlib": "graphs",
    "PIL": "pictures; pypdfium2 offers them, we draw with Qt",
    "pandas": "tables",
    "pytest": "tests",
    "setuptools": "builds packages",
    "pip": "installs packages",
    "lib2to3": "old Python",
    "pydoc_data": "the help of Python's shell",
}

# Files of the frozen folder → why nothing needs them.
FILES: Mapping[str, str] = {
    "*/plugins/platformthemes/libqgtk3.so": "brings all of GTK along; the portal gives the same dialogs",
    "*/plugins/egldeviceintegrations/*": "screens without a desktop",
    "*/plugins/generic/*": "screens without a desktop",
    "*/plugins/platforms/libqeglfs.so": "screens without a desktop",
    "*/plugins/platforms/libqlinuxfb.so": "screens without a desktop",
    "*/plugins/platforms/libqminimal*.so": "tests of Qt",
    "*/plugins/platforms/libqvkkhrdisplay.so": "screens without a desktop",
    "*/plugins/platforms/libqvnc.so": "screens far away",
    "*/plugins/platforminputcontexts/*virtualkeyboard*": "a keyboard on the screen, in QML",
    "*/plugins/wayland-graphics-integration-client/libvulkan-server.so": "graphics cards; the window is drawn without",
    "*/plugins/wayland-graphics-integration-client/libdrm-egl-server.so": "as above",
    "*/plugins/wayland-shell-integration/libivi-shell.so": "cars",
    "*/_core/_multiarray_tests*": "tests of numpy",
    "*/plugins/imageformats/*pdf*": "pictures that are PDFs",
    "*/plugins/tls/*": "Qt's own connections; the window has none",
    "*/plugins/networkinformation/*": "as above",
    "*/plugins/qmltooling/*": "QML",
    "*/qml/*": "QML",
    "*/opengl32sw.dll": "Windows without any graphics driver; the window is drawn by the processor",
    "*.c": "source code",
    "*.cc": "source code",
    "*.h": "source code",
    "*.pxd": "source code",
    "*.pyx": "source code",
    "*.proto": "source code",
    "*.in": "source code",
    "*.pyi": "types, for editors",
}
RESOURCE_SUFFIXES = frozenset({".py", ".ts"})
LANGUAGES = ("de",)  # translations of Qt's own words that are carried along


def is_left_out(name: str) -> bool:
    """Whether a file of the frozen folder, by its path inside it, is left out."""
    path = name.replace("\\", "/")
    if "/translations/qt" in path:
        return not path.endswith(tuple(f"_{language}.qm" for language in LANGUAGES))
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in FILES)
