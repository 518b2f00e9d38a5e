"""portal.wsgi: a process that is ready for its first request."""

from __future__ import annotations

import subprocess
import sys


def test_wsgi_keeps_what_answers_requests_from_the_garbage_collector() -> None:
    script = (
        "import gc, sys; from portal.wsgi import application; "
        "print('releases.record.search.finding' in sys.modules, gc.get_freeze_count() > 9 * len(gc.get_objects()))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout == "True True\n"
