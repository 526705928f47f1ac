"""Settings: defaults, a file that people may edit, and clear refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from onyx_desktop import paths, settings
from onyx_desktop.errors import BadSettings


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.toml") == settings.Settings()


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    chosen = settings.Settings(theme="dark", paused=True, excluded=("a", "b"), debounce_ms=300)
    settings.save(chosen, tmp_path / "deep" / "settings.toml")
    assert settings.load(tmp_path / "deep" / "settings.toml") == chosen
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("theme = [", "Invalid"),
        ('theme = "pink"', "theme must be one of"),
        ("debounce_ms = 9999", "debounce_ms must lie between"),
        ("debounce_ms = true", "debounce_ms must be int"),
        ("excluded = [1]", "excluded must be tuple"),
        ("schema = 2", "schema must lie between"),
    ],
)
def test_what_can_not_be_used_is_named(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    with pytest.raises(BadSettings) as refused:
        settings.load(path)
    assert refused.value.args[0] == path
    assert why in refused.value.args[1]


def test_an_unknown_key_is_no_reason_to_refuse(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("of_a_newer_version = 1")
    assert settings.load(path) == settings.Settings()


def test_onyx_home_holds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONYX_HOME", str(tmp_path / "all"))
    home = paths.home()
    assert {home.data, home.config, home.logs.parent, home.models.parent} == {tmp_path / "all"}
    assert paths.home(tmp_path / "other").data == tmp_path / "other"
