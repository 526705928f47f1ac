"""A hit inside a mail: its page is drawn from a copy, and that copy is what other programs get."""

from pathlib import Path

from onyx_desktop import paths
from onyx_desktop.domain import Depth
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from onyx_desktop.ui.deeds import _openable
from onyx_desktop.ui.page_source import Opened, PageSource
from onyx_desktop.ui.preview_look import is_pdf, look, may_be_read_again, trouble
from tests.library.conftest import run
from tests.library.test_members import documents


def test_an_attachment_is_shown_and_opened(qtbot, tmp_path: Path) -> None:
    home = paths.home(tmp_path / "onyx")
    folder = documents(tmp_path / "Documents")
    with Library.open(home, Settings()) as library:
        run(library.update([folder], Depth.WORDS))
        hit = library.search('"keeps a ferret"').hits[0]
        found = look(library, hit, "ferret")
        assert found.pdf is not None
        assert found.pdf.is_relative_to(home.data)
        assert is_pdf(hit, found)
        assert (trouble(hit, found), may_be_read_again(hit, found)) == ("", False)
        source = PageSource(None)
        assert source.open(found.pdf, 1) is Opened.WELL
        assert source.pages == 2
        there, _ = _openable(library, hit)
        assert there == found.pdf
        (folder / "mail.eml").unlink()
        assert look(library, hit, "ferret").pdf is None
        assert trouble(hit, look(library, hit, "ferret"))
        source.deleteLater()
