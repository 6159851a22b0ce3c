"""Uphill's settings, all read from the environment (or from ``var/env``), each with a safe default.

DATABASE_URL   sqlite:///var/uphill.sqlite3 by default; postgres://user:password@host:port/name otherwise
SECRET_KEY     required when DEBUG is off; in development one is made once and kept in var/secret (mode 0600)
DEBUG          off by default
ALLOWED_HOSTS  comma-separated; localhost and 127.0.0.1 by default
HTTPS          on when a proxy in front of Uphill speaks HTTPS: secure cookies, redirect and HSTS
EMAIL_URL      consolemail:// by default
SITE_URL       where links in mails lead; https:// and the first of ALLOWED_HOSTS by default, http:// without HTTPS
CACHE_URL      the memory of each worker process by default; redis://host:6379/1 for one that they share
NEW_CLUBS      on: anybody may sign up and start a club; off: the administrator makes clubs, and the invited sign up
TRUSTED_PROXIES  comma-separated addresses whose word on the visitor's address is taken; this machine's by default
"""

import secrets
import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = environ.Env()
if (VAR_DIR / "env").exists():
    env.read_env(str(VAR_DIR / "env"))

TESTING = "pytest" in sys.modules
DEBUG = env.bool("DEBUG", default=False)


def _kept_secret() -> str:
    """The secret key of a development machine, made on first use and readable by its owner alone."""
    kept = VAR_DIR / "secret"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text().strip()


SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not (DEBUG or TESTING or env.bool("UPHILL_LOCAL", default=False)):
        raise ImproperlyConfigured(
            "Set SECRET_KEY to a long random text before running Uphill in production "
            "(`python -c 'import secrets; print(secrets.token_urlsafe(64))'` makes one), "
            "or set UPHILL_LOCAL=1 on your own machine to have one made and kept in var/secret."
        )
    SECRET_KEY = _kept_secret()

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "plans",
    "advice",
    "clubs",
    "config.apps.UphillAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.middleware.PrivateAnswersMiddleware",
    "config.middleware.SignInFirstMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.HtmxResponseMiddleware",
    "config.middleware.BusyMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "uphill"
CRISPY_TEMPLATE_PACK = "uphill"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'uphill.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at the start of a transaction: with WAL alone, writers that began as readers fail.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;",
    }
elif not TESTING:
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8}}
DATABASES["default"]["CONN_MAX_AGE"] = 0 if "pool" in DATABASES["default"].get("OPTIONS", {}) else None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Only the counts of what a visitor may do so often are kept here: nothing that anybody would miss.
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://?max_entries=20000")}
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=["127.0.0.1", "::1"])
RATELIMIT_IP_META_KEY = "clubs.limits.client_address"

NEW_CLUBS = env.bool("NEW_CLUBS", default=True)

AUTH_USER_MODEL = "clubs.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AXES_FAILURE_LIMIT = 6
# What Django's sign-in calls the e-mail: without it axes looks for another name and locks nobody out.
AXES_USERNAME_FORM_FIELD = "username"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# In development and in tests files are served as they are, without collecting them first.
WHITENOISE_AUTOREFRESH = DEBUG or TESTING
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Uphill <uphill@localhost>")

# A mail server that answers no more holds a worker up no longer than this, in seconds.
EMAIL_TIMEOUT = 20
# Tasks wait in the database itself, so that a task is there exactly if what it is about was written.
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.dummy.DummyBackend" if TESTING else "django_tasks_db.DatabaseBackend",
    }
}

HTTPS = env.bool("HTTPS", default=False)
_HOST = next(iter(ALLOWED_HOSTS), "localhost").lstrip(".*") or "localhost"
_ADDRESS = f"https://{_HOST}" if HTTPS else f"http://{_HOST}:{env.str('PORT', default='8000')}"
SITE_URL = env.str("SITE_URL", default=_ADDRESS).rstrip("/")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}
_CSP = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _CSP}
# Django's own admin and the history pages in it carry inline styles; nothing else does.
ADMIN_CONTENT_SECURITY_POLICY = {**_CSP, "style-src": [SELF, UNSAFE_INLINE]}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_tokens": {"()": "config.redacting.WithoutTokens"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
