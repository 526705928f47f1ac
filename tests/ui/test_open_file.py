import shutil
from pathlib import Path

import pytest

from onyx_desktop.ui.open_file import command_for, viewer_command


@pytest.mark.parametrize(
    ("desktop_file", "program", "flag"),
    [
        ("org.gnome.Evince.desktop", "evince", "-i"),
        ("evince.desktop", "evince", "-i"),
        ("org.kde.okular.desktop", "okular", "-p"),
        ("okularApplication_pdf.desktop", "okular", "-p"),
        ("org.pwmt.zathura.desktop", "zathura", "-P"),
        ("org.pwmt.zathura-pdf-mupdf.desktop", "zathura", "-P"),
    ],
)
def test_known_viewers_get_the_page(
    desktop_file: str, program: str, flag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tmp_path / program
    found.write_text("#!/bin/sh\n")
    found.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    path = Path("Lease.pdf")
    assert command_for(desktop_file, path, 4) == [str(found), flag, "4", "Lease.pdf"]


def test_other_viewers_just_get_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command_for("firefox.desktop", tmp_path / "x.pdf", 4) == []
    assert command_for("", tmp_path / "x.pdf", 4) == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command_for("org.gnome.Evince.desktop", tmp_path / "x.pdf", 4) == [], "named, but not installed"


def test_the_desktop_is_asked_for_its_viewer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("xdg-mime", "#!/bin/sh\necho org.gnome.Evince.desktop\n"), ("evince", "#!/bin/sh\n")):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{Path(shutil.which('sh') or '').parent}")
    assert viewer_command(Path("x.pdf"), 3) == [str(tmp_path / "evince"), "-i", "3", "x.pdf"]
    assert viewer_command(Path("x.txt"), None) == []
    assert viewer_command(Path("x.docx"), 3) == []
