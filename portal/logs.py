"""Log lines for programs: JSON, and nothing of who reads what.

A line of ours is written as it is, and one of the pool of connections: why there is none. Of anybody else's,
only the words of the program are kept, and not what is put into them: a path may hold the key of a preview
link, a failed log-in the name of an account, a database's refusal the row.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path

from portal.roles import DESK

_OURS = ("releases", "portal")
_POOL = "psycopg.pool"


class NotTheReaders(logging.Filter):
    """Leave out what Django says of requests that the public's pages refused: 404, 410, 405 and so on.

    Anybody can cause as many as they like, and nothing is wrong with the site; the server in front has each
    in its access log. What failed here stays, but for the database being away: that is told once, and not
    with each answer that says so (503). So does what the desk refused: somebody may be guessing links.
    Suspicious requests have a logger of their own.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record is written."""
        path = getattr(getattr(record, "request", None), "path", DESK)
        failed = record.levelno >= logging.ERROR and getattr(record, "status_code", None) != 503
        return failed or path.startswith(DESK)


class JsonFormatter(logging.Formatter):
    """Write a record as one line of JSON.

    ``time``, ``level``, ``logger``, ``event``, ``place``; of a request ``method``, ``view`` and ``status``;
    of an exception its types and places.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": _event(record),
            "place": f"{record.module}:{record.lineno}",
        }
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            line |= {"method": _method(request), "view": match.view_name if match else ""}
        if isinstance(status := getattr(record, "status_code", None), int):
            line["status"] = status
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = list(_exceptions(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def _event(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] in _OURS or record.name == _POOL:
        return record.getMessage()
    # With nothing to be put in, the words may have been put together with anything.
    return str(record.msg) if record.args else ""


def _method(request: object) -> str:
    """Return the method, if it is one: a caller may send any word."""
    method = str(getattr(request, "method", ""))
    return method if method in ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE") else "other"


def _exceptions(error: BaseException) -> list[dict[str, object]]:
    """Return an exception and what led to it, without its words: these hold what was typed."""
    found: list[dict[str, object]] = []
    last: BaseException | None = error
    while last is not None and len(found) < 10:
        frames = traceback.extract_tb(last.__traceback__)
        places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        found.append({"type": f"{type(last).__module__}.{type(last).__qualname__}", "places": places})
        last = last.__cause__ or last.__context__
    return found
