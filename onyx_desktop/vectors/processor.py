"""The processor of the computer → what its int8 kernels can do, and which settings keep their sums right.

ONNX Runtime chooses among the kernels it has; it never runs an instruction that is not there. What a file must be
chosen for is arithmetic: without VNNI, x86 adds two products of an unsigned activation and a signed weight in 16 bits,
and a file whose weights use all of ±127 saturates there, silently. Our own files keep to ±64 (models/quantise.py) and
are right everywhere; for files made by others, `session.x64quantprecision` has the runtime use unsigned weights
instead. ARM's kernels multiply signed by signed and never saturate. What can't be found out counts as
not there: that costs time, never a right answer.
"""

from __future__ import annotations

import ctypes
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ARM = ("arm64", "aarch64")
_X86 = ("x86_64", "amd64", "i386", "i686", "x86")
_CPUINFO = Path("/proc/cpuinfo")
# IsProcessorFeaturePresent; Windows says nothing about VNNI.
_WINDOWS = {40: "avx2", 41: "avx512", 43: "dotprod"}
# The names of the same thing on each system: Linux's for x86, Linux's for ARM, macOS's.
_NAMES = {
    "avx2": ("avx2", "AVX2"),
    "avx512": ("avx512f", "AVX512F"),
    "vnni": ("avx512_vnni", "avx_vnni", "AVX512VNNI"),
    "dotprod": ("asimddp", "FEAT_DotProd"),
}


@dataclass(frozen=True, slots=True)
class Processor:
    """machine: "x86", "arm" or what the system calls it; then: which instructions there are."""

    machine: str
    avx2: bool = False
    avx512: bool = False
    vnni: bool = False
    dotprod: bool = False

    @property
    def saturates(self) -> bool:
        """Whether full-range signed int8 weights give wrong sums in the kernels that are chosen by themselves."""
        return self.machine == "x86" and not self.vnni

    def settings(self, *, narrow: bool) -> Mapping[str, str]:
        """Settings of a session; narrow: its int8 weights, if any, keep to 7 bits, as our own files' do."""
        return {"session.x64quantprecision": "1"} if self.saturates and not narrow else {}

    def files(self) -> tuple[str, ...]:
        """The name parts of published int8 files that fit, best first (sentence-transformers' convention)."""
        if self.machine == "arm":
            return ("qint8_arm64",)
        if self.vnni and self.avx512:
            return ("qint8_avx512_vnni", "qint8_avx512", "quint8_avx2")
        return ("quint8_avx2",)  # unsigned weights, made with a range that no sum leaves


def detect() -> Processor:
    """Ask the system; fast, reads a file or makes one call."""
    machine = platform.machine().lower()
    flags = _flags()
    found = {name: any(each in flags for each in names) for name, names in _NAMES.items()}
    kind = "arm" if machine in _ARM else "x86" if machine in _X86 else machine
    return Processor(kind, **found)


def _flags() -> set[str]:
    """The instructions by the names that this system has for them; empty where it does not say."""
    try:
        if sys.platform == "linux":
            return flags_of(_CPUINFO.read_text(encoding="utf-8", errors="replace"))
        if sys.platform == "darwin":
            asked = ["/usr/sbin/sysctl", "-a", "machdep.cpu.features", "machdep.cpu.leaf7_features", "hw.optional.arm"]
            said = subprocess.run(asked, capture_output=True, text=True, timeout=5, check=False).stdout
            return flags_of(said)
        if sys.platform == "win32":
            there = ctypes.windll.kernel32.IsProcessorFeaturePresent
            return {_NAMES[name][0] for number, name in _WINDOWS.items() if there(number)}
    except (OSError, subprocess.SubprocessError):
        pass
    return set()


def flags_of(said: str) -> set[str]:
    """Words of Linux's /proc/cpuinfo ("flags", "Features") or of macOS's sysctl ("…: AVX2 …", "…FEAT_DotProd: 1")."""
    flags: set[str] = set()
    for line in said.splitlines():
        name, _, value = line.partition(":")
        last = name.strip().rpartition(".")[2]
        if last.startswith("FEAT_"):
            flags |= {last} if value.strip() == "1" else set()
        elif last.lower() in ("flags", "features", "leaf7_features"):
            flags |= set(value.split())
    return flags
