"""Why nothing could be saved: a disk that is full, a database or a store of files that does not answer."""

from __future__ import annotations

import errno
import sqlite3

from django.db import Error

DISK_FULL = "服务器的磁盘满了"
READ_ONLY = "服务器的磁盘只能读，不能写"
DISK_FAILED = "服务器的磁盘写不进去"
NO_DATABASE = "数据库暂时没有应答"
NO_STORE = "存放照片和附件的服务暂时没有应答"
STORE_REFUSED = "存放照片和附件的服务拒绝了这次操作"

_OF_FILES = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EROFS: READ_ONLY,
    # As portal/bucket.py has it.
    errno.EHOSTDOWN: NO_STORE,
    errno.EREMOTEIO: STORE_REFUSED,
}
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: DISK_FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    # A full disk, too, where there is no room for its index of the log.
    sqlite3.SQLITE_IOERR: DISK_FAILED,
}
# PostgreSQL's errors (its manual, appendix A): 53100 is a full disk, 53300 too many connections; 08, 57P and
# no code at all are connections that ended or never were, and 57014 is a statement that took too long.
_DISK_FULL = "53100"
_NO_ANSWER = ("08", "57P", "57014", "53300")


def reason(exception: BaseException | None) -> str:
    """Return in Chinese what is not there to save anything in, "" where that is not what went wrong."""
    if isinstance(exception, Error):
        return _of_the_database(exception.__cause__)
    return _OF_FILES.get(exception.errno or 0, "") if isinstance(exception, OSError) else ""


def _of_the_database(cause: BaseException | None) -> str:
    if isinstance(cause, sqlite3.Error):
        # The lowest byte is the error; the others say more of it.
        return _OF_SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, "")
    code = getattr(cause, "sqlstate", "")
    if code == _DISK_FULL:
        return DISK_FULL
    return NO_DATABASE if code is None or (code and code.startswith(_NO_ANSWER)) else ""
