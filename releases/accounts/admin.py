"""Nothing of the second factor is edited row by row: a device's page would show its secret."""

from django.contrib import admin
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

# Importing their pages, above, is what registers them.
admin.site.unregister(StaticDevice)
admin.site.unregister(TOTPDevice)
