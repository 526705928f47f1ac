"""One frozen record of everything a person may choose; TOML on disk, replaced whole, never half written.

A field's metadata holds its range. Unknown keys of a newer version are kept out of the record and lost on the next
save only if the user saves; a value out of range is refused by name (`BadSettings`).
"""

from __future__ import annotations

import dataclasses
import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from onyx_desktop.domain import Distance, Fusing, Look, Precision, Server
from onyx_desktop.errors import BadSettings

SPEEDS = ("background", "balanced", "fast")
QUALITIES = ("fast", "balanced", "best")
THEMES = ("system", "light", "dark")
MOTIONS = ("system", "less", "full")
LANGUAGES = ("system", "en", "de")
HEADER = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+: ?[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?"
"""A header of HTTP in plain letters."""
PROVIDERS = ("cpu", "cuda", "directml", "coreml", "openvino")


def _choice(default: str, *choices: str) -> Any:  # noqa: ANN401 - dataclasses.field is typed so
    return field(default=default, metadata={"choices": choices})


def _text(default: str, pattern: str, words: str) -> Any:  # noqa: ANN401 - as above
    return field(default=default, metadata={"pattern": pattern, "words": words})


def _range(default: float, low: float, high: float) -> Any:  # noqa: ANN401 - as above
    return field(default=default, metadata={"range": (low, high)})


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults are what a new user gets.

    dimensions: 0 for the model's own length. compact: memory and disk are saved: the signs of vectors find candidates,
    there is no graph in Chroma, and no token vectors. quality: of the search; fast: words and vectors; balanced: and
    late interaction; best: and the reranker. sparse, late_model, reranker: the models that refine the search, "" for
    none. diversity: 0 for the best passages however alike they are, 1 for the least alike. hub_token: for models that
    the hub gives only to people with permission. chroma_host: "" for no server. text_size: of the window, in percent.
    excluded: names and patterns of files and folders, and whole paths, that are left out. paused_folders: of the
    library, by their paths; an update leaves them as they are. recognise: text in scanned pages; scan_language: the
    one they are in, "" for any.
    """

    schema: int = _range(1, 1, 1)
    model: str = "all-MiniLM-L6-v2"
    dimensions: int = _range(0, 0, 8192)
    precision: str = _choice("float16", *(each.value for each in Precision))
    distance: str = _choice("cosine", *(each.value for each in Distance))
    compact: bool = False
    quality: str = _choice("balanced", *QUALITIES)
    sparse: str = ""
    late_model: str = ""
    reranker: str = ""
    fusion: str = _choice("convex", *(each.value for each in Fusing))
    diversity: float = _range(0.0, 0.0, 1.0)
    provider: str = _choice("cpu", *PROVIDERS)
    hub_endpoint: str = ""
    hub_proxy: str = ""
    hub_token: str = field(default="", repr=False)
    chroma_host: str = _text("", r"[A-Za-z0-9._-]*", "the name or the address of a computer")
    chroma_port: int = _range(8000, 1, 65535)
    chroma_tls: bool = False
    chroma_headers: tuple[str, ...] = field(
        default=(), repr=False, metadata={"pattern": HEADER, "words": "lines of the form Name: value"}
    )
    chroma_tenant: str = _text("default_tenant", r"[A-Za-z0-9._-]{1,128}", "a name of a tenant")
    chroma_database: str = _text("default_database", r"[A-Za-z0-9._-]{1,128}", "a name of a database")
    speed: str = _choice("balanced", *SPEEDS)
    theme: str = _choice("system", *THEMES)
    text_size: int = _range(100, 80, 200)
    motion: str = _choice("system", *MOTIONS)
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
        precision = Precision(self.precision)
        if self.compact and precision is Precision.FLOAT16:
            precision = Precision.BINARY
        return Look(self.dimensions, precision, Distance(self.distance))

    @property
    def server(self) -> Server | None:
        """The Chroma server that the library is copied to."""
        if not self.chroma_host:
            return None
        parts = (each.partition(":") for each in self.chroma_headers)
        headers = tuple((name, value.strip()) for name, _, value in parts)
        return Server(
            self.chroma_host, self.chroma_port, self.chroma_tls, headers, self.chroma_tenant, self.chroma_database
        )

    @property
    def late(self) -> bool:
        """Whether token vectors are kept and asked."""
        return self.quality != "fast" and not self.compact

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
    """Write the settings beside the old file and put them in its place; for their owner only, they may hold secrets."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_bytes(tomli_w.dumps(dataclasses.asdict(settings)).encode())
    draft.replace(path)


def check(name: str, value: object) -> object:
    """A value as the settings keep it. Raises `BadSettings` for one that they refuse."""
    spec = next(each for each in dataclasses.fields(Settings) if each.name == name)
    return _check(Path(name), spec, value)


def _check(path: Path, spec: dataclasses.Field[Any], value: object) -> object:
    wanted: type = tuple if isinstance(spec.default, tuple) else type(spec.default)
    pattern, words = spec.metadata.get("pattern"), spec.metadata.get("words")
    parts: list[object] = list(value) if wanted is tuple and isinstance(value, list | tuple) else [value]
    if pattern and not all(isinstance(each, str) and re.fullmatch(pattern, each) for each in parts):
        raise BadSettings(path, f"{spec.name} must be {words}")
    if wanted is tuple and isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return tuple(value)
    if type(value) is not wanted:
        raise BadSettings(path, f"{spec.name} must be {wanted.__name__}")
    choices, limits = spec.metadata.get("choices"), spec.metadata.get("range")
    if choices and value not in choices:
        raise BadSettings(path, f"{spec.name} must be one of {', '.join(choices)}")
    if limits and not limits[0] <= value <= limits[1]:
        raise BadSettings(path, f"{spec.name} must lie between {limits[0]} and {limits[1]}")
    return value
