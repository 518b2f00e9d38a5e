"""Read one file in a process of its own and say what it cost, as JSON on standard output.

Run as ``python -m tests.transcripts.measured FILE``. Every file opened and every address looked
up while reading is listed: there must be none.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from releases.transcripts.reading import read
from releases.transcripts.result import TranscriptError
from tests.transcripts.word import body, package, paragraph, png

_WATCHED = ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "urllib.Request")


def main(file: str) -> None:
    """Read the file and print its cost."""
    data = Path(file).read_bytes()
    # Imports and caches are paid for before the measured reading.
    read(package(body(paragraph("预热")), {"word/media/a.png": png()}), "warm.docx")
    read("<html><body><p>预热。</p></body></html>".encode(), "warm.html")
    touched: list[str] = []
    watching = True

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in _WATCHED:
            touched.append(f"{event} {arguments[0]!r}")

    before = _peak()
    sys.addaudithook(audit)
    # The processor's time: how busy the machine is with other work says nothing of the reader.
    start = time.process_time()
    try:
        read(data, Path(file).name)
        message = ""
    except TranscriptError as error:
        message = str(error)
    seconds = time.process_time() - start
    watching = False
    cost = {
        "seconds": seconds,
        "mebibytes": (_peak() - before) / 1024,
        "message": message,
        "touched": touched,
    }
    sys.stdout.write(json.dumps(cost))


def _peak() -> int:
    # Not ru_maxrss, which a child inherits from the process that started it.
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


if __name__ == "__main__":
    main(sys.argv[1])
