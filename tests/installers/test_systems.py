"""What can be checked of installers that can't be built here: forms, names, and that all say the same."""

import ast
import os
import plistlib
import re
import shutil
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from onyx_desktop import __version__
from onyx_desktop.app import parser
from tests.installers.loading import INSTALLERS, ROOT, load

PINNED = [
    Requirement(line)
    for line in (INSTALLERS / "common/requirements.txt").read_text().splitlines()
    if line[:1] not in {"", "#"}
]
INNO = (INSTALLERS / "windows/onyx.iss").read_text(encoding="utf-8")


def test_the_version_has_one_place() -> None:
    assert load("common", "project").version() == __version__
    scripts = [
        file for file in INSTALLERS.rglob("*") if file.suffix in {".py", ".spec", ".iss", ".xml", ".yml", ".1", ".sh"}
    ]
    assert len(scripts) > 20
    saying = re.compile(rf"(?<![\w.-]){re.escape(__version__)}(?![\w.-])")
    told = [line for file in scripts for line in file.read_text(encoding="utf-8").splitlines() if saying.search(line)]
    assert told == [], "write @VERSION@, or ask project.version()"


def test_every_library_is_pinned_within_the_bounds_of_the_project() -> None:
    pins = {each.name.lower().replace("_", "-"): each for each in PINNED}
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    for line in wanted:
        asked = Requirement(line)
        name = asked.name.lower().replace("_", "-")
        assert name in pins, f"add {name}==VERSION to installers/common/requirements.txt, with what it needs itself"
        (pin,) = pins[name].specifier
        assert pin.operator == "=="
        assert Version(pin.version) in asked.specifier, line
    assert "torch" not in pins


def test_nothing_is_installed_only_to_be_left_out_again() -> None:
    without = set(load("common", "left_out").MODULES)
    names = {each.name.lower().replace("-", "_"): each.name for each in PINNED}
    assert not [each for name, each in names.items() if name in without]
    others = [each for each in PINNED if each.marker]
    assert {each.name for each in others} == {"pefile", "pywin32-ctypes", "macholib"}, "PyInstaller's, elsewhere"


def test_every_build_is_called_in_the_same_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for system in ("linux", "windows", "macos"):
        assert callable(load(system, "build").build), system
    monkeypatch.chdir(tmp_path)
    Path("onyx.whl").write_bytes(b"")
    monkeypatch.setattr("sys.argv", ["build.py", "onyx.whl", "--out", "made/here"])
    given: list[Path] = []

    def build(wheel: Path, work: Path, out: Path) -> list[Path]:
        given.extend((wheel, work, out))
        (out / "setup.exe").write_bytes(bytes(2_500_000))
        return [out / "setup.exe"]

    load("common", "building").from_command_line("Says what it does.", build)
    assert given == [tmp_path / "onyx.whl", tmp_path / "build", tmp_path / "made" / "here"]
    assert capsys.readouterr().out == "setup.exe: 2.5 MB\n"


