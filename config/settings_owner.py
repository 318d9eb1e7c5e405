"""The same settings under the role that owns the tables: for migrations, never for serving."""

from config.settings import *  # noqa: F403
from config.settings import env

DATABASES = {"default": env.db_url("DATABASE_OWNER_URL", default=env("DATABASE_URL"))}
