"""What a process is for (the variable ROLE), and what it therefore has: apps, middleware and addresses."""

from __future__ import annotations

from enum import StrEnum

import django
from django.core.exceptions import ImproperlyConfigured

# Where the desk's addresses begin, and the apps whose addresses are the public's.
DESK = "/desk/"
OF_THE_PUBLIC = ("record", "files", "api")


class Role(StrEnum):
    """What a process answers: everything, the public alone, or staff alone."""

    ALL = "all"
    PUBLIC = "public"
    DESK = "desk"

    @property
    def has_desk(self) -> bool:
        """Return whether staff log in here."""
        return self is not Role.PUBLIC


NAMES = tuple(role.value for role in Role)
# Commands that write, for which the public's database account has no right; a backup reads what it may not.
_NOT_THE_PUBLICS = frozenset(
    {"backup", "flush", "loaddata", "makemigrations", "migrate", "reindex", "restore", "restore_packs"}
)


def refuse(role: Role, command: str) -> None:
    """Refuse a command that the public's role may not run, before it does half of its work."""
    if not role.has_desk and command in _NOT_THE_PUBLICS:
        raise ImproperlyConfigured(f"ROLE=public only reads: run {command} with ROLE=desk or ROLE=all.")


def apps(role: Role) -> list[str]:
    """Return INSTALLED_APPS."""
    if not role.has_desk:
        return [
            "releases.record",
            "django_filters",
            "django.contrib.sitemaps",
            "django.contrib.staticfiles",
        ]
    return [
        "releases.record",
        "releases.desk",
        "releases.audit",
        "releases.accounts",
        "releases.backup",
        "django_filters",
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.sitemaps",
        "django.contrib.staticfiles",
        "django_otp",
        "django_otp.plugins.otp_static",
        "django_otp.plugins.otp_totp",
        "axes",
    ]


def middleware(role: Role) -> list[str]:
    """Return MIDDLEWARE: what the public's pages go through, and between it what the desk's do besides."""
    desk = role.has_desk
    return [
        *(["portal.front.FrontMiddleware"] * (role is not Role.DESK)),
        # Outside of whatever sets headers of a page, which are kept along with it; no page is the desk's.
        *(["releases.record.keeping.middleware.KeptPages"] * (role is not Role.DESK)),
        "django.middleware.security.SecurityMiddleware",
        # Before whatever may answer by itself: files and errors bear the headers, too.
        "django.middleware.csp.ContentSecurityPolicyMiddleware"
        if django.VERSION >= (6,)
        else "portal.csp.ContentSecurityPolicyMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "portal.headers.HeadersMiddleware",
        "portal.operator.OperatorMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        *(["portal.metrics.CountingMiddleware"] * desk),
        *(["releases.audit.middleware.AuditMiddleware"] * desk),
        *(["portal.at_the_desk.SessionMiddleware"] * desk),
        # Before whatever looks an address up: the same pattern is another address in the other language.
        "portal.language.LanguageMiddleware",
        "django.middleware.common.CommonMiddleware",
        *(["portal.reading.ReadingAlone"] * (role is Role.ALL)),
        *(["django.middleware.csrf.CsrfViewMiddleware"] * desk),
        *(["portal.at_the_desk.AuthenticationMiddleware"] * desk),
        *(["portal.at_the_desk.OTPMiddleware"] * desk),
        *(["portal.at_the_desk.MessageMiddleware"] * desk),
        *(["releases.accounts.middleware.DeskGate"] * desk),
        *(["portal.desk_alone.DeskAlone"] * (role is Role.DESK)),
        "portal.nul.NulMiddleware",
        *(["axes.middleware.AxesMiddleware"] * desk),
    ]


def context_processors(role: Role) -> list[str]:
    """Return what every template is given."""
    return [
        "django.template.context_processors.request",
        *(["django.contrib.auth.context_processors.auth"] * role.has_desk),
        *(["django.contrib.messages.context_processors.messages"] * role.has_desk),
        "portal.site.context",
    ]


def urlconf(role: Role) -> str:
    """Return ROOT_URLCONF; the desk knows the public's addresses, for its pages lead there."""
    return "portal.urls" if role.has_desk else "portal.public_urls"


def operator_addresses(role: Role) -> dict[str, str]:
    """Return what answers the machines of whoever operates the site, by address."""
    return {
        "/healthz": "portal.operator.healthz",
        "/readyz": "portal.operator.readyz",
        **({"/metrics": "portal.metrics.metrics"} if role.has_desk else {}),
    }


# Of what ``ready`` asks, parts that no reader misses where all others are well: a spare, and who publishes.
TOLD = frozenset({"mirror", "publisher"})


def ready(role: Role, *, mirrored: bool) -> list[list[str]]:
    """Return what the process needs, in groups that are asked side by side: one database, one group."""
    desk = role.has_desk
    return [
        [
            "portal.ready.database.database",
            "portal.ready.database.migrations" if desk else "portal.ready.database.tables",
            *(["releases.record.mirrored.mirror"] * mirrored),
            *(["releases.desk.heartbeat.publisher"] * desk),
        ],
        ["portal.ready.files.public_files"],
        *([["portal.ready.files.desk_files"]] * desk),
    ]


def metrics_sources(role: Role) -> list[str]:
    """Return what yields figures when /metrics is asked for."""
    return ["releases.desk.measuring.measured", "portal.metrics.connections"] if role.has_desk else []
