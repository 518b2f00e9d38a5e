"""Publish one correction after the other by the code that is in the path, as staff do, until a line comes.

Run as a file, with the code of either release: it keeps to what both have. Each that was published is a line,
``RELEASE NUMBER DIGEST``, and an empty one ends them. When standard input ends, what verify_record says follows.
"""

from __future__ import annotations

import sys
import threading
from itertools import count

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (settings first)

from releases.desk import workflow  # noqa: E402
from releases.desk.models import Conference, State  # noqa: E402


def main(which: int, pause: float) -> None:
    """Correct every second conference that was published, from the one or the other on, so many seconds apart."""
    ended = threading.Event()
    threading.Thread(target=_listen, args=(ended,), daemon=True).start()
    published = list(Conference.objects.filter(state=State.PUBLISHED).order_by("pk"))[which::2]
    for number in count():
        conference = published[number % len(published)]
        conference.refresh_from_db()
        conference.summary = f"{conference.summary.partition('（更正')[0]}（更正第 {conference.round} 次）"
        conference.save()
        version = workflow.publish(conference=conference, by=None, note="更正一处文字。")
        print(version.release_id, version.number, version.digest, flush=True)  # noqa: T201
        if ended.wait(pause):
            break
    print(flush=True)  # noqa: T201
    sys.stdin.read()
    call_command("verify_record")


def _listen(ended: threading.Event) -> None:
    sys.stdin.readline()
    ended.set()


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
