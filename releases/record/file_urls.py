"""Public addresses of what has no language: files, QR codes, what machines read. They never change either."""

from django.urls import path

from releases.record import converters  # noqa: F401  (importing makes it known)
from releases.record.views import machines, media, qr

app_name = "files"
urlpatterns = [
    path("releases/<release:release_id>/qr.svg", qr.svg, name="qr_svg"),
    path("releases/<release:release_id>/qr.png", qr.png, name="qr_png"),
    path("media/<path:name>", media.media, name="media"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
]
