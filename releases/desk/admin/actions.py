"""What the list of conferences offers to do with several of them."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from releases.desk import bulk
from releases.desk.models import Conference
from releases.desk.views.bulk import confirmation


@admin.action(description="发布所选的发布会", permissions=["publish"])
def publish_selected(
    modeladmin: object,  # noqa: ARG001  (Django's signature)
    request: HttpRequest,  # noqa: ARG001  (Django's signature)
    queryset: QuerySet[Conference],
) -> HttpResponse:
    """Lead to the page that shows what would go out: nothing is published here."""
    # One more than may go is enough for that page to refuse.
    return redirect(confirmation(list(queryset.values_list("pk", flat=True)[: bulk.MOST + 1])))
