import pytest
from django.db import ProgrammingError, connection

from cus.accounts.models import Role, RoleHeld
from cus.accounts.tests.factories import a_director, a_stranger, another_centre, the_centre
from cus.kit.rows import acting_for, serving_role_is_bound

pytestmark = pytest.mark.django_db


def test_tests_serve_under_the_role_that_row_security_binds():
    assert serving_role_is_bound()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("cus_app",)


def test_a_connection_that_acts_for_nobody_sees_no_row():
    a_director()

    with acting_for(None):
        assert RoleHeld.objects.count() == 0


def test_a_centre_sees_only_its_own_rows_even_when_the_query_does_not_ask():
    director = a_director()
    stranger = a_stranger(Role.COORDINATOR)

    assert [held.user for held in RoleHeld.objects.all()] == [director]
    with acting_for(another_centre().pk):
        assert [held.user for held in RoleHeld.objects.all()] == [stranger]


def test_a_row_cannot_be_written_into_another_centre():
    director, other = a_director(), another_centre()
    the_centre()

    with pytest.raises(Exception, match="row-level security"):
        RoleHeld.objects.create(centre=other, user=director, role=Role.ORGANISER, starts_on="2026-01-01")


@pytest.mark.parametrize(
    "change", ["UPDATE accounts_roleheldevent SET role = 'DIRECTOR'", "DELETE FROM accounts_roleheldevent"]
)
def test_not_even_the_server_rewrites_history(change):
    a_director()

    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(change.format(table="accounts_roleheldevent"))
