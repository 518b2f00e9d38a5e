"""A program of its own: a zip file with a page on standard input, the same page as PDF on standard output.

It runs apart from the site because it takes some 200 MB to set a page, and is made of libraries that are not
Python. It imports nothing of the site and opens nothing that is not in the zip file.
"""

from __future__ import annotations

import io
import sys
import zipfile
from typing import Any
from urllib.parse import unquote

# No such host: what is not in the zip file is nowhere.
_BASE = "http://package.invalid/"
_TYPES = {"css": "text/css", "jpg": "image/jpeg", "svg": "image/svg+xml"}


def typeset(package: bytes, identifier: bytes) -> bytes:
    """Return the ``index.html`` of the package as PDF/UA-1; the same package is the same bytes."""
    import weasyprint
    from PIL import ImageFile
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    # WeasyPrint lets Pillow take a broken photo for a whole one, here and for whoever imports this.
    ImageFile.LOAD_TRUNCATED_IMAGES = False

    with zipfile.ZipFile(io.BytesIO(package)) as files:

        class Folder(URLFetcher):  # type: ignore[misc]
            """Gives what is in the package."""

            def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ANN401, ARG002  (WeasyPrint's own)
                name = unquote(url.removeprefix(_BASE))
                if not url.startswith(_BASE) or name not in files.namelist():
                    raise FatalURLFetchingError(f"not in the package: {url}")
                kind = _TYPES[name.rpartition(".")[2]]
                return URLFetcherResponse(url, files.read(name), {"Content-Type": kind})

        page = weasyprint.HTML(
            string=files.read("index.html").decode(), base_url=_BASE, url_fetcher=Folder(), media_type="print"
        )
        data: bytes = page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return data


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read(), sys.argv[1].encode()))
