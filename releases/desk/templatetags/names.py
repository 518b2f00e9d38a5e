"""Template filters for the names of people: pages and the record write them alike."""

from __future__ import annotations

from django import template

from releases.desk.names import name_and_account, printed_name

register = template.Library()
register.filter(printed_name)
register.filter(name_and_account)
