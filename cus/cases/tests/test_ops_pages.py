"""The pages of an import from an OPS and of files taken out."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cus.accounts.tests.factories import a_coordinator, a_stranger, an_organiser
from cus.cases.imports.fields import FIELDS
from cus.cases.models import AssistanceDecision, OpsHelpWords, OpsImport, RequestedService
from cus.cases.tasks import go_on_with_import
from cus.cases.tests.factories_of_assistance import a_social_worker, home_care
from cus.cases.tests.factories_of_ops import ANNA, HEADING, a_file, a_preview, an_import, undone
from cus.people.models import Person
from cus.people.tests.factories import a_person

pytestmark = pytest.mark.django_db
YEAR = {"first": "1.1.2026", "last": "31.12.2026"}


def page(client, name, *args, **asked) -> str:
    answer = client.get(reverse(f"cases:{name}", args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def worked(run: OpsImport) -> OpsImport:
    """What the worker does with it."""
    go_on_with_import(centre_id=run.centre_id, ops_import_id=run.pk, user_id=run.started_by_id)
    run.refresh_from_db()
    return run


def test_a_file_from_its_handing_in_to_its_undoing(client):
    organiser, service = an_organiser(), home_care()
    client.force_login(organiser)
    upload = SimpleUploadedFile("wykaz.csv", a_file(ANNA, "Kos;Jan;44051401358;;;;;;;;;;;", encoding="cp1250"))
    answer = client.post(reverse("cases:ops_imports"), {"from_unit": "GOPS w Lipnowcu", "file": upload})
    run = OpsImport.objects.get()
    assert answer.url == reverse("cases:ops_columns", args=[run.pk])
    assert "Miejscowość" in page(client, "ops_columns", run.pk)

    columns = {field.name: str(run.columns.get(field.name, "-")) for field in FIELDS}
    client.post(reverse("cases:ops_columns", args=[run.pk]), columns)
    run = worked(run)
    assert "Nowak Anna" in page(client, "ops_import", run.pk)
    client.post(reverse("cases:ops_help", args=[run.pk]), {"kind_0": str(service.pk)})
    assert OpsHelpWords.objects.get().service == service

    client.post(reverse("cases:ops_import_now", args=[run.pk]))
    run = worked(run)
    assert (run.state, Person.objects.count()) == ("DONE", 1)
    answer = client.get(reverse("cases:ops_rejected", args=[run.pk]))
    told = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert (told[0].startswith(HEADING), told[1].startswith("Kos;Jan;44051401358"), len(told)) == (True, True, 2)

    client.post(reverse("cases:ops_undo", args=[run.pk]))
    run = worked(run)
    assert (run.state, Person.objects.count()) == ("UNDONE", 0)


def test_a_file_that_is_no_table_is_answered_beside_its_field(client):
    client.force_login(an_organiser())
    upload = SimpleUploadedFile("wykaz.csv", b"PK\x03\x04\x00\x00")
    answer = client.post(reverse("cases:ops_imports"), {"from_unit": "GOPS", "file": upload})

    assert (answer.status_code, OpsImport.objects.count()) == (200, 0)
    assert 'id="error' in answer.content.decode() or "govuk-error-message" in answer.content.decode()


def test_a_doubt_is_answered_on_its_page_and_the_next_one_comes(client):
    organiser = an_organiser()
    client.force_login(organiser)
    ewa = a_person(first_name="Ewa", last_name="Lis", pesel="", born_on=None)
    a_person(first_name="Iga", last_name="Sowa", pesel="", born_on=None)
    run = a_preview(a_file("Lis;Ewa;;12.12.1950;;;;;;;;;;", "Sowa;Iga;;1.2.1960;;;;;;;;;;"), by=organiser)
    first, second = run.rows.order_by("line")
    assert "Lis" in page(client, "ops_row", first.pk)

    answer = client.post(reverse("cases:ops_row", args=[first.pk]), {"who": str(ewa.pk)})
    assert answer.url == reverse("cases:ops_row", args=[second.pk])
    answer = client.post(reverse("cases:ops_row", args=[second.pk]), {"who": "new"})
    assert answer.url == reverse("cases:ops_import", args=[run.pk])


def test_coordinators_and_strangers_find_nothing(client):
    run = a_preview(a_file(ANNA))
    for user in (a_coordinator(), a_stranger()):
        client.force_login(user)
        for name, args in (("ops_import", [run.pk]), ("ops_columns", [run.pk]), ("ops_rejected", [run.pk])):
            assert client.get(reverse(f"cases:{name}", args=args)).status_code == 404
        assert client.post(reverse("cases:ops_undo", args=[run.pk])).status_code == 404
    client.force_login(a_coordinator())
    assert client.get(reverse("cases:ops_imports")).status_code == 404
    assert client.get(reverse("cases:ops_exports")).status_code == 404


def test_the_case_and_the_decision_say_that_they_were_made_elsewhere(client):
    organiser, service = an_organiser(), home_care()
    OpsHelpWords.objects.create(centre=organiser.centre, words="x", folded="uslugi opiekuncze", service=service)
    an_import(ANNA, by=organiser)
    decision = AssistanceDecision.objects.get()
    client.force_login(a_social_worker())

    case = page(client, "application", decision.application_id)
    assert ("GOPS w Lipnowcu" in case, "D/1/26" in case) == (True, True)
    told = page(client, "assistance_decision", decision.pk)
    assert ("GOPS w Lipnowcu" in told, "PROJEKT" in told) == (True, False)
    assert "20" in page(client, "draft_assistance", decision.request_id, "renew")
    found = client.get(reverse("office:search"), {"q": "OPS.1/24"}, follow=True).content.decode()
    assert "Nowak" in found


def test_help_taken_over_without_a_decision_is_judged_anew(client):
    organiser, service = an_organiser(), home_care()
    OpsHelpWords.objects.create(centre=organiser.centre, words="x", folded="uslugi opiekuncze", service=service)
    an_import(ANNA.removesuffix("20"), by=organiser)
    request = RequestedService.objects.get()
    client.force_login(organiser)
    client.post(reverse("cases:judge_anew", args=[request.pk]))

    request.refresh_from_db()
    assert (request.state, request.application.state) == ("OPEN", "RECOGNITION")
    page(client, "application", request.application_id)


def test_a_file_is_taken_out_in_the_browser(client):
    client.force_login(an_organiser())
    a_person(last_name="Żak", added_on=date(2026, 1, 1))
    answer = client.post(reverse("cases:ops_exports"), {"kind": "PEOPLE", "coding": "CP1250", **YEAR})

    assert answer["Content-Disposition"] == 'attachment; filename="osoby-20260101-20261231.csv"'
    assert "Żak" in b"".join(answer.streaming_content).decode("cp1250")
    assert "Nr gospodarstwa" in page(client, "ops_exports")


def test_what_was_kept_when_undoing_is_named(client):
    organiser = an_organiser()
    run = an_import(ANNA, by=organiser)
    Person.objects.filter(last_name="Nowak").update(phone="+48602222333")
    undone(run)
    client.force_login(organiser)

    assert "Nowak" in page(client, "ops_import", run.pk)
