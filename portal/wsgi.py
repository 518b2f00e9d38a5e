"""The WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()

# What answers requests is brought in now, not by the first of them, and stays as long as the process. Left to
# the garbage collector it was gone through every few searches, in the middle of one, for 60 ms.
get_resolver().url_patterns  # noqa: B018  (asking for them is what brings them in)
gc.collect()
gc.freeze()
