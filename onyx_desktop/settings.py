"""One frozen record of everything a person may choose; TOML on disk, replaced whole, never half written.

A field's metadata holds its range. Unknown keys of a newer version are kept out of the record and lost on the next
save only if the user saves; a value out of range is refused by name (`BadSettings`).
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import tomli_w

from onyx_desktop.domain import Distance, Fusing, Look, Precision
from onyx_desktop.errors import BadSettings

if TYPE_CHECKING:
    from pathlib import Path

SPEEDS = ("background", "balanced", "fast")
QUALITIES = ("fast", "balanced", "best")
THEMES = ("system", "light", "dark")
LANGUAGES = ("system", "en", "de")
PROVIDERS = ("cpu", "cuda", "directml", "coreml", "openvino")


def _choice(default: str, *choices: str) -> Any:  # noqa: ANN401 - dataclasses.field is typed so
    return field(default=default, metadata={"choices": choices})


def _range(default: float, low: float, high: float) -> Any:  # noqa: ANN401 - as above
    return field(default=default, metadata={"range": (low, high)})


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults are what a new user gets.

    dimensions: 0 for the model's own length. quality: of the search; fast: words and vectors; balanced: and late
    interaction; best: and the reranker. sparse, late_model, reranker: the models that refine the search, "" for
    none. diversity: 0 for the best passages however alike they are, 1 for the least alike. hub_token: for models that
    the hub gives only to people with permission. text_size: of the window, in percent. excluded: names and patterns
    of files and folders, and whole paths, that are left out. paused_folders: of the library, by their paths; an update
    leaves them as they are. recognise: text in scanned pages; scan_language: the one they are in, "" for any.
    """

    schema: int = _range(1, 1, 1)
    model: str = "all-MiniLM-L6-v2"
    dimensions: int = _range(0, 0, 8192)
    precision: str = _choice("float16", *(each.value for each in Precision))
    distance: str = _choice("cosine", *(each.value for each in Distance))
    quality: str = _choice("balanced", *QUALITIES)
    sparse: str = ""
    late_model: str = ""
    reranker: str = ""
    fusion: str = _choice("convex", *(each.value for each in Fusing))
    diversity: float = _range(0.0, 0.0, 1.0)
    provider: str = _choice("cpu", *PROVIDERS)
    hub_endpoint: str = ""
    hub_proxy: str = ""
    hub_token: str = ""
    speed: str = _choice("balanced", *SPEEDS)
    theme: str = _choice("system", *THEMES)
    text_size: int = _range(100, 80, 200)
    language: str = _choice("system", *LANGUAGES)
    show_cosine: bool = True
    invert_pages: bool = False
    recent_searches: bool = True
    paused: bool = False
    pause_on_battery: bool = True
    pause_when_busy: bool = False
    watch: bool = True
    rescan_minutes: int = _range(30, 0, 1440)
    paused_folders: tuple[str, ...] = ()
    debounce_ms: int = _range(150, 0, 2000)
    max_file_mb: int = _range(100, 1, 4096)
    file_deadline_s: int = _range(60, 1, 3600)
    reader_memory_mb: int = _range(1500, 256, 16384)
    recognise: bool = True
    scan_language: str = ""
    exact_limit: int = _range(100_000, 0, 10_000_000)
    excluded: tuple[str, ...] = ("node_modules", "__pycache__", ".git", ".venv", "venv", ".cache")

    @property
    def look(self) -> Look:
        """How stored vectors are looked at."""
        return Look(self.dimensions, Precision(self.precision), Distance(self.distance))

    @property
    def late(self) -> bool:
        """Whether token vectors are kept and asked."""
        return self.quality != "fast"

    @property
    def reranks(self) -> bool:
        """Whether the reranker is asked, if one is installed and chosen."""
        return self.quality == "best" and bool(self.reranker)

    @property
    def threads(self) -> int:
        """Threads for embedding: half the cores unless the user wants it quieter or faster."""
        cores = os.cpu_count() or 1
        return {"background": 1, "balanced": max(1, cores // 2), "fast": cores}[self.speed]


def load(path: Path) -> Settings:
    """Read the settings; a missing file gives the defaults. Raises `BadSettings` with the reason."""
    try:
        with path.open("rb") as stream:
            values = tomllib.load(stream)
    except FileNotFoundError:
        return Settings()
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(path, str(error)) from error
    known = {each.name: each for each in dataclasses.fields(Settings)}
    checked: dict[str, Any] = {
        name: _check(path, known[name], value) for name, value in values.items() if name in known
    }
    return Settings(**checked)


def save(settings: Settings, path: Path) -> None:
    """Write the settings beside the old file and put them in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_bytes(tomli_w.dumps(dataclasses.asdict(settings)).encode())
    draft.replace(path)


def _check(path: Path, spec: dataclasses.Field[Any], value: object) -> object:
    wanted: type = tuple if isinstance(spec.default, tuple) else type(spec.default)
    if wanted is tuple and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    if type(value) is not wanted:
        raise BadSettings(path, f"{spec.name} must be {wanted.__name__}")
    choices, limits = spec.metadata.get("choices"), spec.metadata.get("range")
    if choices and value not in choices:
        raise BadSettings(path, f"{spec.name} must be one of {', '.join(choices)}")
    if limits and not limits[0] <= value <= limits[1]:
        raise BadSettings(path, f"{spec.name} must lie between {limits[0]} and {limits[1]}")
    return value
