from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from releases.record.api.limits import POLICY, REQUESTS, SECONDS
from releases.record.api.openapi import FILE
from tests.nginx import DEPLOY, NGINX, running, site
from tests.ports import free_port


def test_the_front_server_keeps_what_is_announced() -> None:
    rate = re.search(r"rate=(\d+)r/m", (DEPLOY / "api-limits.conf").read_text())
    burst = re.search(r"burst=(\d+) nodelay", (DEPLOY / "api-location.conf").read_text())
    assert rate
    assert burst
    # The first request is none of the burst.
    assert (int(rate[1]), int(burst[1]) + 1) == (REQUESTS * 60 // SECONDS, REQUESTS)
    assert f'"reading";q={REQUESTS};w={SECONDS}' == POLICY


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_nginx_answers_the_rest_with_a_problem(tmp_path: Path) -> None:
    port = free_port()
    # Nobody answers behind it: what it lets through is a 502.
    nobody = dict.fromkeys(
        ("server 127.0.0.1:8000", "server 127.0.0.1:8081"), f"server 127.0.0.1:{free_port()}"
    )
    block = site(tmp_path, port, {**nobody, "listen 127.0.0.1:8081": f"listen 127.0.0.1:{free_port()}"})
    answers = []
    with running(tmp_path, block, port) as connection:
        for _ in range(REQUESTS + 50):
            connection.request("GET", "/api/v1/releases", headers={"Host": "www.example.gov.cn"})
            response = connection.getresponse()
            answers.append((response.status, dict(response.getheaders()), response.read()))
    seen = Counter(status for status, _, _ in answers)
    # Some come free again while they are asked for.
    assert seen[502] >= REQUESTS
    assert set(seen) == {502, 429}
    _, headers, body = next(answer for answer in answers if answer[0] == 429)
    assert headers["Content-Type"] == "application/problem+json"
    assert (headers["Retry-After"], headers["Access-Control-Allow-Origin"]) == ("10", "*")
    document = json.loads(FILE.read_text(encoding="utf-8"))
    (content,) = document["components"]["responses"]["TooManyRequests"]["content"].values()
    schema = {"components": document["components"], **content["schema"]}
    assert list(Draft202012Validator(schema).iter_errors(json.loads(body))) == []
