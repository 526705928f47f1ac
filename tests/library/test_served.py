"""A library on a Chroma server: there and back without embedding, shared, and searched while the server is away."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from onyx_desktop import paths, settings
from onyx_desktop.domain import Mode, Server
from onyx_desktop.errors import ServerUnreachable
from onyx_desktop.index.dense import DenseIndex, DenseIndexLost
from onyx_desktop.index.store import Store
from onyx_desktop.library import Library, attach, serving
from onyx_desktop.settings import Settings
from tests.library.conftest import TEXTS, run
from tests.servers import chroma_run, free_port

QUESTION = "who repairs the heating?"
SECRET = "Bearer not-for-logs"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with chroma_run(tmp_path_factory.mktemp("server"), free_port()) as number:
        yield number


@pytest.fixture(autouse=True)
def awake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Child processes stay between updates, because a start of one takes seconds."""
    monkeypatch.setattr(Store, "rest", lambda _store: None)


def on(port: int, **more: object) -> Settings:
    """exact_limit=0: even the smallest library asks Chroma first."""
    return Settings(quality="fast", exact_limit=0, chroma_host="127.0.0.1", chroma_port=port, **more)


def found(library: Library, question: str = QUESTION) -> list[tuple[str, float | None]]:
    return [(hit.path.name, hit.cosine) for hit in library.search(question, mode=Mode.MEANING).hits]


def passages(library: Library) -> int:
    """How many vectors the server holds of a library."""
    assert library.store.served is not None
    return library.store.served.count(library.choice.chosen.mirror.collection)


def asks_the_server(library: Library) -> bool:
    """Or the Chroma in the data folder, which the first question only starts."""
    mirror = library.choice.answering.mirror
    vector = library.choice.answering.stages.query_vector(QUESTION)
    if not mirror.awake and mirror.nearest(vector, 3) is None and mirror._waking is not None:
        mirror._waking.join()
    return mirror.nearest(vector, 3) is not None


def test_there_and_back_without_embedding(port: int, home: paths.Home, folder: Path) -> None:
    local = Settings(quality="fast", exact_limit=0)
    with Library.open(home, local) as library:
        made = run(library.update([folder]))
        assert made.embedded == made.chunks > 3
        before = found(library)
        assert (home.data / "chroma").exists()

        library.apply(on(port))
        done = run(library.update())
        assert (done.embedded, passages(library)) == (0, made.chunks)
        assert not (home.data / "chroma").exists()
        assert asks_the_server(library)
        assert found(library) == before
        assert library.failures() == ()

        (folder / "Letters" / "moon.txt").write_text("The moon goes round the earth.")
        (folder / "Recipes" / "soup.md").unlink()
        run(library.update())
        assert asks_the_server(library)
        assert passages(library) == made.chunks
        assert found(library, "what circles our planet?")[0][0] == "moon.txt"
        assert "soup.md" not in dict(found(library, "pumpkin"))

        library.apply(local)
        back = run(library.update())
        assert back.embedded == 0
        assert asks_the_server(library)  # Chroma in the data folder now
        library.apply(on(port))
        assert serving.remove(library) == 2
        assert passages(library) == 0
    assert "chroma" in {path.name for path in home.data.iterdir()}


def test_a_second_computer_reads_what_is_there(port: int, home: paths.Home, folder: Path, tmp_path: Path) -> None:
    with Library.open(home, on(port)) as first:
        run(first.update([folder]))
        expected = found(first)
        mine = serving.identity(first.store.database)
        with Library.open(paths.home(tmp_path / "second"), on(port)) as second:
            copied = next(each for each in attach.copies(second) if each.name == mine)
            assert (copied.files, copied.model) == (len(TEXTS), "all-MiniLM-L6-v2")
            done = run(attach.attach(second, copied))
            assert (done.files, done.documents, done.folders) == (len(TEXTS), len(TEXTS), (folder,))
            assert found(second) == expected
            hit = second.search("notice period").hits[0]
            assert "notice period" in hit.text
            assert hit.text in TEXTS[hit.path.relative_to(folder).as_posix()]
            assert second.status().embedded == len(TEXTS)

            (folder / "Letters" / "moon.txt").write_text("The moon goes round the earth.")
            (folder / "Contracts" / "lease.txt").unlink()
            (folder / "Recipes" / "soup.md").rename(folder / "Letters" / "soup.md")
            run(first.update())
            again = run(attach.attach(second, copied))
            assert (again.documents, again.removed) == (1, 2)  # the removed one, and the moved one's old place
            assert found(second, "the moon") == found(first, "the moon")
            assert second.search("pumpkin").hits[0].path == folder / "Letters" / "soup.md"


def test_while_the_server_is_away_this_computer_answers_and_nothing_is_lost(
    home: paths.Home, folder: Path, tmp_path: Path
) -> None:
    port = free_port()
    with chroma_run(tmp_path / "server", port):
        library = Library.open(home, on(port))
        run(library.update([folder]))
        assert asks_the_server(library)
        expected = found(library)
    with library:
        assert found(library) == expected
        (trouble,) = library.failures()
        assert isinstance(trouble, ServerUnreachable)
        assert trouble.args[0] == f"127.0.0.1:{port}"
        (folder / "Letters" / "moon.txt").write_text("The moon goes round the earth.")
        (folder / "Recipes" / "soup.md").unlink()
        run(library.update())
        assert found(library, "the moon")[0][0] == "moon.txt"
        with pytest.raises(ServerUnreachable):
            run(serving.copy(library))
        with chroma_run(tmp_path / "server", port):
            run(library.update())
            assert library.failures() == ()
            mirror = library.choice.answering.mirror
            mirror._silent_until = 0.0  # half a minute has passed
            assert asks_the_server(library)
            ids = set(mirror._dense.ids(mirror.collection).tolist())
            assert ids == {row[0] for row in library.store.database.rows("SELECT id FROM chunks")}


def test_what_the_settings_say_of_a_server(tmp_path: Path) -> None:
    chosen = Settings(chroma_host="chroma.example.org", chroma_tls=True, chroma_headers=("X-Token: a:b ",))
    assert chosen.server == Server("chroma.example.org", 8000, True, (("X-Token", "a:b"),))
    assert Settings().server is None
    secret = dataclasses.replace(chosen, chroma_headers=(f"Authorization: {SECRET}",), hub_token=SECRET)
    assert SECRET not in f"{secret!r} {secret.server!r}"
    file = tmp_path / "settings.toml"
    file.write_text("")
    file.chmod(0o644)
    settings.save(secret, file)
    assert settings.load(file) == secret
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_answer_that_quotes_a_header_does_not_tell_it(tmp_path: Path) -> None:
    """The HTTP client names the value that it refuses to send."""
    server = DenseIndex(Server("127.0.0.1", free_port(), False, (("Authorization", SECRET + "\n"),)))
    with pytest.raises(DenseIndexLost) as lost:
        server.collections()
    server.close()
    assert SECRET not in str(lost.value.args)
    assert np.all([len(str(each)) <= 200 for each in lost.value.args])
