from datetime import date

import pytest
import time_machine
from django.urls import reverse

from cus.accounts.tests.factories import another_centre, the_centre
from cus.kit.rows import acting_for
from cus.offer.tests.factories_of_programmes import (
    a_draft,
    a_programme_in_consultation,
    a_programme_in_force,
    a_submitted_programme,
)

pytestmark = pytest.mark.django_db
TODAY = date(2025, 2, 10)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


def text_of(client, name, *arguments):
    return client.get(reverse(f"portal:{name}", args=arguments)).content.decode()


def test_everybody_reads_what_is_law_and_how_to_take_part(client):
    law = a_programme_in_force(title="W mocy", in_force_from=date(2025, 1, 1), starts_on=date(2025, 1, 1))
    asked = a_programme_in_consultation(title="Konsultowany")
    a_draft(title="Tajny projekt")
    a_submitted_programme(title="U rady")

    shown = text_of(client, "programmes")

    assert "W mocy" in shown
    assert "Konsultowany" in shown
    assert "Ankieta w CUS i na stronie." in shown
    assert "Tajny projekt" not in shown
    assert "U rady" not in shown
    page = text_of(client, "programme", law.programme.uuid)
    assert "XII/" in page
    assert "poz. 9876" in page
    assert "Ankieta w CUS i na stronie." in text_of(client, "programme", asked.programme.uuid)


def test_a_draft_has_no_public_page(client):
    draft = a_draft()

    assert client.get(reverse("portal:programme", args=[draft.programme.uuid])).status_code == 404
    assert client.get(reverse("portal:programme_paper", args=[draft.programme.uuid])).status_code == 404


def test_the_programme_of_another_centre_is_not_shown_here(client):
    the_centre(host="testserver")
    there = another_centre()
    with acting_for(there.pk):
        other = a_programme_in_force(
            centre=there, title="Zabór pomaga", in_force_from=date(2025, 1, 1), starts_on=date(2025, 1, 1)
        )

    assert "Zabór pomaga" not in text_of(client, "programmes")
    assert client.get(reverse("portal:programme", args=[other.programme.uuid])).status_code == 404


def test_the_paper_is_a_pdf(client):
    law = a_programme_in_force(in_force_from=date(2025, 1, 1), starts_on=date(2025, 1, 1))

    answer = client.get(reverse("portal:programme_paper", args=[law.programme.uuid]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
