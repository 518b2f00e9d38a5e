"""What somebody sends who wants another reader to be shown something else, or to be shown what another reads."""

from __future__ import annotations

EVIL = b"evil.example"
_HOST = b"Host: www.example.gov.cn"

# Beside the one Host that a request has to have: none of it may change what is kept.
_HEADERS: list[tuple[bytes, ...]] = [
    (b"X-Forwarded-Host: evil.example",),
    (b"X-Forwarded-Host: evil.example", b"X-Forwarded-Host: evil.example:80"),
    (b"X-Host: evil.example",),
    (b"X-Forwarded-Server: evil.example",),
    (b"X-HTTP-Host-Override: evil.example",),
    (b"Forwarded: host=evil.example;proto=http",),
    (b"X-Forwarded-Proto: http",),
    (b"X-Forwarded-Scheme: http", b"X-Forwarded-Host: evil.example"),
    (b"X-Forwarded-Port: 1337",),
    (b"X-Forwarded-Prefix: /evil.example",),
    (b"X-Forwarded-For: evil.example",),
    (b"X-Real-IP: evil.example",),
    (b"X-Original-URL: /evil.example/",),
    (b"X-Rewrite-URL: /evil.example/",),
    (b"X-Original-Host: evil.example",),
    (b"X-Script-Name: /evil.example",),
    (b"Script-Name: /evil.example",),
    (b"X-HTTP-Method-Override: POST",),
    (b"X-HTTP-Method: DELETE",),
    (b"X-Method-Override: HEAD",),
    (b"Accept-Language: en",),
    (b"Accept: application/json; evil.example",),
    (b"Cookie: django_language=en",),
    (b"Cookie: sessionid=evil.example; csrftoken=evil.example",),
    (b"Cookie: messages=evil.example",),
    (b"Authorization: Basic ZXZpbDpleGFtcGxl",),
    (b"Authorization: Bearer evil.example",),
    (b"Origin: https://evil.example",),
    (b"Referer: https://evil.example/",),
    (b"User-Agent: evil.example",),
    (b"X-Requested-With: XMLHttpRequest",),
    (b'If-None-Match: "evil.example"',),
    (b"If-None-Match: *",),
    (b"If-Match: evil.example",),
    (b"If-Modified-Since: Wed, 01 Jan 2099 00:00:00 GMT",),
    (b"If-Unmodified-Since: Wed, 01 Jan 1999 00:00:00 GMT",),
    (b"Range: bytes=0-9",),
    (b"Range: bytes=0-9,20-29",),
    (b"Range: evil.example",),
    (b'If-Range: "evil.example"', b"Range: bytes=0-0"),
    (b"Accept-Encoding: br",),
    (b"Accept-Encoding: gzip;q=0, evil.example",),
    (b"Accept-Encoding: deflate, gzip;q=0",),
    (b"Cache-Control: no-store",),
    (b"Pragma: no-cache",),
    (b"X-Accel-Expires: 3600",),
    (b"X-Accel-Redirect: /media/evil.example",),
    (b"X-Keep-Within: evil.example",),
    (b"Expect: evil.example",),
    (b"TE: trailers", b"Trailer: evil.example"),
    (b"Upgrade: h2c", b"HTTP2-Settings: evil.example"),
    (b"Max-Forwards: 0",),
    (b"Via: 1.1 evil.example",),
    (b"X_Forwarded_Host: evil.example",),
    (b"X-Evil: " + b"evil.example" * 300,),
    (b"X-Evil: \x01evil.example",),
]
# Each with the request line's path in its place.
_REQUESTS: list[tuple[bytes, tuple[bytes, ...], bytes]] = [
    # A body that a GET has no use for; and lengths that disagree.
    (
        b"GET %s HTTP/1.1",
        (_HOST, b"Content-Type: application/x-www-form-urlencoded", b"Content-Length: 18"),
        b"page=9&evil.example"[:18],
    ),
    (b"GET %s HTTP/1.1", (_HOST, b"Transfer-Encoding: chunked"), b"c\r\nevil.example\r\n0\r\n\r\n"),
    (b"GET %s HTTP/1.1", (_HOST, b"Content-Length: 5", b"Transfer-Encoding: chunked"), b"0\r\n\r\n"),
    (b"POST %s HTTP/1.1", (_HOST, b"Content-Length: 12"), EVIL),
    (b"HEAD %s HTTP/1.1", (_HOST,), b""),
    (b"OPTIONS %s HTTP/1.1", (_HOST,), b""),
    (b"PURGE %s HTTP/1.1", (_HOST,), b""),
    (b"EVIL %s HTTP/1.1", (_HOST,), b""),
    # Hosts.
    (b"GET %s HTTP/1.1", (_HOST, b"Host: evil.example"), b""),
    (b"GET %s HTTP/1.1", (b"Host: evil.example",), b""),
    (b"GET %s HTTP/1.1", (b"Host: www.example.gov.cn:evil.example",), b""),
    (b"GET %s HTTP/1.1", (b"Host: www.example.gov.cn:1337",), b""),
    (b"GET http://evil.example%s HTTP/1.1", (_HOST,), b""),
    (b"GET %s HTTP/1.0", (), b""),
    # Other ways to write the path: nginx reads them all as one, the application does not.
    (b"GET /.%s HTTP/1.1", (_HOST,), b""),
    (b"GET /%s HTTP/1.1", (_HOST,), b""),
    (b"GET /evil.example/..%s HTTP/1.1", (_HOST,), b""),
    (b"GET /evil.example/%%2e%%2e%s HTTP/1.1", (_HOST,), b""),
    # Parameters that no page knows, and ones that are hidden from some.
    (b"GET %s&utm_source=evil.example HTTP/1.1", (_HOST,), b""),
    (b"GET %s&page=evil.example HTTP/1.1", (_HOST,), b""),
    (b"GET %s;page=evil.example HTTP/1.1", (_HOST,), b""),
    (b"GET %s&%%70age=evil.example HTTP/1.1", (_HOST,), b""),
    (b"GET %s#evil.example HTTP/1.1", (_HOST,), b""),
    (b"GET %s&callback=evil.example&_method=DELETE HTTP/1.1", (_HOST,), b""),
]


def requests(path: bytes) -> list[tuple[list[bytes], bytes]]:
    """Return head and body of each attack on the page at this path, which asks for something already."""
    plain = [([b"GET %s HTTP/1.1" % path, _HOST, *headers], b"") for headers in _HEADERS]
    return plain + [([line % path, *headers], body) for line, headers, body in _REQUESTS]


# Ways to make a page of somebody's own look like a file that may be kept.
DECEPTIONS = [
    "%s",
    "%sa.css",
    "%s/a.css",
    "%s;a.css",
    "%s%%3Ba.css",
    "%s%%2Fa.css",
    "%s%%23a.css",
    "%s%%3Fa.css",
    "%s?a.css",
    "%s%%00a.css",
    "/static/..%%2F..%s",
    "/static/..%s",
    "/static/%%2e%%2e%s?a.css",
    "/media/..%%2F..%s",
    "/releases/..%s",
    "/%s?page=1",
]
