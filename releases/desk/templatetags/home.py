"""The template tag that the admin's first page asks for what it shows."""

from __future__ import annotations

from django import template

from releases.desk.home import home

register = template.Library()
register.simple_tag(home, name="home")
