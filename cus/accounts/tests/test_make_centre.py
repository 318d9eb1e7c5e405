from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cus.accounts.models import Centre, Role, User
from cus.kit.rows import acting_for

pytestmark = pytest.mark.django_db
WANTED = [
    "--name",
    "Centrum Usług Społecznych w Niepołomicach",
    "--town",
    "Niepołomice",
    "--director",
    "Anna@cus.example",
]
WANTED += ["--first-name", "Anna", "--last-name", "Wilk"]


def test_a_centre_starts_with_its_municipalities_and_a_director_who_sets_the_password(client):
    out = StringIO()
    call_command("make_centre", *WANTED, "--teryt", "1219043", "1219012", stdout=out)

    centre, director = Centre.objects.get(), User.objects.get()
    with acting_for(centre.pk):
        assert director.roles == {Role.DIRECTOR}
    assert [m.name for m in centre.municipalities.order_by("name")] == ["Biskupice", "Niepołomice"]
    assert (director.email, director.has_usable_password()) == ("anna@cus.example", False)
    link = out.getvalue().splitlines()[-1]
    assert client.get(link).status_code == 302


def test_an_unknown_municipality_makes_nothing():
    with pytest.raises(CommandError, match="0000000"):
        call_command("make_centre", *WANTED, "--teryt", "0000000")

    assert not Centre.objects.exists()
