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
    "grpc": "by which Chroma could report to a server; `stand_ins.py` stands where Chroma looks for it",
    "opentelemetry.exporter.otlp": "as above",
    "googleapiclient": "as above",
    "hf_xet": "a second way to download, which is switched off (models/hub.py)",
    "aiohttp": "connections of the hub's client that we never open",
    "yarl": "as above",
    "multidict": "as above",
    "propcache": "as above",
    "frozenlist": "as above",
    "bcrypt": "passwords of Chroma's server",
    "requests": "fetches for parts of libraries that are left out or get nothing from elsewhere",
    "urllib3": "as above",
    "click": "command lines of libraries",
    "rich": "colours for the command lines of libraries",
    "pygments": "as above",
    "markdown_it": "as above",
    "fsspec": "files on other computers, as if they were here",
    "huggingface_hub.cli": "the hub's command line",
    "huggingface_hub.inference": "models that run on the hub's computers",
    "huggingface_hub.hf_file_system": "the hub as if it were a disk",
    "pydantic.v1": "pydantic as it was before 2023",
    "cryptography": "pypdf's first choice for encrypted files, 12 MB; it reads them by pycryptodome as well",
    "Crypto.IO": "of pycryptodome, from which pypdf takes two ciphers: other uses of it",
    "Crypto.Math": "as above",
    "Crypto.PublicKey": "as above",
    "Crypto.SelfTest": "as above",
    "Crypto.Signature": "as above",
    "onnx.backend": "ONNX's tests of other runtimes",
    "onnx.reference": "a second, slow runtime",
    "onnxruntime.quantization": "we quantise by ourselves (models/quantise.py)",
    "onnxruntime.transformers": "PyTorch's models, rewritten by the runtime's own tools",
    "onnxruntime.tools": "as above",
    "tkinter": "another toolkit for windows",
    "readline": "editing in a shell",
    "curses": "windows in a shell",
    "numpy.f2py": "builds programs in Fortran",
    "numpy.testing": "tests of numpy",
    "unittest": "tests",
    "doctest": "tests",
    "pdb": "looks for errors in a shell",
    "PySide6.QtOpenGL": "pyqtgraph's pictures in space; ours are flat, and Qt draws them by the processor",
    "PySide6.QtOpenGLWidgets": "as above",
    "PySide6.QtTest": "pyqtgraph's tests",
    "pyqtgraph.opengl": "pictures in space",
    "pyqtgraph.flowchart": "plans of calculations, to be drawn",
    "pyqtgraph.console": "a shell in a window",
    "IPython": "a shell",
    "matplotlib": "graphs",
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
    "*/_core/_*_tests*": "tests of numpy",
    "*/plugins/imageformats/*pdf*": "pictures that are PDFs",
    "*/plugins/imageformats/*icns*": "pictures of kinds that the window never shows",
    "*/plugins/imageformats/*tga*": "as above",
    "*/plugins/imageformats/*tiff*": "as above",
    "*/plugins/imageformats/*wbmp*": "as above",
    "*/plugins/imageformats/*webp*": "as above",
    "*/plugins/tls/*": "Qt's own connections; the window has none",
    "*/plugins/networkinformation/*": "as above",
    "*/plugins/qmltooling/*": "QML",
    "*/qml/*": "QML",
    "*/opengl32sw.dll": "Windows without any graphics driver; the window is drawn by the processor",
    "Crypto/Math/*": "of pycryptodome, from which pypdf takes two ciphers",
    "Crypto/Protocol/*": "as above",
    "Crypto/PublicKey/*": "as above",
    "jsonschema/benchmarks/*": "tests of jsonschema",
    "pyqtgraph/icons/peegee/*": "its own sign",
    "*.dist-info/licenses/*": "the build collects the texts of all licences in one folder",
    "*.dist-info/sboms/*": "as above",
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
