"""One file. Every choice comes from the environment (docs/configuration.md) and every default runs."""

import hashlib
from email.utils import formataddr
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.management.utils import get_random_secret_key

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()
VAR = Path(env("VAR", default=str(ROOT / "var")))
VAR.mkdir(parents=True, exist_ok=True)


def local_secret() -> str:
    """The key of an installation that was given none: made once, kept outside git, readable by its owner alone."""
    file = VAR / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(get_random_secret_key())
    return file.read_text()


def release() -> str:
    """A short name for the deployed version: pages kept by an older one are never served."""
    seen = hashlib.sha256("|".join([SITE_URL, SITE_NAME, PUBLISHER, DEFAULT_LICENCE]).encode())
    for folder in ("portal", "fiches", "events", "pages", "templates", "static"):
        for file in sorted((ROOT / folder).rglob("*.*")):
            if file.suffix in {".py", ".html", ".svg", ".css", ".js"}:
                facts = file.stat()
                seen.update(f"{file.relative_to(ROOT)}{facts.st_size}{facts.st_mtime_ns}".encode())
    return seen.hexdigest()[:10]


# -- where we are ------------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or local_secret()
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", urlsplit(SITE_URL).hostname or ""])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])
SITE_NAME = env("SITE_NAME", default="Materialenbank")
PUBLISHER = env("PUBLISHER", default="PBD-GO!")
DEFAULT_LICENCE = env("DEFAULT_LICENCE", default="")
RELEASE = env("RELEASE", default="") or release()

# -- the house ---------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "portal.desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "taggit",
    "django_htmx",
    "adminsortable2",
    "js_asset",
    "django_prose_editor",
    "csp",
    "portal.accounts",
    "portal.taxonomy",
    "portal.letters",
    "portal.publishing",
    "portal.catalogue",
    "portal.links",
    "fiches",
    "events",
    "portal.website",
    "portal.desk",
    "portal.operations",
]
MIDDLEWARE = [
    "portal.catalogue.opened.CountReads",
    "django.middleware.security.SecurityMiddleware",
    "portal.catalogue.kept.KeptPages",
    "portal.static_files.StaticFiles",
    "portal.website.middleware.ContentPolicy",
    "portal.website.middleware.CleanAddress",
    "portal.website.middleware.LooksAhead",
    "portal.catalogue.direct.Direct",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.website.middleware.Moved",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {  # what visitors see
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "pages"],
        "OPTIONS": {
            "environment": "portal.website.jinja.environment",
            "context_processors": ["portal.website.navigation.site"],
        },
    },
    {  # the desk
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
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
FORM_RENDERER = "portal.publishing.quick_fields.QuickFields"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- data --------------------------------------------------------------------------------------------------------
POSTGRES_OPTIONS = {
    "options": "-c lock_timeout=8000 -c jit=off",  # no question of a page is so long that compiling it pays
    "connect_timeout": 5,
    "keepalives_idle": 30,  # a server that went without a word is found out
    "tcp_user_timeout": 10_000,
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'materialenbank.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "portal.database.sqlite3"  # Django's, with a queue for who writes
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "transaction_mode": "IMMEDIATE",  # two writers wait for each other and never meet "database is locked"
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY",
    }
else:
    DATABASES["default"]["ENGINE"] = "portal.database.postgresql"  # Django's, whose pool lends nothing that is dead
    DATABASES["default"]["OPTIONS"] = {**POSTGRES_OPTIONS, **DATABASES["default"].get("OPTIONS", {})}
POOL_MAX = env.int("POOL_MAX", default=8)  # connections to PostgreSQL of one process; 0: each thread keeps its own
if POOL_MAX and "postgresql" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": min(env.int("POOL_MIN", default=1), POOL_MAX),
        "max_size": POOL_MAX,
        "timeout": env.float("POOL_WAIT", default=3),  # seconds; then the reader is told that we are busy
        "reconnect_timeout": 10,  # it waits longer and longer between its tries, and who comes after this tries at once
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://materialenbank?max_entries=2000")}  # counts, navigation
KEPT_BYTES = env.int("KEPT_MB", default=12) * 1024 * 1024  # of whole pages, in each process that serves them
EMAIL_CONFIG = env.email("EMAIL_URL", default=f"filemail:///{VAR / 'mail'}")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default=formataddr((SITE_NAME, f"post@{urlsplit(SITE_URL).hostname}")))
LETTER_DAYS = env.int("LETTER_DAYS", default=60)  # how long a letter is kept once it went, or failed
STOP_SEATING_HOURS = env.int("STOP_SEATING_HOURS", default=24)  # so long before a study day begins, waiting lists stand still
REMIND_DAYS = env.int("REMIND_DAYS", default=5)  # so many days before a study day, who comes gets a reminder; 0: nobody does
RETAIN_DAYS = env.int("RETAIN_DAYS", default=90)  # how long after a day its participants are known, when nobody set a date
PRIVACY_CONTACT = env("PRIVACY_CONTACT", default="")  # the e-mail address of the data protection officer; empty: the page Contact
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# -- files -------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env("MEDIA", default=str(VAR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": env("STATIC_STORAGE", default="whitenoise.storage.CompressedManifestStaticFilesStorage")},
}
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT", default=25 * 1024 * 1024)
PREVIEW_DAYS = env.int("PREVIEW_DAYS", default=30)  # how long a link to a draft may work at most; 0: there are no such links
EXPORTS = VAR / "exports"  # PDF, slides and Word of fiches, made when somebody asks; may be emptied at any time
EXPORTS_LIMIT = env.int("EXPORTS_LIMIT", default=300 * 1024 * 1024)
SLIDES_TEMPLATE = env("SLIDES_TEMPLATE", default="")  # a .pptx whose layouts the slides of a fiche get, instead of ours
AUDIT_DAYS = env.int("AUDIT_DAYS", default=730)  # how long the log of the desk is kept
AUTOSAVE_DAYS = env.int("AUTOSAVE_DAYS", default=14)  # how long what somebody typed and did not save is kept for them
READ_DAYS = env.int("READ_DAYS", default=400)  # how long reading is kept per day; after that per month
REVIEW_SOON = env.int("REVIEW_SOON", default=42)  # how many days before its date of review a text is “te herzien”

