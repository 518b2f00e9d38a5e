"""The conference: its form, and the ways to the desk's own pages."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ForeignKey
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, path

from releases.desk import drafts, editing, people
from releases.desk.admin.audited import Audited
from releases.desk.admin.conference_list import ConferenceList
from releases.desk.admin.inlines import AttachmentInline, ParticipantInline, PhotoInline, TurnInline
from releases.desk.forms.conference import ConferenceForm
from releases.desk.forms.importing import SectionField
from releases.desk.forms.sheet import Sheet
from releases.desk.later import owed_by
from releases.desk.levels import levels
from releases.desk.models import Conference, DraftPage, Participant, Stage, State
from releases.desk.overtaken import overtaken
from releases.desk.status import status
from releases.desk.views import bulk, emergency, importing, links, preview, review, signing, steps, typing
from releases.record.models import Section


@admin.register(Conference)
class ConferenceAdmin(Audited, ConferenceList):
    """Where staff find a conference and edit it; every other step has a page of its own."""

    form = ConferenceForm
    inlines = (ParticipantInline, TurnInline, PhotoInline, AttachmentInline)
    fieldsets = (
        (None, {"fields": ("title", "subject", "section", "source")}),
        ("时间和地点", {"fields": (("held_day", "held_time"), "held_text", "venue")}),
        ("更多", {"classes": ("collapse",), "fields": ("summary", "keywords", "published_on")}),
    )
    save_on_top = True
    view_on_site = False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Conference | None:
        """Hold the row while a form is saved: two savings must not hand out the same number."""
        # Some characters are digits and no numbers: ² is one.
        if request.method == "POST" and object_id.isdecimal():
            Conference.objects.select_for_update().filter(pk=object_id).first()
        return super().get_object(request, object_id, from_field)

    def has_delete_permission(self, request: HttpRequest, obj: Conference | None = None) -> bool:
        """Drafts only: what was public is withdrawn; what others review or wait for is taken back first."""
        return (obj is None or _is_mere_draft(obj)) and super().has_delete_permission(request, obj)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        """Show the way to each section."""
        kwargs |= {"queryset": Section.objects.with_parents().order_by("path"), "form_class": SectionField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(
        self,
        request: HttpRequest,
        obj: Conference,
        form: ModelForm[Any],  # noqa: ARG002  (Django's signature)
        change: bool,  # noqa: ARG002, FBT001  (Django's signature)
    ) -> None:
        """Save it as changed by this person."""
        by = cast("User", request.user)
        editing.touch(conference=obj, by=by)
        drafts.discard(conference=obj, by=by, page=DraftPage.FORM)

    def save_formset(
        self,
        request: HttpRequest,
        form: ModelForm[Any],
        formset: BaseModelFormSet[Any, Any],
        change: bool,  # noqa: ARG002, FBT001  (Django's signature)
    ) -> None:
        """Save the parts, number the new ones, and link new people."""
        conference = form.instance
        parts = formset.save(commit=False)
        editing.save_parts(conference=conference, parts=parts)
        for row in formset.deleted_objects:
            row.delete()
        if formset.model is Participant:
            for problem in people.link(conference.participants.all()):
                messages.info(request, problem.message)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Conference, inline: InlineModelAdmin[Any, Any], prefix: str
    ) -> dict[str, Any]:
        """Fill in the row that an address asks for."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, TurnInline):
            kwargs["initial"] = inline.prepared(request, obj)
        return kwargs

    def sheet(self, request: HttpRequest, conference: Conference, data: QueryDict | None = None) -> Sheet:
        """Return the fields that this person may change, filled with data or with what is saved."""
        names = flatten_fieldsets(self.get_fieldsets(request, conference))
        form = self.get_form(request, conference, change=True, fields=names)
        formsets = []
        for made, inline in self.get_formsets_with_inlines(request, conference):
            # Rows that somebody may only look at are not posted at all.
            if inline.has_change_permission(request, conference):
                prefix, rows = made.get_default_prefix(), inline.get_queryset(request)
                formsets.append(made(data, instance=conference, prefix=prefix, queryset=rows))
        return Sheet(form(data, instance=conference), tuple(formsets))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Put a page that somebody's saving has overtaken on what is saved now, to be shown with both."""
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            conference = self.get_object(request, object_id)
            if conference is not None and self.has_change_permission(request, conference):
                data = request.POST.copy()
                if "onto" in data:
                    data["seen_revision"] = str(data["onto"])
                if data.get("seen_revision", "") not in ("", str(conference.revision)):
                    met = overtaken(data, self.sheet(request, conference))
                    data = met.data
                    extra_context = {**(extra_context or {}), "overtaken": met}
                request.POST = data  # type: ignore[assignment]  # a copy, which nobody changes any more
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_urls(self) -> list[URLPattern]:
        """Put the desk's own pages before the admin's."""
        pages = (
            ("import/", importing.new, "import"),
            ("publish/", bulk.publish, "bulk_publish"),
            ("<int:pk>/import/", importing.again, "reimport"),
            ("<int:pk>/photos/", importing.photos, "photos"),
            ("<int:pk>/review/", review.review, "review"),
            ("<int:pk>/draft/", typing.draft, "draft"),
            ("<int:pk>/check/", typing.check, "check"),
            ("<int:pk>/preview/", preview.preview, "preview"),
            ("<int:pk>/files/<path:name>", preview.file, "file"),
            ("<int:pk>/signing/", signing.review, "signing"),
            ("<int:pk>/submit/", signing.submit, "submit"),
            ("<int:pk>/take-back/", signing.take_back, "take_back"),
            ("<int:pk>/sign/", signing.sign, "sign"),
            ("<int:pk>/send-back/", signing.send_back, "send_back"),
            ("<int:pk>/waive/", signing.waive, "waive"),
            ("<int:pk>/publish/", steps.publish, "publish"),
            ("<int:pk>/unschedule/", steps.unschedule, "unschedule"),
            ("<int:pk>/emergency/", emergency.ask, "emergency"),
            ("<int:pk>/emergency/confirm/", emergency.confirm, "emergency_confirm"),
            ("<int:pk>/emergency/<int:number>/", emergency.review, "emergency_review"),
            ("<int:pk>/withdraw/", steps.withdraw, "withdraw"),
            ("<int:pk>/links/", links.links, "links"),
            ("<int:pk>/embargo/", links.embargoed, "embargo"),
            ("<int:pk>/links/<int:link>/revoke/", links.revoke, "revoke_link"),
        )
        own = [
            path(route, self.admin_site.admin_view(view), name=f"desk_conference_{name}")
            for route, view, name in pages
        ]
        return [*own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add what the form shows beside its fields."""
        conference = kwargs.get("obj")
        earlier = people.earlier_positions(conference or Conference())
        context |= {
            "earlier_positions": earlier,
            "known_names": sorted({name for _, name in earlier}),
            "may_publish": request.user.has_perm("desk.publish_conference"),
            "may_withdraw": request.user.has_perm("desk.withdraw_conference"),
            "may_sign": request.user.has_perm("desk.sign_conference"),
            "may_edit": request.user.has_perm("desk.change_conference"),
            "reviews": bool(levels()),
        }
        if conference is not None:
            context["status"] = status(conference)
            context["owed"] = owed_by(conference)
            sheet = Sheet(
                context["adminform"].form,
                tuple(each.formset for each in context["inline_admin_formsets"]),
            )
            context |= typing.around(request, conference, DraftPage.FORM, sheet)
            wrong = context["adminform"].form.errors.as_data().values()
            if len(context["errors"]) == 1 and [each.code for one in wrong for each in one] == ["stale"]:
                # Nothing that was typed is wrong, and the page shows both versions.
                messages.error(request, context["errors"][0][0])
                context["errors"] = []
        return super().render_change_form(request, context, *args, **kwargs)


def _is_mere_draft(conference: Conference) -> bool:
    return (
        conference.state == State.DRAFT
        and conference.stage == Stage.EDITING
        and not conference.schedules.waiting().exists()
    )
