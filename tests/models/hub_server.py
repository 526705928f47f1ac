"""A model hub on this computer: the part of the protocol that the real huggingface_hub client speaks for models.

`GET /api/models/{repo}[/revision/{revision}]?blobs=true` lists the files with sizes and checksums;
`GET|HEAD /{repo}/resolve/{revision}/{file}` gives them, with Range. Faults are set per file, and every request is kept.
"""

import hashlib
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Fault:
    """What goes wrong with a path. cut_after: bytes of one answer before the connection is cut."""

    status: int = 0
    code: str = ""
    cut_after: int | None = None
    times: int = 1_000_000
    content: bytes | None = None
    ignores_range: bool = False
    redirect: str = ""


@dataclass
class Request:
    """One that was made; names of headers in lower case."""

    method: str
    path: str
    headers: dict


@dataclass
class Published:
    """repo → file → content. bytes_a_second: of one connection, 0 for no limit."""

    repositories: dict
    faults: dict = field(default_factory=dict)
    requests: list = field(default_factory=list)
    sizes: dict = field(default_factory=dict)
    bytes_a_second: int = 0
    commit: str = COMMIT
    token: str = ""
    url: str = ""

    def asked(self, name):
        """The Range headers of the requests for a file, in order."""
        return [each.headers.get("range") for each in self.requests if each.path.endswith("/" + name)]


@contextmanager
def serving(published, handler=None):
    """Serve until the block ends; sets `published.url`."""
    kind = handler or type("Handler", (_Handler,), {"published": published})
    server = _Server(("127.0.0.1", 0), kind)
    server.daemon_threads = True
    published.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield published
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """A client that goes away in the middle is what the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    published: Published

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        path = unquote(urlsplit(self.path).path)
        self.published.requests.append(
            Request(self.command, path, {name.lower(): value for name, value in self.headers.items()})
        )
        if self.published.token and self.headers.get("Authorization") != f"Bearer {self.published.token}":
            self._refuse(401, "")
        elif path.startswith("/api/models/"):
            self._list(*path.removeprefix("/api/models/").partition("/revision/")[::2])
        elif "/resolve/" in path:
            repository, _, rest = path.removeprefix("/").partition("/resolve/")
            revision, _, name = rest.partition("/")
            self._give(repository, revision, name)
        else:
            self._refuse(404, "")

    def _list(self, repository, revision):
        fault = self._fault("api")
        files = self.published.repositories.get(repository)
        if fault and fault.content is not None:
            self._answer(200, fault.content, {"Content-Type": "text/html"})
        elif fault:
            self._refuse(fault.status, fault.code)
        elif files is None:
            self._refuse(401, "RepoNotFound")  # as the hub does: it does not tell what is private
        elif revision not in {"", "main", self.published.commit}:
            self._refuse(404, "RevisionNotFound")
        else:
            siblings = [self._sibling(name, content) for name, content in files.items()]
            answer = {"id": repository, "sha": self.published.commit, "siblings": siblings, "tags": []}
            self._answer(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def _sibling(self, name, content):
        size = self.published.sizes.get(name, len(content))
        found = {"rfilename": name, "size": size, "blobId": git_checksum(content)}
        if not name.endswith(".json"):
            found["lfs"] = {"size": size, "sha256": hashlib.sha256(content).hexdigest(), "pointerSize": 134}
        return found

    def _give(self, repository, revision, name):
        content = self.published.repositories.get(repository, {}).get(name)
        fault = self._fault(name) or Fault()
        if fault.status:
            self._refuse(fault.status, fault.code)
        elif fault.redirect:
            self._answer(302, b"", {"Location": fault.redirect + self.path, **self._facts(content)})
        elif content is None or revision not in {"main", self.published.commit}:
            self._refuse(404, "EntryNotFound")
        else:
            self._send(content if fault.content is None else fault.content, self._facts(content), fault)

    def _facts(self, content):
        checksum = f'"{hashlib.sha256(content).hexdigest()}"'
        size = str(len(content))
        return {"X-Repo-Commit": self.published.commit, "X-Linked-Etag": checksum, "X-Linked-Size": size}

    def _send(self, content, facts, fault):
        asked = self.headers.get("Range")
        status, start = 200, 0
        if asked and not fault.ignores_range:
            status, start = 206, int(asked.removeprefix("bytes=").partition("-")[0])
            facts["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        if fault.cut_after is None:
            self._answer(status, content[start:], facts)
            return
        self._head(status, len(content) - start, facts)
        self._body(content[start : start + fault.cut_after])
        self.wfile.flush()
        self.close_connection = True

    def _refuse(self, status, code):
        headers = {"X-Error-Code": code} if code else {}
        self._answer(status, b"{}", {**headers, "Content-Type": "application/json"})

    def _answer(self, status, content, headers):
        self._head(status, len(content), headers)
        if self.command != "HEAD":
            self._body(content)

    def _head(self, status, length, headers):
        self.send_response(status)
        for name, value in {"ETag": '"x"', "Accept-Ranges": "bytes", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def _body(self, content):
        speed = self.published.bytes_a_second
        step = max(speed // 50, 1) if speed else max(len(content), 1)
        try:
            for start in range(0, len(content), step):
                self.wfile.write(content[start : start + step])
                if speed:
                    threading.Event().wait(step / speed)
        except OSError:  # the client went away
            self.close_connection = True

    def _fault(self, name):
        fault = self.published.faults.get(name)
        if fault is None or fault.times <= 0:
            return None
        fault.times -= 1
        return fault


def git_checksum(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
