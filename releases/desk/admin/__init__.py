"""The desk's screens: Django's admin, with its name and its models."""

from django.contrib import admin

from releases.accounts.forms import LoginForm
from releases.desk.admin.accounts import AccountAdmin, RoleAdmin
from releases.desk.admin.conference import ConferenceAdmin
from releases.desk.admin.department import DepartmentAdmin
from releases.desk.admin.outlet import OutletAdmin
from releases.desk.admin.person import PersonAdmin
from releases.desk.admin.section import SectionAdmin
from releases.desk.admin.term import TermAdmin
from releases.desk.admin.topic import TopicAdmin

admin.site.login_form = LoginForm
admin.site.site_header = "新闻发布编辑台"
admin.site.site_title = "编辑台"
admin.site.index_title = "工作台"
admin.site.enable_nav_sidebar = False

__all__ = [
    "AccountAdmin",
    "ConferenceAdmin",
    "DepartmentAdmin",
    "OutletAdmin",
    "PersonAdmin",
    "RoleAdmin",
    "SectionAdmin",
    "TermAdmin",
    "TopicAdmin",
]
