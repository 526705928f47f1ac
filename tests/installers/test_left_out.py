"""What the frozen program does without is needed by nothing: the main jobs run where none of it can be imported."""

import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from tests.documents import making

ROOT = Path(__file__).resolve().parents[2]
COMMON = ROOT / "installers" / "common"
# Read by every Python process of the test, the readers and Chroma's process too, before anything else.
CUSTOMIZE = """
import sys
from importlib.machinery import PathFinder
sys.path.insert(0, COMMON)
import left_out

class Without(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name in left_out.MODULES else PathFinder.find_spec(name, path, target)

sys.meta_path[sys.meta_path.index(PathFinder)] = Without
for name in set(sys.modules) & set(left_out.MODULES):
    del sys.modules[name]
import stand_ins
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory):
    """Runs a command of ours without what is left out; its output."""
    folder = tmp_path_factory.mktemp("without")
    text = CUSTOMIZE.replace("COMMON", repr(str(COMMON)))
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")
    changes = {"PYTHONPATH": os.pathsep.join((str(folder), str(ROOT))), "ONYX_HOME": str(folder / "home")}

    def start(*command: str) -> str:
        environment = os.environ | changes | {"QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            [sys.executable, *command], capture_output=True, text=True, env=environment, timeout=250, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return start


def test_the_refusal_works(run) -> None:
    code = "import importlib\ntry:\n importlib.import_module('kubernetes')\nexcept ImportError as e: print(e)"
    assert run("-c", code).strip() == "No module named 'kubernetes'"


def test_indexing_searching_and_verifying_do_without(run, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    letter = docx.Document()
    letter.add_paragraph("The landlord keeps the heating in working order.")
    letter.save(str(papers / "lease.docx"))
    (papers / "mail.eml").write_text("From: a@b.c\nSubject: rent\n\nThe rent is due on the first.\n")
    (papers / "lease.pdf").write_bytes(making.pdf("Pets are welcome if the neighbours agree."))
    commands = (
        ["index", str(papers)],
        ["search", "who repairs the radiators", "--limit", "1"],
        ["verify"],
        ["models"],
    )
    code = "import sys\nif __name__ == '__main__':\n from onyx_desktop.cli import main\n"
    script = tmp_path / "commands.py"  # a file, because the processes of readers and Chroma import it again
    script.write_text(code + f" sys.exit(any([main(words) for words in {commands!r}]))\n")
    said = run(str(script))
    assert "3 indexed, 0 unchanged, 0 not readable" in said
    assert "lease.docx" in said
    assert "All is well" in said
    assert "all-MiniLM-L6-v2" in said


def test_models_are_converted_and_made_without(run) -> None:
    code = (
        "import onyx_desktop.models.convert, chromadb.api.fastapi, onnx, onnx.helper, onnx.numpy_helper, sentencepiece"
    )
    assert run("-c", f"{code}; print('imported')") == "imported\n"


def test_a_model_is_fetched_from_a_hub_without(run, tmp_path: Path) -> None:
    code = (
        "import sys, threading, pathlib\n"
        "from onyx_desktop.models.hub import Hub, Part\n"
        "from tests.models.hub_server import Published, serving\n"
        "with serving(Published({'someone/tiny': {'model.onnx': b'weights' * 9}})) as served:\n"
        "    hub = Hub(served.url)\n"
        "    found = hub.look_up('tiny', 'someone/tiny', 'main')\n"
        "    part = Part(pathlib.Path(sys.argv[1]), threading.Event())\n"
        "    hub.fetch('tiny', found, found.files['model.onnx'], part)\n"
    )
    run("-c", code, str(tmp_path / "model.onnx"))
    assert (tmp_path / "model.onnx").read_bytes() == b"weights" * 9


def test_an_encrypted_file_is_read_without(run, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(making.encrypted(making.pdf("Pets are welcome."), ""))
    code = (
        "import pathlib, sys\n"
        "from onyx_desktop.documents import pdf_facts\n"
        "print(pdf_facts.read(pathlib.Path(sys.argv[1])).pages[0].text, 'cryptography' in sys.modules)\n"
    )
    assert run("-c", code, str(locked)).split() == ["Pets", "are", "welcome.", "False"]


def test_plots_are_drawn_without(run) -> None:
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "application = QApplication([])\n"
        "from onyx_desktop.ui.lab_plots import TrialPlot\n"
        "from onyx_desktop.ui.palette import LIGHT\n"
        "around = QWidget()\n"
        "plot = TrialPlot(LIGHT, around)\n"
        "around.show()\n"
        "picture = plot.grab().toImage()\n"
        "print(len({picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}) > 2)\n"
    )
    assert run("-c", code) == "True\n"


def test_chroma_opens_without_the_part_that_reports(run, tmp_path: Path) -> None:
    code = (
        "import contextlib, sys, pathlib, numpy as np\n"
        "from onyx_desktop.index import chroma_child\n"
        "with contextlib.ExitStack() as stack:\n"
        "    store = chroma_child._open(pathlib.Path(sys.argv[1]), stack)\n"
        "    store.upsert('abc', np.arange(3), np.eye(3, dtype=np.float32))\n"
        "    print(store.query('abc', np.eye(3, dtype=np.float32)[:1], 1)[0][0], 'grpc' in sys.modules)\n"
    )
    assert run("-c", code, str(tmp_path / "chroma")).strip() == "[0] False"
