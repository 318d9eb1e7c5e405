"""Sessions in the database that tell a lost database from a lost session."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError


class SessionStore(db.SessionStore):
    """Django answers 400, "the session was deleted", whenever a session cannot be saved.

    When the database is away that is our fault, not the visitor's: the answer is 500, and sending again helps.
    """

    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise
