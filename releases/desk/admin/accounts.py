"""Accounts: who works at the desk, and in which role."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, User
from django.db.models import Case, ManyToManyField, When
from django.forms import CheckboxSelectMultiple, ModelForm, ModelMultipleChoiceField
from django.http import HttpRequest

from releases.accounts import sessions
from releases.audit.chain import append
from releases.audit.models import Action
from releases.desk.admin.audited import Audited
from releases.desk.forms.account import AccountForm, PasswordForm
from releases.desk.names import printed_name
from releases.desk.roles import ADMINISTRATOR, ROLES

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(Audited, UserAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """Accounts that an administrator gives a role, and closes rather than deletes.

    Stock UserAdmin lets whoever may edit accounts make themselves a superuser; here only a
    superuser can edit one, or hand out single permissions.
    """

    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        ("姓名", {"fields": ("last_name", "first_name")}),
        ("角色", {"fields": ("groups",), "description": "至少选一个角色，否则登录后什么也做不了。"}),
    )
    form = AccountForm
    add_form = UserCreationForm
    change_password_form = PasswordForm
    add_form_template = None
    list_display = ("username", "full_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "groups")
    filter_horizontal = ("user_permissions",)
    actions = None

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField[Any] | None:
        """Let roles be ticked, in the order of the work: there are seven, and scripts need not help."""
        if db_field.name == "groups":
            place = Case(
                *(When(name=name, then=place) for place, name in enumerate(ROLES)), default=len(ROLES)
            )
            kwargs |= {
                "label": "角色",
                "queryset": Group.objects.order_by(place, "name"),
                "widget": CheckboxSelectMultiple,
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001  (Django's signature)
        """Let a new account in, for every account of the desk is staff; sign a closed one out."""
        obj.is_staff = obj.is_staff or not change
        super().save_model(request, obj, form, change)
        if "is_active" in form.changed_data and not obj.is_active:
            # A closed account opens nothing; opened again, it must not find its old sessions.
            sessions.end_all(user=obj, by=cast("User", request.user), reason="停用账号，退出了其全部登录")

    def save_related(self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool) -> None:  # noqa: ANN401, FBT001  (Django's signature)
        """Append from which roles to which: what an account may do hangs on nothing else."""
        before = _roles(form.instance)
        super().save_related(request, form, formsets, change)
        after = _roles(form.instance)
        if before != after:
            append(
                by=cast("User", request.user),
                action=Action.ROLES,
                what=form.instance,
                detail=f"{before or '无'} → {after or '无'}",
            )
        for doubt in _doubts(form.instance):
            messages.warning(request, doubt)

    @admin.display(description="姓名")
    def full_name(self, user: User) -> str:
        """Show the name that published versions carry."""
        return printed_name(user)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:  # noqa: ANN401  (Django's own shape)
        """Leave out what makes a superuser."""
        if obj is None or request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        return (
            (None, {"fields": ("username", "password")}),
            ("姓名", {"fields": ("last_name", "first_name", "email")}),
            ("角色", {"fields": ("is_active", "is_staff", "groups")}),
        )

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep superusers out of reach of everybody else."""
        reachable = obj is None or not obj.is_superuser or request.user.is_superuser
        return reachable and super().has_change_permission(request, obj)


@admin.register(Group)
class RoleAdmin(Audited, GroupAdmin):
    """Roles, which migrations make; seen by administrators, changed by superusers."""

    actions = None


def _doubts(user: User) -> list[str]:
    """Return what an administrator should know of an account as it is saved now."""
    # A closed one can do nothing, whatever it has.
    if not user.is_active:
        return []
    roles = set(user.groups.values_list("name", flat=True))
    doubts = []
    if not (user.last_name or user.first_name):
        doubts.append("没有填写姓名：签字和版本记录里只能显示用户名。")
    if not roles and not user.is_superuser:
        doubts.append("没有选角色：这个账号登录后什么也做不了。")
    if ADMINISTRATOR in roles and len(roles) > 1:
        doubts.append(f"“{ADMINISTRATOR}”又兼了别的角色：开账号的人不应能看稿、改稿、发稿，请改用两个账号。")
    return doubts


def _roles(user: User) -> str:
    return "、".join(user.groups.order_by("name").values_list("name", flat=True))
