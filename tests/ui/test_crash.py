import threading

from pytestqt.qtbot import QtBot

from onyx_desktop.ui.crash import Crash, report

SECRET = "the query about my divorce"
PLACE = "home/anna/Divorce/letter.pdf"


def broken(query: str, path: str) -> None:
    try:
        open(path, encoding="utf-8")  # noqa: SIM115 - it never opens
    except OSError as error:
        raise ValueError(f"cannot search {query!r} in {path}") from error


def caught() -> ValueError:
    try:
        broken(SECRET, PLACE)
    except ValueError as error:
        return error
    raise AssertionError


def test_the_report_holds_no_query_and_no_path() -> None:
    text = report(caught())
    assert "ValueError" in text
    assert "FileNotFoundError" in text, "the cause too"
    assert "test_crash.py" in text
    assert " broken" in text
    for secret in ("divorce", "Divorce", "anna", "letter"):
        assert secret not in text
    assert __file__ not in text, "folders may name a person"


def test_a_cause_that_is_its_own_cause_ends() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert report(one).count("ValueError") == 1


def test_one_dialog_at_a_time(qtbot: QtBot) -> None:
    crash = Crash(lambda call: call())
    crash.show(caught())
    first = crash.dialog
    assert first is not None
    assert SECRET not in first.text() + first.informativeText() + first.detailedText()
    crash.show(caught())
    assert crash.dialog is first
    first.close()
    qtbot.waitUntil(lambda: crash.dialog is None)


def test_a_bug_in_a_thread_is_posted_home(qtbot: QtBot, monkeypatch: object) -> None:
    posted: list[object] = []
    crash = Crash(posted.append)
    error = caught()
    crash.on_thread_exception(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
    assert len(posted) == 1
