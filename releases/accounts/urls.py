"""Addresses of a person's own account, under the desk's."""

from django.contrib import admin
from django.urls import path

from releases.accounts.views import enrol, own, take_away, verify

app_name = "accounts"
urlpatterns = [
    path("", admin.site.admin_view(own.own), name="own"),
    path("verify/", admin.site.admin_view(verify.verify), name="verify"),
    path("enrol/", admin.site.admin_view(enrol.enrol), name="enrol"),
    path("recovery-codes/", admin.site.admin_view(enrol.recovery_codes), name="recovery_codes"),
    path("sign-out-everywhere/", admin.site.admin_view(own.sign_out_everywhere), name="sign_out_everywhere"),
    path("take-away/<int:pk>/", admin.site.admin_view(take_away.take_away), name="take_away"),
]