@pytest.mark.parametrize("spec", sorted(INSTALLERS.rglob("*.spec")), ids=lambda spec: spec.parent.name)
def test_a_spec_is_python_and_takes_what_all_share(spec: Path) -> None:
    tree = ast.parse(spec.read_text(encoding="utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert {"Analysis", "EXE", "PYZ", "COLLECT", "freeze.arguments", "freeze.pruned"} <= called
    switches = [ast.unparse(word) for node in ast.walk(tree) if isinstance(node, ast.Call) for word in node.keywords]
    assert "upx=False" in switches
    assert "upx=True" not in switches


def test_what_is_left_out_has_a_reason_each_and_spares_what_the_window_needs() -> None:
    made = load("common", "left_out")
    assert all(made.MODULES.values())
    assert all(made.FILES.values())
    for gone in (
        "PySide6/Qt/plugins/platforms/libqeglfs.so", "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        r"PySide6\translations\qtbase_fr.qm", "onnx/onnx.proto",
    ):  # fmt: skip
        assert made.is_left_out(gone), gone
    for kept in (
        "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so", "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/translations/qtbase_de.qm", "onyx_desktop/resources/translations/onyx_de.qm",
        "onyx_desktop/resources/models/all-MiniLM-L6-v2/model.onnx", "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
    ):  # fmt: skip
        assert not made.is_left_out(kept), kept


def test_the_name_of_the_program_decides_what_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    start = load("common", "start")
    ran: list[str] = []
    monkeypatch.setattr("onyx_desktop.cli.main", lambda: ran.append("onyx") or 0)
    monkeypatch.setattr("onyx_desktop.__main__.main", lambda: ran.append("window") or 0)
    for name in ("/usr/bin/onyx", "onyx.exe", "ONYX.EXE", "/usr/bin/onyx-desktop", "onyx-desktop.exe"):
        monkeypatch.setattr("sys.argv", [name])
        assert start.main() == 0
    assert ran == ["onyx", "onyx", "onyx", "window", "window"]


def test_other_programs_do_not_get_our_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    start = load("common", "start")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/onyx-desktop/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/theirs")
    monkeypatch.setenv("DYLD_LIBRARY_PATH", "/Applications/Onyx")
    start._let_others_find_their_libraries()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/theirs"
    assert "DYLD_LIBRARY_PATH" not in os.environ


# Linux.


def test_entries_of_the_menu_keep_to_the_form(tmp_path: Path) -> None:
    for name in ("onyx-desktop", "autostart", "sendto"):
        text = (ROOT / "resources/desktop" / f"{name}.desktop").read_text(encoding="utf-8")
        assert re.search(r"^Exec=onyx-desktop( |$)", text, flags=re.MULTILINE)
        assert "Icon=onyx-desktop" in text
        assert text.count("[de]=") >= 1
        if tool := shutil.which("desktop-file-validate"):
            (tmp_path / f"{name}.desktop").write_text(text, encoding="utf-8")
            subprocess.run([tool, str(tmp_path / f"{name}.desktop")], check=True, timeout=30)
    main = (ROOT / "resources/desktop/onyx-desktop.desktop").read_text(encoding="utf-8")
    assert "MimeType" not in main, "Onyx must not become what folders are opened with"


def test_the_pages_for_man_name_every_option_and_command() -> None:
    page = (INSTALLERS / "linux/share/onyx-desktop.1").read_text(encoding="utf-8").replace("\\-", "-")
    options = {text for action in parser()._actions for text in action.option_strings if text.startswith("--")}
    assert not {option for option in options - {"--help"} if option not in page}


def test_the_description_for_shops_is_what_the_program_is() -> None:
    name = load("common", "project").IDENTIFIER
    said = ElementTree.parse(INSTALLERS / f"linux/share/{name}.metainfo.xml").getroot()
    assert said.findtext("id") == name
    assert said.findtext("project_license") == "Apache-2.0"
    assert said.findtext("launchable") == "onyx-desktop.desktop"
    assert said.find("supports/internet").text == "offline-only"  # type: ignore[union-attr]  # none would fail the test


def test_the_script_for_one_person_is_plain_shell() -> None:
    shell = shutil.which("dash") or shutil.which("sh")
    assert shell is not None
    for script in (INSTALLERS / "linux/install.sh", INSTALLERS / "macos/notarise.sh"):
        subprocess.run([shell, "-n", str(script)], check=True, timeout=30)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """What the archive holds, with a small program in the place of ours."""
    made = tmp_path / "unpacked"
    (made / "program").mkdir(parents=True)
    (made / "program" / "onyx-desktop").write_text('#!/bin/sh\necho started as $(basename "$0")\n')
    (made / "program" / "onyx-desktop").chmod(0o755)
    (made / "share" / "applications").mkdir(parents=True)
    shutil.copy(ROOT / "resources/desktop/onyx-desktop.desktop", made / "share" / "applications")
    shutil.copy(INSTALLERS / "linux/install.sh", made)
    return made


def test_it_installs_for_one_person_and_leaves_nothing(archive: Path, tmp_path: Path) -> None:
    home = tmp_path / "A home with spaces"
    other = home / ".local" / "share" / "applications" / "other.desktop"
    other.parent.mkdir(parents=True)
    other.touch()

    def run(*words: str) -> str:
        environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
        command = [str(archive / "install.sh"), *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60).stdout

    assert "not on your PATH" in run("--user")
    run("--user")  # over itself
    for name in ("onyx", "onyx-desktop"):
        said = subprocess.run([home / ".local/bin" / name], capture_output=True, text=True, check=True).stdout
        assert said == f"started as {name}\n"
    entry = (home / ".local/share/applications/onyx-desktop.desktop").read_text(encoding="utf-8")
    assert f'Exec="{home}/.local/lib/onyx-desktop/onyx-desktop" %F\n' in entry
    assert "Removed" in run("--remove", "--user")
    assert [each for each in home.rglob("*") if not each.is_dir()] == [other]


# Windows.


def sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in INNO.splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif line.strip() and not line.startswith((";", "#")):
            current.append(line)
    return found


def test_the_script_of_inno_setup_refers_to_what_it_defines() -> None:
    parts = sections()
    texts = {line.partition(".")[2].partition("=")[0] for line in parts["CustomMessages"]}
    for name in texts:
        assert {f"en.{name}", f"de.{name}"} <= {line.partition("=")[0] for line in parts["CustomMessages"]}
    used = set(re.findall(r"\{cm:(\w+)", INNO)) | set(re.findall(r"CustomMessage\('(\w+)'\)", INNO))
    assert used - {"CreateDesktopIcon", "LaunchProgram"} <= texts  # those two are Inno Setup's own
    assert texts <= used
    tasks = set(re.findall(r'^Name: "(\w+)"', "\n".join(parts["Tasks"]), flags=re.MULTILINE))
    asked = set(re.findall(r"Tasks: (\w+)", INNO)) | set(re.findall(r"WizardIsTaskSelected\('(\w+)'\)", INNO))
    assert asked == tasks


def test_the_code_of_inno_setup_is_whole() -> None:
    code = re.sub(r"'[^'\n]*'", "''", INNO.partition("[Code]")[2])
    words = re.findall(r"\b(begin|end)\b", code)
    assert words.count("begin") == words.count("end") > 3
    assert code.count("(") == code.count(")")


def test_windows_is_promised_what_the_readme_says() -> None:
    setup = dict(line.split("=", 1) for line in sections()["Setup"])
    assert setup["PrivilegesRequired"] == "lowest"
    assert "dialog" in setup["PrivilegesRequiredOverridesAllowed"]
    assert setup["ChangesAssociations"] == "no"
    assert setup["AppVersion"] == "{#Version}"
    assert all("unchecked" in line for line in sections()["Tasks"])
    assert r"Software\Classes\." not in INNO, "no type of file is taken over"
    assert "MB_DEFBUTTON2" in INNO, "the index is kept unless somebody says otherwise"
    assert r"{localappdata}\onyx-desktop" in INNO  # where platformdirs puts it: test_paths of that library


def test_the_compiler_of_inno_setup_is_told_version_and_folder() -> None:
    command = load("windows", "build").compiler(Path("frozen"), Path("dist"))
    assert command[0] == "ISCC"
    defined = set(re.findall(r"\{#(\w+)\}", INNO))
    assert {word[2:].partition("=")[0] for word in command if word.startswith("/D")} == defined


def test_the_resource_of_the_version_is_what_pyinstaller_reads() -> None:
    made = load("windows", "resource_of_version")
    kinds = [
        "VSVersionInfo",
        "FixedFileInfo",
        "StringFileInfo",
        "StringTable",
        "StringStruct",
        "VarFileInfo",
        "VarStruct",
    ]
    read = eval(made.text("onyx"), {kind: lambda *words, _kind=kind, **named: (_kind, words, named) for kind in kinds})
    assert read[2]["ffi"][2]["filevers"][:3] == tuple(int(part) for part in __version__.split("."))
    assert ("StringStruct", ("OriginalFilename", "onyx.exe"), {}) in read[2]["kids"][0][1][0][0][1][1]


def test_the_manifest_of_windows_lets_chroma_use_any_name() -> None:
    said = ElementTree.parse(INSTALLERS / "windows/onyx.manifest").getroot()
    texts = {each.tag.rpartition("}")[2]: each.text for each in said.iter()}
    assert texts["activeCodePage"] == "UTF-8"
    assert texts["longPathAware"] == "true"


# macOS and Flatpak.


def test_macos_is_told_what_the_program_is(monkeypatch: pytest.MonkeyPatch) -> None:
    made = load("macos", "information")
    said = plistlib.loads(plistlib.dumps(made.plist()))
    assert said["CFBundleShortVersionString"] == __version__
    (kind,) = said["CFBundleDocumentTypes"]
    assert kind["LSHandlerRank"] == "Alternate", "Finder stays what folders are opened with"
    monkeypatch.delenv("ONYX_CODESIGN_IDENTITY", raising=False)
    assert made.identity() is None
    monkeypatch.setenv("ONYX_CODESIGN_IDENTITY", "Developer ID")
    assert made.identity() == "Developer ID"


def test_macos_grants_only_what_has_a_reason() -> None:
    text = (INSTALLERS / "macos/entitlements.plist").read_bytes()
    granted = plistlib.loads(text)
    assert all(granted.values())
    assert not [name for name in granted if "network" in name or "files" in name]
    assert text.count(b"<!--") == len(granted)


def test_the_disk_image_shows_the_application_and_where_it_goes() -> None:
    known = {"defines": {"app": "Onyx Desktop.app"}}
    exec(compile((INSTALLERS / "macos/disk_image.py").read_text(encoding="utf-8"), "disk_image.py", "exec"), known)
    assert known["files"] == ["Onyx Desktop.app"]
    assert set(known["icon_locations"]) == {"Onyx Desktop.app", *known["symlinks"]}


def test_flatpak_gets_no_network_and_may_write_nothing() -> None:
    (file,) = (INSTALLERS / "flatpak").glob("*.yml")
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert said["id"] == file.stem
    assert "--share=network" not in said["finish-args"]
    assert [each for each in said["finish-args"] if "filesystem" in each] == ["--filesystem=xdg-documents:ro"]
    assert "@SHA256@" in file.read_text(encoding="utf-8")


def test_the_workflow_builds_on_three_systems_and_publishes_nothing() -> None:
    text = (ROOT / ".github/workflows/installers.yml").read_text(encoding="utf-8")
    said = yaml.safe_load(text)
    assert {job["runs-on"] for job in said["jobs"].values()} == {"ubuntu-latest", "windows-latest", "macos-latest"}
    assert said["permissions"] == {"contents": "read"}
    assert (INSTALLERS / "README.md").read_text(encoding="utf-8").count("\n    apt-get install ") == 1
    named = set(re.findall(r"installers/[\w/]+\.py", text))
    assert named
    assert all((ROOT / name).exists() for name in named)


# Licences.


def parts() -> Iterator[object]:
    inside = load("common", "inside")
    text = INSTALLERS / "common/licences/MIT.txt"
    yield inside.Part("with-text", "1", "MIT", "python", (text,))
    yield inside.Part("PySide6_Essentials", "6.11.3", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", "python", ())


def test_licences_are_collected_with_the_texts_that_libraries_lack(tmp_path: Path) -> None:
    licences = load("common", "licences")
    licences.collect(list(parts()), tmp_path / "licences")
    assert "LESSER GENERAL PUBLIC" in (tmp_path / "licences/PySide6_Essentials/LGPL-3.0.txt").read_text()
    assert (tmp_path / "licences/PySide6_Essentials/GPL-3.0.txt").exists()
    table = (tmp_path / "licences/README.md").read_text(encoding="utf-8")
    assert "| with-text | 1 | MIT |" in table
    assert "put it in their place" in table, "Qt may be replaced"


def test_what_was_changed_within_qt_is_named_by_itself(tmp_path: Path) -> None:
    library = tmp_path / "_internal/PySide6/Qt/lib/libicudata.so.73"
    library.parent.mkdir(parents=True)
    library.touch()
    (part,) = load("linux", "build").icu_parts(tmp_path)
    assert (part.name, part.version) == ("ICU", "73")
    assert "Unicode, Inc." in part.texts[0].read_text(encoding="utf-8")
    bill = load("common", "bill").narrowed({"metadata": {}, "components": [], "dependencies": []}, [part])
    (named,) = (each for each in bill["components"] if each["name"] == "ICU")
    assert "purl" not in named, "no package of Debian's"


def test_a_licence_without_a_text_stops_the_build() -> None:
    licences, inside = load("common", "licences"), load("common", "inside")
    with pytest.raises(ValueError, match="brings no licence text"):
        licences.texts_of(inside.Part("odd", "1", "Its own", "python", ()))


def test_the_bill_names_what_is_inside_and_nothing_else() -> None:
    bill, inside = load("common", "bill"), load("common", "inside")
    raw = {
        "metadata": {},
        "components": [{"name": "typing_extensions", "bom-ref": "a"}, {"name": "kubernetes", "bom-ref": "b"}],
        "dependencies": [{"ref": "a", "dependsOn": ["b"]}, {"ref": "b"}],
    }
    here = [
        inside.Part("typing-extensions", "4", "PSF-2.0", "python", ()),
        inside.Part("libffi8", "3", "", "system", ()),
    ]
    made = bill.narrowed(raw, here)
    names = {each["name"] for each in made["components"]}
    assert names == {"typing_extensions", "libffi8", "all-MiniLM-L6-v2"}
    assert {"ref": "a", "dependsOn": []} in made["dependencies"]
    with pytest.raises(ValueError, match="nowhere"):
        bill.narrowed(raw, [inside.Part("nowhere", "1", "", "python", ())])


def test_two_builds_are_compared_by_what_is_inside(tmp_path: Path) -> None:
    release = load("", "release")
    for name, text in (("one", "a"), ("other", "b")):
        (tmp_path / name).mkdir()
        with zipfile.ZipFile(tmp_path / name / "x.whl", "w") as packed:
            packed.writestr("same.py", "same")
            packed.writestr("differs.py", text)
    assert release.compared(tmp_path / "one", tmp_path / "one") == []
    (said,) = release.compared(tmp_path / "one", tmp_path / "other")
    assert said == "x.whl: 1 of 2 members differ ['differs.py']"
