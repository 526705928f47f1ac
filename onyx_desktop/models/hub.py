"""A repository of the model hub → its files on this computer, one at a time. The only importer of huggingface_hub.

Nothing here connects, or even loads the client, before a person asked for a download. Our settings decide alone: the
environment's HF_ENDPOINT, HF_TOKEN and HF_HUB_OFFLINE are not heeded, nor a token that another program left in the home
folder, and nothing is written there.

The client's own `hf_hub_download` throws a half-fetched file away since version 2 (its temporary file is unique to the
process), so the file is ours and the client's `http_get` fills it: with a Range request when there is a beginning.
Every file is compared with what the hub said of it before the first byte was asked for: size and SHA-256, or the git
checksum for small files outside LFS.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onyx_desktop import network
from onyx_desktop.errors import DiskFull, DownloadDamaged, HubLacks, HubRefused, HubUnreachable
from onyx_desktop.models.checksum import sha256

if TYPE_CHECKING:
    import threading
    from collections.abc import Mapping
    from pathlib import Path

    import httpx2

HUGGING_FACE = "https://huggingface.co"
_TIMEOUT_S = 10
_CHUNK_BYTES = 256 << 10  # what a cut connection may lose, and how often a slow one is noticed
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as the hub describes it. sha256: of large files (LFS); blob: the git checksum of the others."""

    path: str
    size_bytes: int
    sha256: str = ""
    blob: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A repository at one commit, which is asked for from then on."""

    repository: str
    commit: str
    files: Mapping[str, RemoteFile]


class Stopped(Exception):
    """Somebody cancelled the download."""


class Part:
    """A file that grows; what it holds already is kept. Refuses to write once `stop` is set."""

    def __init__(self, path: Path, stop: threading.Event) -> None:
        """Open `path` for appending. Raises `OSError`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._stream = path.open("ab", buffering=0)
        self._stop = stop
        self.size_bytes = self._stream.seek(0, os.SEEK_END)

    def write(self, content: bytes) -> int:
        """Append all of it. Raises `Stopped`, `OSError`."""
        if self._stop.is_set():
            raise Stopped
        rest = memoryview(content)
        while rest:
            written = self._stream.write(rest)
            self.size_bytes += written
            rest = rest[written:]
        return len(content)

    def tell(self) -> int:
        """How much there is."""
        return self.size_bytes

    def seek(self, offset: int) -> int:
        """The client goes back to the beginning when a server does not know Range; then `truncate` follows."""
        self.size_bytes = offset
        return offset

    def truncate(self) -> int:
        """Cut at the place sought."""
        return self._stream.truncate(self.size_bytes)

    def close(self) -> None:
        """End writing."""
        self._stream.close()


