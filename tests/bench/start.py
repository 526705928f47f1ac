"""`python -m tests.bench.start HOME`: from the start of the program to its window and its first answer, and then peace.

HOME: a data folder with a library, such as one that `tests.bench.scale` made. Prints JSON: seconds
from the start of the process by the clock and of the processor, to the painted window and to the first answer after a
question was typed at once; the seconds of processor that all its processes use in ten seconds of doing nothing, and
within ten seconds in which one question is asked; how many processes there are then, and the load of the computer.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

import psutil

REST_S = 10.0


def main() -> int:
    me = psutil.Process()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

    from PySide6.QtWidgets import QApplication

    from onyx_desktop import app, paths

    def past() -> dict[str, float]:
        return {"clock_s": round(time.time() - me.create_time(), 2), "processor_s": round(time.process_time(), 2)}

    def used() -> float:
        times = [each.cpu_times() for each in (me, *me.children(recursive=True))]
        return sum(each.user + each.system for each in times)

    def rest(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            # Sleeps until something happens, as the program's own loop does.
            application.processEvents(waiting, 1000)

    from PySide6.QtCore import QEventLoop, QTimer

    waiting = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    application = QApplication([])
    beat = QTimer(interval=500)  # so that `rest` ends
    beat.start()
    made = app.App(paths.home(chosen.home))
    made.start()
    application.processEvents()
    found: dict[str, object] = {"load": os.getloadavg(), "window": past()}
    answers: list[object] = []
    made.window.search.answered.connect(answers.append)
    made.window.bar.field.setText("how do vaccines protect against infection")
    while not answers:
        rest(0.05)
    found["first_answer"] = past()
    rest(20.0)  # looking for changed files, once after the start
    before = used()
    rest(REST_S)
    found["idle_processor_s"] = round(used() - before, 3)
    before = used()
    made.window.bar.field.setText("what keeps bones strong")
    rest(REST_S)
    found["one_question_processor_s"] = round(used() - before, 3)
    found["processes"] = 1 + len(me.children(recursive=True))
    made.window.close()
    made.close()
    print(json.dumps(found, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
