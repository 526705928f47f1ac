"""A card and a hub → an installed model; sources that lie in a draft → the folder that the program runs.

Download, conversion, acceptance, card, one rename, in this order. A model is converted in a process of its own. int8 is
taken only when the sample texts agree with float32 (accept.py); else the float32 files stay and the card says so.
Refuses (`ModelUnfit`) what gives no sensible rows, and families that neither our converter nor the `lab` extra knows.
"""

from __future__ import annotations

import contextlib
import importlib.util
import shutil
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from onyx_desktop.domain import Phase, Step
from onyx_desktop.errors import ModelDamaged, ModelMissing, ModelUnfit, OnyxError
from onyx_desktop.models import accept, apart, convert
from onyx_desktop.models.cards import read_card, write_card
from onyx_desktop.models.download import download
from onyx_desktop.models.drafts import Draft
from onyx_desktop.models.hub import full

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, ModelCard
    from onyx_desktop.models.hub import Hub

    Sample = Callable[[ModelCard, Path], FloatArray]  # a function of a module: it is called in another process

T = TypeVar("T")

INT8, FLOAT32 = "int8", "float32"
RUN = ("model.onnx", "embeddings.npy")  # what the program runs; without one of them sources are converted


def install(card: ModelCard, hub: Hub, sample: Sample, models: Path) -> Generator[Step, None, ModelCard]:
    """Bring a model of the catalogue to `models`; the result is its installed card.

    Raises as `download`, and `ModelUnfit`, `ModelDamaged`, `ModelMissing`, `DiskFull`.
    """
    draft = Draft(models, card.id)
    with disk_errors(models), draft.begun():
        published = yield from download(card, hub, draft, _promising(card))
        card = replace(card, revision=published.commit)
        try:
            with told(card.id):
                named = _named(card, draft)
                if card.convert or not any((named / name).is_file() for name in RUN):
                    return (yield from settle(card, named, draft, sample))
                named.rename(draft.made)
                return (yield from finish(card, draft, sample))
        except ModelUnfit:
            draft.discard()  # another try with the same files would end the same way
            raise


def settle(card: ModelCard, source: Path, draft: Draft, sample: Sample) -> Generator[Step, None, ModelCard]:
    """Published weights in `source` → an installed model, int8 if the card wants that and the check allows it."""
    yield Step(Phase.CONVERTING)
    plain = draft.folder / FLOAT32
    yield from _convert(card, source, plain, FLOAT32)
    made, precision = plain, FLOAT32
    if card.precision == INT8 and convert.understands(source):
        small = draft.folder / INT8
        yield from _convert(card, source, small, INT8)
        reference = yield from _rows(replace(card, precision=FLOAT32), plain, sample)
        rows = yield from _rows(card, small, sample)
        if accept.agree(card, rows, reference):
            made, precision = small, INT8
    made.rename(draft.made)
    return (yield from finish(replace(card, precision=precision), draft, sample))


def finish(card: ModelCard, draft: Draft, sample: Sample) -> Generator[Step, None, ModelCard]:
    """What lies in the draft's made/ → an installed model, if it works."""
    rows = yield from _rows(card, draft.made, sample)
    if why := accept.fault(card, rows):
        raise ModelUnfit(card.id, why)
    files = yield from steps(apart.thread(lambda _: draft.checksums(), "checksums"))
    return draft.finish(card, files)


@contextlib.contextmanager
def told(subject: str) -> Iterator[None]:
    """Say of a model that is not installed yet that it can't be used, not that an installed one is damaged."""
    try:
        yield
    except ModelMissing as error:
        raise ModelUnfit(subject, f"{error.args[1]} is missing") from error
    except ModelDamaged as error:
        raise ModelUnfit(subject, f"{error.args[1]}: {error.args[2]}") from error


@contextlib.contextmanager
def disk_errors(models: Path) -> Iterator[None]:
    """Make a write without room a `DiskFull`."""
    try:
        yield
    except OSError as error:
        if (kind := full(error, models)) is not None:
            raise kind from error
        raise


def _promising(card: ModelCard) -> Callable[[Path], None]:
    """What says from the small files of a model whether the large ones are worth their time."""

    def look(source: Path) -> None:
        if card.convert:
            with contextlib.suppress(ModelMissing, ModelDamaged):  # it lies elsewhere; the conversion will tell
                possible(card.id, source)

    return look


def _named(card: ModelCard, draft: Draft) -> Path:
    """The downloads under the names that the card gives them, in a folder of its own; they stay where they are, too."""
    folder = draft.folder / "named" / card.id  # errors of the conversion name it
    for path in sorted(draft.source.rglob("*")):
        name = path.relative_to(draft.source).as_posix()
        if path.is_file() and (not card.download or name in card.download):
            target = folder / card.download.get(name, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                target.hardlink_to(path)
            except OSError:  # a disk without hard links
                shutil.copyfile(path, target)
    return folder


def possible(subject: str, source: Path) -> None:
    """Raise `ModelUnfit` for a family that neither our converter nor an installed torch can convert."""
    if not convert.understands(source) and importlib.util.find_spec("torch") is None:
        raise ModelUnfit(subject, "its architecture needs PyTorch to be converted: pip install 'onyx-desktop[lab]'")


def steps(work: Generator[None, None, T]) -> Generator[Step, None, T]:
    """What is done apart, as progress."""
    with contextlib.closing(work):
        while True:
            try:
                next(work)
            except StopIteration as finished:
                result: T = finished.value
                return result
            yield Step(Phase.CONVERTING)


def _rows(card: ModelCard, folder: Path, sample: Sample) -> Generator[Step, None, FloatArray]:
    """The sample's rows, from a process of its own: nobody knows yet what the model does to the one it runs in."""
    facts = folder.with_name("sample.toml")
    write_card(replace(card, download=MappingProxyType({}), files=MappingProxyType({}), embedded=False), facts)
    return (yield from steps(apart.child(_run, sample, facts, folder, subject=card.id)))


def _run(sample: Sample, facts: Path, folder: Path) -> FloatArray:
    """In the child. A card comes as a file, because its tables can't be sent."""
    card = read_card(facts)
    try:
        return sample(card, folder)
    except OnyxError:
        raise
    except Exception as error:  # a graph that loads and does not run
        raise ModelUnfit(card.id, f"it does not run: {' '.join(str(error).split())}") from error


def _convert(card: ModelCard, source: Path, target: Path, precision: str) -> Generator[Step, None, None]:
    """One conversion in a child process; by torch where our converter does not know the family."""
    possible(card.id, source)
    run = convert.convert if convert.understands(source) else _export
    yield from steps(apart.child(run, source, target, precision, subject=card.id))


def _export(source: Path, target: Path, _: str) -> None:
    """In the child: the conversion by torch, which knows float32 only."""
    from onyx_desktop.models import export

    try:
        export.export(source, target)
    except OnyxError:
        raise
    except Exception as error:  # torch and transformers raise whatever they like
        why = " ".join(str(error).split()) or type(error).__name__
        raise ModelDamaged(source.name, "PyTorch", why) from error
