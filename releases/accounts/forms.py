"""What is asked of a person who proves who they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core import signing
from django_otp.plugins.otp_totp.models import default_key

from releases.audit.chain import append
from releases.audit.models import Action, Result

_SALT = "accounts.enrolment"
# Long enough to install an app; then the page is made anew.
_MAX_AGE = 30 * 60


class LoginForm(AdminAuthenticationForm):
    """Name and password; whatever is wrong, the page says the same."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": "用户名或密码不对，请重新输入。用户名和密码都区分大小写。",
    }

    def confirm_login_allowed(self, user: User) -> None:
        """Append to the trail, where somebody is refused whose password was right, that they were."""
        try:
            super().confirm_login_allowed(user)
        except forms.ValidationError:
            append(
                by=None,
                account=user.get_username(),
                action=Action.LOGIN_FAILED,
                result=Result.REFUSED,
                detail="不能进入编辑台",
            )
            raise


class CodeForm(forms.Form):
    """The code that the device shows now."""

    code = forms.CharField(
        label="验证码",
        max_length=12,
        help_text="手机验证器应用里显示的 6 位数字。",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "vTextField"}
        ),
    )


class RecoveryForm(forms.Form):
    """One of the codes on paper."""

    recovery = forms.CharField(
        label="恢复码",
        max_length=24,
        help_text="绑定设备时保存的恢复码之一，如 ab2c-de3f。每个只能用一次。",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "vTextField",
            }
        ),
    )


class EnrolForm(CodeForm):
    """A code of a device that is not known yet, and the key that made it.

    The key travels signed, and for one person only: nothing is kept of somebody who only looks.
    """

    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self._salt = f"{_SALT}.{user.pk}"
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", signing.dumps(default_key(), salt=self._salt))

    def clean_key(self) -> str:
        """Return the key, if it is one that this person was given lately."""
        try:
            key: str = signing.loads(self.cleaned_data["key"], salt=self._salt, max_age=_MAX_AGE)
        except signing.BadSignature:
            raise forms.ValidationError("页面打开太久，二维码已失效，请重新扫描下面的二维码。") from None
        return key

    def shown_key(self) -> str:
        """Return the key to show: the one that was posted, so that a mistyped code costs no new scan."""
        posted = self.cleaned_data.get("key") if self.is_bound and hasattr(self, "cleaned_data") else None
        key: str = posted or signing.loads(self.initial["key"], salt=self._salt)
        return key
