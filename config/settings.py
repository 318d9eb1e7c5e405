"""Settings. Every value that differs between places comes from the environment."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

DEMO = env.bool("CUS_DEMO", default=False)
SECRET_KEY = env("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.bool("CUS_HTTPS", default=not DEMO)

DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "cus.office",
    "cus.portal",
    "cus.cases",
    "cus.offer",
    "cus.catalogue",
    "cus.team",
    "cus.people",
    "cus.community",
    "cus.accounts",
    "cus.records",
    "cus.kit",
]
INSTALLED_APPS = [
    *ROOMS,
    *(["cus.office.demo"] if DEMO else []),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "template_partials",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cus.kit.incoming.without_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "cus.kit.languages.languages_of_the_page",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cus.accounts.middleware.centre_of_the_request",
    "cus.office.field_device.signing_out_wipes_the_device",
    "cus.office.denied.sessions_of_who_left",
    "cus.office.denied.denied_tries",
    "cus.office.joined.joined_entries",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cus.accounts.middleware.session_lives_on",
    "cus.accounts.middleware.second_factor_for_staff",
    "cus.accounts.middleware.who_changes",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cus.kit.typography.hard_spaces",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cus.accounts.context.centre_and_mode",
                "config.navigation.navigation",
                "cus.office.notices.desk_notices",
                "cus.portal.navigation.site_navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Language and place
LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", _("Polish")), ("en", _("English")), ("uk", _("Ukrainian"))]
PARTIAL_LANGUAGES = {"uk"}  # spoken only by views marked with `cus.kit.languages.speaks`
LOCALE_PATHS = [ROOT / "config" / "locale"]
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["cus.accounts.backends.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the centre, which knows the address
ACCOUNT_ADAPTER = "cus.accounts.adapters.ClosedSignUp"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/15m/key"}
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Otwarty CUS"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "office:today"
LOGOUT_REDIRECT_URL = "portal:catalogue"
SESSION_ENGINE = "cus.kit.sessions"
SESSION_COOKIE_AGE = 60 * 60  # an hour without a click ends the session (`accounts.middleware.session_lives_on`)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS

# Safety of pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("CUS_BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "cus.kit.views.csrf_failure"

# Files
STATIC_URL = "static/"
STATIC_ROOT = ROOT / "staticfiles"
WHITENOISE_USE_FINDERS = DEMO
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env("CUS_MEDIA", default=str(ROOT / "var" / "media")), "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Short-lived values: sign-in limits must count across processes
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kit_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # past it a third is dropped, and with it somebody's count
    }
}

# Feeds of others are read from the open internet only, and from these networks besides
HARVEST_ALSO_FROM = env.list("CUS_HARVEST_ALSO_FROM", default=["127.0.0.0/8", "::1/128"] if DEMO else [])

# Letters by e-mail
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="cus@localhost")

# Text messages: a callable (to, text, reference); as the system comes, a file a message in a directory
CUS_SMS_GATEWAY = env("CUS_SMS_GATEWAY", default="cus.records.sms.into_directory")
CUS_SMS_DIRECTORY = env("CUS_SMS_DIRECTORY", default=str(ROOT / "var" / "sms"))

# History: who changed what, kept by triggers

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
PGHISTORY_APPEND_ONLY = True  # history can be added to, never rewritten
