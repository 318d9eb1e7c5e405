import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection

from cus.kit.sessions import SessionStore

pytestmark = pytest.mark.django_db


def a_session() -> SessionStore:
    session = SessionStore()
    session["answer"] = "yes"
    session.save(must_create=True)
    return session


def test_a_session_is_kept_and_read_again():
    assert SessionStore(a_session().session_key)["answer"] == "yes"


def test_a_session_that_was_deleted_is_told_as_such():
    session = a_session()
    Session.objects.all().delete()

    with pytest.raises(UpdateError):
        session.save()


def test_a_database_that_went_away_is_not_told_as_a_deleted_session():
    session = a_session()

    def is_away(*_given):
        raise OperationalError("the connection is lost")

    with connection.execute_wrapper(is_away), pytest.raises(OperationalError):
        session.save()