class Hub:
    """A model hub, or a mirror of it."""

    def __init__(self, endpoint: str | None = None, proxy: str | None = None, token: str | None = None) -> None:
        """endpoint: of a mirror; proxy: its address, else the system's; token: for models that ask for permission."""
        self.endpoint = (endpoint or HUGGING_FACE).rstrip("/")
        self._proxy = proxy or None
        self._token = token or None

    def look_up(self, model_id: str, repository: str, revision: str) -> Published:
        """The repository's files at a revision. Raises `HubUnreachable`, `HubRefused`, `HubLacks`."""
        client = self._client()
        with network.opened(), _Errors(self.endpoint, model_id, repository):
            api = client.HfApi(endpoint=self.endpoint, token=self._token or False)
            found = api.model_info(repository, revision=revision or None, files_metadata=True, timeout=_TIMEOUT_S)
        files = {
            each.rfilename: RemoteFile(each.rfilename, *_size_and_sha256(each), blob=each.blob_id or "")
            for each in found.siblings or ()
        }
        return Published(repository, found.sha or revision, files)

    def fetch(self, model_id: str, published: Published, file: RemoteFile, part: Part) -> None:
        """Fetch what `part` lacks of a file. Raises as `look_up`, `Stopped`, `DownloadDamaged`, `OSError`."""
        if part.size_bytes > file.size_bytes:
            part.seek(0)
            part.truncate()
        client = self._client()
        url = client.hf_hub_url(published.repository, file.path, revision=published.commit, endpoint=self.endpoint)
        headers = client.utils.build_hf_headers(token=self._token or False)
        headers["Accept-Encoding"] = "identity"  # the bytes themselves: Range counts these
        with network.opened(), _Errors(self.endpoint, model_id, file.path):
            client.file_download.http_get(
                url, part, resume_size=part.size_bytes, headers=headers, expected_size=file.size_bytes
            )

    def _client(self) -> Any:  # noqa: ANN401 - a module
        """The client, told what to leave alone, with our way to the network."""
        os.environ.update(HF_HUB_DISABLE_XET="1", HF_HUB_DISABLE_IMPLICIT_TOKEN="1", HF_HUB_DISABLE_PROGRESS_BARS="1")
        import huggingface_hub
        import huggingface_hub.constants
        import huggingface_hub.file_download
        import huggingface_hub.utils.logging
        from huggingface_hub.utils.tqdm import disable_progress_bars

        huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE = _CHUNK_BYTES
        huggingface_hub.constants.HF_HUB_DISABLE_XET = True
        disable_progress_bars()
        huggingface_hub.utils.logging.set_verbosity(logging.ERROR)
        huggingface_hub.set_client_factory(self._way)
        return huggingface_hub

    def _way(self) -> httpx2.Client:
        import httpx2

        try:
            return httpx2.Client(proxy=self._proxy, follow_redirects=True, timeout=_TIMEOUT_S)
        except (ValueError, ImportError) as error:  # no address, or of a kind that needs one more library (SOCKS)
            raise httpx2.ProxyError(f"the proxy {self._proxy} can't be used: {error}") from error


def check(model_id: str, file: RemoteFile, path: Path) -> None:
    """Compare a fetched file with what was promised; a damaged one is deleted. Raises `DownloadDamaged`."""
    size_bytes, why = path.stat().st_size, ""
    if size_bytes != file.size_bytes:
        why = f"{size_bytes} bytes instead of {file.size_bytes}"
    elif file.sha256 or file.blob:
        found = (sha256(path), file.sha256) if file.sha256 else (_git_checksum(path), file.blob)
        why = "" if found[0] == found[1] else "wrong checksum"
    if why:
        path.unlink()
        raise DownloadDamaged(model_id, file.path, why)


def _git_checksum(path: Path) -> str:
    content = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _size_and_sha256(file: Any) -> tuple[int, str]:  # noqa: ANN401 - the client's
    return (file.lfs.size, file.lfs.sha256) if file.lfs else (file.size or 0, "")


class _Errors:
    """What the client raises → kinds of ours."""

    def __init__(self, endpoint: str, model_id: str, what: str) -> None:
        self._endpoint, self._model_id, self._what = endpoint, model_id, what

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        import httpx2
        from huggingface_hub import errors

        if isinstance(error, errors.HfHubHTTPError):
            raise self._answer(error) from error
        if isinstance(error, (httpx2.HTTPError, httpx2.InvalidURL)):
            raise HubUnreachable(self._model_id, self._endpoint, str(error) or type(error).__name__) from error
        if isinstance(error, ValueError):  # an answer that is no JSON: a login page of a hotel
            raise HubUnreachable(self._model_id, self._endpoint, "it answers, but not as a model hub") from error
        if isinstance(error, OSError) and error.errno is None:  # the client's own check of the size
            raise DownloadDamaged(self._model_id, self._what, "cut short") from error

    def _answer(self, error: Any) -> Exception:  # noqa: ANN401 - the client's
        status = error.response.status_code
        lacking = error.response.headers.get("X-Error-Code") in {"RepoNotFound", "EntryNotFound", "RevisionNotFound"}
        if lacking or status in {404, 410}:
            return HubLacks(self._model_id, self._what, self._endpoint)
        if status in {401, 403}:
            return HubRefused(self._model_id, status, self._endpoint)
        return HubUnreachable(self._model_id, self._endpoint, f"HTTP {status}")


def full(error: OSError, folder: Path) -> DiskFull | None:
    """The kind for an `OSError` that means there is no room."""
    short = error.errno is None and "requested and" in str(error)  # numpy's own words for a short write
    return DiskFull(folder) if short or error.errno in _FULL else None
