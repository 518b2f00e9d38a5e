"""OpenStack Swift with its S3 interface, all of it in one process and one folder.

``python3 _swift.py FOLDER PORT``, by the Python that Debian's package python3-swift is for. What Swift has a
cluster for is here once: an account, a container and an object server on loopback behind the proxy, one disk,
no replicas. It says what it has to say on standard error.
"""

from __future__ import annotations

import array
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import eventlet
import eventlet.hubs

eventlet.hubs.use_hub("poll")
eventlet.monkey_patch()

from eventlet import GreenPool, wsgi  # noqa: E402
from swift.common import utils  # noqa: E402
from swift.common.ring import RingData  # noqa: E402
from swift.common.wsgi import SwiftHttpProtocol, loadapp, make_pre_authed_request  # noqa: E402

# Two keys of one account: the first may do everything, the second reads where it is let.
PROXY = """
[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors s3api tempauth copy slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
# A disk that comes back is used at once.
error_suppression_interval = 0
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:s3api]
use = egg:swift#s3api
max_bucket_listing = 3
[filter:tempauth]
use = egg:swift#tempauth
user_news_desk = the-desks-secret .admin
user_news_public = the-publics-secret
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
"""
BEHIND = """
[DEFAULT]
devices = {folder}/devices
mount_check = false
[pipeline:main]
pipeline = server
[app:server]
use = egg:swift#{kind}
"""
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Cache:
    """What Swift's memcached would keep: who may do what, and which buckets there are."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, key: str, **_: object) -> Any:  # noqa: ANN401
        """Return what is kept under the key."""
        return json.loads(self._kept.get(key, "null"))

    def set(self, key: str, value: object, **_: object) -> None:
        """Keep a value."""
        self._kept[key] = json.dumps(value)

    def delete(self, key: str, **_: object) -> None:
        """Forget a value."""
        self._kept.pop(key, None)


def _has_attributes(folder: Path) -> bool:
    """Return whether files here can bear what Swift notes on them; memory takes them where they cannot."""
    try:
        os.setxattr(folder, "user.test", b"")
    except OSError:
        return False
    return True


def main(folder: Path, port: int) -> None:
    """Serve until somebody ends this."""
    utils.HASH_PATH_SUFFIX = b"tests"
    (folder / "devices" / "disk").mkdir(parents=True)
    pool = GreenPool(1000)

    def serve(application: Application, port: int = 0) -> int:
        listening = eventlet.listen(("127.0.0.1", port))
        options = {"protocol": SwiftHttpProtocol, "capitalize_response_headers": False}
        pool.spawn(wsgi.server, listening, application, utils.NullLogger(), **options)
        return int(listening.getsockname()[1])

    def loaded(name: str, text: str) -> Application:
        path = folder / f"{name}.conf"
        path.write_text(text)
        application: Application = loadapp(str(path))
        return application

    for kind in ("account", "container", "object"):
        used = "mem_object" if kind == "object" and not _has_attributes(folder) else kind
        at = {"ip": "127.0.0.1", "port": serve(loaded(kind, BEHIND.format(folder=folder, kind=used)))}
        device = {"id": 0, "region": 1, "zone": 1, "weight": 1, "device": "disk", "meta": "", **at}
        device |= {"replication_ip": at["ip"], "replication_port": at["port"]}
        RingData([array.array("H", [0, 0])], [device], 31).save(str(folder / f"{kind}.ring.gz"))
    proxy, cache = loaded("proxy", PROXY.format(folder=folder)), Cache()

    def cached(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        environment["swift.cache"] = cache
        return proxy(environment, start)

    # What its S3 interface has no words for: another key of the account that may read, and no more.
    readable = make_pre_authed_request({}, "PUT", "/v1/AUTH_news/readable")
    readable.headers["X-Container-Read"] = "news:public"
    readable.environ["swift_owner"] = True
    assert readable.get_response(cached).status_int == 201
    serve(cached, port)
    pool.waitall()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
