"""The project's settings, for a site that finds no page of those it keeps."""

from portal.settings import *  # noqa: F403

MIDDLEWARE = [
    "tests.bench._cold.Cold" if name.endswith(".KeptPages") else name
    for name in MIDDLEWARE  # noqa: F405
]
