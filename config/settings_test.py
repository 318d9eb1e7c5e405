"""Settings of the tests: real PostgreSQL, files in a directory of their own, mail kept in memory."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ.setdefault("CUS_HTTPS", "0")
if "CUS_MEDIA" not in os.environ:
    os.environ["CUS_MEDIA"] = tempfile.mkdtemp(prefix="cus-test-media-")

# Every test process has files of its own: one that clears away must not clear the others'.
os.environ["CUS_MEDIA"] = str(Path(os.environ["CUS_MEDIA"]) / os.environ.get("PYTEST_XDIST_WORKER", "alone"))

from config.settings import *  # noqa: E402, F403
from config.settings import MIDDLEWARE, STORAGES, env  # noqa: E402

# The owner makes the test database; conftest.py then hands the connection to the serving role.
DATABASES = {"default": env.db_url("DATABASE_OWNER_URL")}
DATABASES["default"]["TEST"] = {"TEMPLATE": env("CUS_TEST_TEMPLATE", default=None)}  # migrated once by ./run test
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MIDDLEWARE = [one for one in MIDDLEWARE if one != "cus.kit.typography.hard_spaces"]  # tests write plain spaces