# -- links to other sites ----------------------------------------------------------------------------------------
LINK_CHECKS = env.bool("LINK_CHECKS", default=True)  # whether the worker looks at them; what editors ask for is always done
DOI_RESOLVER = env("DOI_RESOLVER", default="https://doi.org/")  # what is known of a DOI is asked here; empty asks nobody
LINK_TEST_SERVERS: set = set()  # (address, port) that the guard lets through; only tests fill it, no environment can

# -- words and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_I18N = USE_TZ = True
TAGGIT_CASE_INSENSITIVE = False  # our own key does this, on both databases and for accented letters

# -- who comes in ------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["portal.accounts.backends.Accounts"]
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessie" if HTTPS else "sessie"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.website.views.errors.csrf_failure"

# -- safe by default ---------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=HTTPS)
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)  # only for who owns every name under this one
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # both HSTS choices are the owner's of the domain: see above
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
PACE_FORMS = env.int("PACE_FORMS", default=600)  # forms from one address in ten minutes (a school is one); 0: no limit
PACE_LOST = env.float("PACE_LOST", default=0.3)  # seconds that asking for a lost link takes, whoever asks
PACE_CODES = env.int("PACE_CODES", default=30)  # secret codes that do not exist, from one address in ten minutes; 0: no limit
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {  # a page that asks for no nonce gets none: public pages have no inline script and can be kept whole
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF, "https://www.youtube-nocookie.com"],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# -- what is told ------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.logs.Discreet", "fmt": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.csrf": {"level": "ERROR"},  # its warnings have the address in them, which may be somebody's secret link
    },
}
