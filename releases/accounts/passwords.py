"""What a password must not be, beyond Django's own rules."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

RUN = 4
_RUNS = f"不能有 {RUN} 个或更多重复或连续的字符（{RUN} 个也不行），如 1111、1234、abcd、qwer。"
_KINDS = (str.islower, str.isupper, str.isdigit)
_ROWS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
# One word and a year, with or without signs around them: guangzhou2026, 2026Guangzhou!, Guangzhou@2026.
_WORD_AND_YEAR = re.compile(
    r"[\W_]*(?:[^\W\d_]+[\W_]*(?:19|20)\d\d\d{0,4}|(?:19|20)\d\d\d{0,4}[\W_]*[^\W\d_]+)[\W_]*"
)
_SAYS_NOTHING = {"www", "gov", "com", "org", "net", "cn"}


class LongEnoughValidator(MinimumLengthValidator):
    """Django's own rule, which has no Chinese words for a password that is too short."""

    def get_error_message(self) -> str:
        """Say what is missing."""
        return f"密码太短，至少要 {self.min_length} 个字符。"


class GuessablePasswordValidator:
    """Refuses what people make when a rule only counts characters."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise every objection at once, so that the next try can succeed."""
        plain = unicodedata.normalize("NFKC", password).lower()
        errors = []
        if _kinds(password) < 3:
            errors.append(
                ValidationError(
                    "密码要包含大写字母、小写字母、数字、其他符号中的至少三种。", code="password_few_kinds"
                )
            )
        if user is not None and any(part in plain for part in _parts(user.get_username() or "")):
            errors.append(ValidationError("密码不能包含用户名或其中一部分。", code="password_of_username"))
        if _WORD_AND_YEAR.fullmatch(plain) or any(name in _bare(plain) for name in _names()):
            errors.append(
                ValidationError(
                    "密码不能是“地名或单词加年份”，也不能包含本站的名称。", code="password_of_site"
                )
            )
        if _has_run(plain):
            errors.append(ValidationError(f"密码{_RUNS}", code="password_run"))
        if errors:
            raise ValidationError(errors)

    def get_help_text(self) -> str:
        """Return the rules in a sentence or two."""
        return (
            "密码要包含大写字母、小写字母、数字、其他符号中的至少三种；不能包含用户名和本站名称，"
            f"不能是“地名或单词加年份”，{_RUNS}"
        )


def _kinds(password: str) -> int:
    found = {next((kind for kind in _KINDS if kind(letter)), None) for letter in password}
    return len(found)


def _parts(username: str) -> list[str]:
    """Return the name, and its pieces that are long enough to be recognised."""
    plain = unicodedata.normalize("NFKC", username).lower()
    pieces = {plain, *re.split(r"[\W_]+", plain), *re.findall(r"[^\W\d_]+|\d+", plain)}
    return [piece for piece in pieces if len(piece) >= (3 if piece.isascii() else 2)]


def _names() -> list[str]:
    """Return what the site is called: by its name, and by each part of its address that says something."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    labels = [re.sub(r"\W", "", label) for label in host.split(".") if label not in _SAYS_NOTHING]
    names = [_bare(settings.SITE_NAME.lower()), *labels]
    return [name for name in names if len(name) >= 4 and not name.isdigit()]


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _has_run(plain: str) -> bool:
    for start in range(len(plain) - RUN + 1):
        piece = plain[start : start + RUN]
        if len(set(piece)) == 1 or any(piece in row or piece[::-1] in row for row in _ROWS):
            return True
    return False
