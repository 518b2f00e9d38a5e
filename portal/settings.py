"""Settings, read from the environment; docs/operating.md has the table of variables."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from portal import databases, env, media, roles

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")

# What this process is for: everything, the public's pages alone, or the desk alone.
ROLE = roles.Role(env.one_of("ROLE", roles.NAMES, roles.Role.ALL))
DEBUG = env.flag("DEBUG", default=False)
# Development and tests need no secrets; everything else is production and refuses to start without.
DEVELOPMENT = env.flag("DEVELOPMENT", default=False)

if DEVELOPMENT:
    SECRET_KEY = env.text("SECRET_KEY", "development-only-" + "0123456789" * 5)
    ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "*")
    SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
else:
    SECRET_KEY = env.required("SECRET_KEY", "a long random text that signs sessions.")
    ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS is not set: the host names this site answers to.")
    SITE_URL = env.origin("SITE_URL", "the canonical address, e.g. https://www.example.gov.cn")
    if DEBUG:
        raise ImproperlyConfigured("DEBUG=1 works only with DEVELOPMENT=1: its pages show secrets.")

# Where people without an account open links to previews: staff's host, if it is another than the public's.
DESK_URL = env.origin("DESK_URL", "") if env.text("DESK_URL") else SITE_URL

INSTALLED_APPS = roles.apps(ROLE)
MIDDLEWARE = roles.middleware(ROLE)
# Where the static copy of the site is kept, if one is.
MIRROR_DIR = env.text("MIRROR_DIR")

# What machines of the operator's ask, and what has to be there for the answer to be yes.
OPERATOR_ADDRESSES = roles.operator_addresses(ROLE)
READY = roles.ready(ROLE, mirrored=bool(MIRROR_DIR))
# Whoever scrapes /metrics shows it; without one, that address is none.
METRICS_TOKEN = env.text("METRICS_TOKEN")
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("METRICS_TOKEN is too short: it is all that guards /metrics.")
METRICS_SOURCES = roles.metrics_sources(ROLE)
ROOT_URLCONF = roles.urlconf(ROLE)
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # Every page speaks two languages and may hold Chinese words.
            "builtins": ["django.templatetags.i18n", "releases.record.templatetags.spoken"],
            "context_processors": roles.context_processors(ROLE),
        },
    },
]

# Granian's own variable: with one number for both, no load opens more connections than there are threads.
DATABASE_CONNECTIONS = env.whole_number("GRANIAN_BLOCKING_THREADS", 0)
DATABASES: dict[str, Any] = {
    "default": databases.configured(
        env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"),
        role=ROLE,
        most=DATABASE_CONNECTIONS,
        keep=env.whole_number("DATABASE_CONN_MAX_AGE", 60),
    )
}

STORE = media.Store(
    url=env.origin("MEDIA_S3_URL", "") if env.text("MEDIA_S3_URL") else "",
    region=env.text("MEDIA_S3_REGION", "us-east-1"),
    addressing=env.one_of("MEDIA_S3_ADDRESSING", ("path", "virtual"), "path"),
    key=env.text("MEDIA_S3_KEY_ID"),
    secret=env.text("MEDIA_S3_SECRET_KEY"),
    desk=env.text("MEDIA_S3_DESK_BUCKET"),
    public=env.text("MEDIA_S3_PUBLIC_BUCKET"),
)
STORAGES = {
    # Two places, and only one of them has addresses: publishing copies from the desk's to the public one.
    **media.in_folders(
        desk=env.path("DESK_MEDIA_DIR", VAR_DIR / "desk"),
        public=env.path("PUBLIC_MEDIA_DIR", VAR_DIR / "public"),
    ),
    **(media.in_buckets(STORE, role=ROLE) if STORE.url else {}),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "portal.static.StaticFilesStorage"
    },
}

# How much memory each process takes for pages that were made; and a Redis that all processes share. Whoever
# debugs wants to see what was just written.
KEPT_PAGES_BYTES = 0 if DEBUG else env.whole_number("KEPT_PAGES_MB", 16) * 1024 * 1024
CACHE_URL = env.text("CACHE_URL")

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEVELOPMENT
if DEVELOPMENT:
    # Nothing is collected there, but WhiteNoise warns of a folder that is missing.
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
    },
    {
        "NAME": "releases.accounts.passwords.LongEnoughValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "releases.accounts.passwords.GuessablePasswordValidator"},
]
# Where a log-in leads whose page was none of this site.
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]

# Staff give a code of their own device after the password; development asks for none unless told to.
SECOND_FACTOR = env.flag("SECOND_FACTOR", default=not DEVELOPMENT)

# Five failures, for an account or from an address, whichever comes first.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_COOLOFF_TIME = timedelta(minutes=15)
# Else whoever keeps trying could keep a colleague locked out for ever.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# A log-in wipes nothing: with an account of one's own one could go on guessing another's for ever.
AXES_RESET_ON_SUCCESS = False
AXES_CLIENT_IP_CALLABLE = "releases.accounts.address.counted_address"
AXES_LOCKOUT_CALLABLE = "releases.accounts.views.locked.locked"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# The reviews before anything is public: a name and the group that signs it, in order. None in development
# unless asked for, so that one person can try everything.
SIGN_OFF_LEVELS = env.pairs("SIGN_OFFS", "" if DEVELOPMENT else "初审=初审,复审=复审,终审=终审")

DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_PERMISSIONS = 0o640

# Each kind of thing that a page is made of; whatever else a browser may learn to load is refused.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
# The public's pages have no form that acts for somebody, and so no token against forging one.
SILENCED_SYSTEM_CHECKS = [] if ROLE.has_desk else ["security.W003"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Both are judged by the server at every request; the cookie's age is only the browser's.
SESSION_IDLE_MINUTES = env.whole_number("SESSION_IDLE_MINUTES", 30)
SESSION_MAX_HOURS = env.whole_number("SESSION_MAX_HOURS", 8)
SESSION_COOKIE_AGE = SESSION_MAX_HOURS * 60 * 60
SESSION_COOKIE_HTTPONLY = True
DESK_PATH = SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = roles.DESK
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEVELOPMENT
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=not DEVELOPMENT)
# Asked for over loopback, by what knows no redirects.
SECURE_REDIRECT_EXEMPT = [f"^{address[1:]}$" for address in OPERATOR_ADDRESSES]
SECURE_HSTS_SECONDS = env.whole_number("SECURE_HSTS_SECONDS", 0 if DEVELOPMENT else 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=not DEVELOPMENT)
# The browsers' list takes whole domains alone.
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
if env.flag("TRUST_X_FORWARDED_PROTO", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The proxy's word for where a request comes from; from anybody else it is a claim.
TRUST_X_REAL_IP = env.flag("TRUST_X_REAL_IP", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # The level is the handler's: what Django's own loggers hand up asks no level of the root.
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "level": env.one_of("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "INFO"),
            "formatter": env.one_of("LOG_FORMAT", ("text", "json"), "text" if DEVELOPMENT else "json"),
        }
    },
    "filters": {"not the readers'": {"()": "portal.logs.NotTheReaders"}},
    "formatters": {"json": {"()": "portal.logs.JsonFormatter"}, "text": {"format": "%(message)s"}},
    "root": {"handlers": ["console"], "level": "DEBUG"},
    "loggers": {
        # It tells of every log-in, and the audit trail does too.
        "axes": {"level": "WARNING"},
        "django.request": {"filters": ["not the readers'"]},
        # They write down each question to the store of files, a dozen lines for one, whoever reads it.
        "boto3": {"level": "WARNING"},
        "botocore": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
    },
}

# Signs the head of the record: 32 bytes in base64, as manage.py make_record_key prints them. Nobody trusts
# what development signs.
RECORD_KEY = env.text("RECORD_KEY", "ZGV2ZWxvcG1lbnQgb25seSwgbm9ib2R5IHRydXN0cyE=" if DEVELOPMENT else "")

# What every page says of the site; STANDARDS of government sites ask for each of these.
SITE_NAME = env.text("SITE_NAME", "新闻发布平台")
# What an authenticator app calls the account.
OTP_TOTP_ISSUER = SITE_NAME
# What English pages call it; without one, the Chinese name.
SITE_NAME_EN = env.text("SITE_NAME_EN")
SITE_ID_CODE = env.text("SITE_ID_CODE")
SITE_ORGANISER = env.text("SITE_ORGANISER")
SITE_ORGANISER_EN = env.text("SITE_ORGANISER_EN")
SITE_CONTACT = env.text("SITE_CONTACT")
SITE_ICP = env.text("SITE_ICP")
SITE_POLICE_RECORD = env.text("SITE_POLICE_RECORD")
SITE_POLICE_RECORD_URL = env.text("SITE_POLICE_RECORD_URL")
SITE_PARTY_GOV_MARK_URL = env.text("SITE_PARTY_GOV_MARK_URL")
SITE_ERROR_REPORT_URL = env.text("SITE_ERROR_REPORT_URL")
# Hosts outside .gov.cn that need no leaving-site prompt.
SITE_TRUSTED_HOSTS = env.words("SITE_TRUSTED_HOSTS")
