"""A Chroma server that a person chose for a library."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Server:
    """Where it is and how it lets us in. headers: name and value of each; values are secrets, and never printed."""

    host: str
    port: int
    tls: bool = False
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    tenant: str = "default_tenant"
    database: str = "default_database"

    @property
    def address(self) -> str:
        """As a person is told it: host and port."""
        return f"{self.host}:{self.port}"
