"""The template filter for a person's printed name: pages and the record write it alike."""

from __future__ import annotations

from django import template

from releases.desk.names import printed_name

register = template.Library()
register.filter(printed_name)
