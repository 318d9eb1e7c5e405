"""What every test stands on: a database that serves under the role that row security binds."""

from collections.abc import Iterator
from time import time

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, connections
from django.test import Client

from cus.kit.rows import SERVING_ROLE
from cus.office.notices import KEPT


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first (journeys, walks, the example), the rest in random order, so that no core waits at the end."""
    long = ("journeys", "architecture", "demo")
    items.sort(key=lambda item: next((place for place, part in enumerate(long) if part in item.path.parts), len(long)))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """After the owner migrated, tests speak to the database as the server does, never as the owner.

    Between tests with a live server Django empties tables, which the serving role may not: the right is lent here.
    """
    owner = connections.settings["default"]["USER"]
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {SERVING_ROLE}")
        become(SERVING_ROLE)
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        become(owner)
        end_other_sessions()


END_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


def end_other_sessions() -> None:
    """A page the browser no longer waits for may still hold a session, and the database could not be dropped."""
    with connection.cursor() as cursor:
        cursor.execute(END_OTHERS, [connection.settings_dict["NAME"]])


def become(role: str) -> None:
    """Reconnect as another role; connections of other threads are made from the same settings."""
    connection.close()
    connections.settings["default"]["USER"] = connection.settings_dict["USER"] = role


@pytest.fixture(autouse=True)
def _nobodys_rows_at_first(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test starts acting for no centre; its factories make one."""
    yield
    if hasattr(connection, "tenant_id"):
        del connection.tenant_id


class SignedInClient(Client):
    """Signs in as somebody who has already shown the second factor; `cus/accounts/tests` tests the way there."""

    def force_login(self, user: AbstractBaseUser, backend: str | None = None) -> None:
        super().force_login(user, backend)
        session = self.session
        session["second_factor_ready"] = True
        session["seen_at"] = int(time())
        session[KEPT] = []  # as after a first page, so that every page costs what the next one costs
        session.save()


@pytest.fixture
def client() -> Client:
    return SignedInClient()
