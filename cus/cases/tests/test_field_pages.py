"""The pages of field work: who may take what, what the device gets and what it never gets."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from cus.accounts.tests.factories import a_coordinator, a_stranger
from cus.cases.models import FieldCopy, FieldMerge, NeedsRecognition
from cus.cases.tests.factories import a_plan, a_recognition, an_application
from cus.people.tests.factories import a_person
from cus.records.models import Event, Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def joanna():
    return a_coordinator()


@pytest.fixture
def case(joanna):
    person = a_person(pesel="44051401359", email="anna@example.org", reach_note="Pukać głośno")
    return an_application(person=person, coordinator=joanna, situation="Wróciła ze szpitala")


def sent(client: Client, name: str, body: object, *args: object):
    return client.post(reverse(name, args=args), json.dumps(body), content_type="application/json")


def taken(client: Client, *cases: int, device: str = "") -> dict:
    answer = sent(client, "cases:field_take", {"device": device or str(uuid4()), "cases": list(cases)})
    assert answer.status_code == 200
    return answer.json()


def test_a_coordinator_gets_what_a_talk_needs_and_no_more(client, case, joanna):
    a_recognition(case, author=joanna, finished_on=localdate(), hard="schody")
    client.force_login(joanna)

    answer = taken(client, case.pk)

    text = json.dumps(answer, ensure_ascii=False)
    for needed in ("Anna Nowak", "Pukać głośno", "Wróciła ze szpitala", "Rehabilitacja w domu", "schody"):
        assert needed in text
    for never in ("44051401359", "anna@example.org"):
        assert never not in text
    assert Reading.objects.filter(page="cases:field_take").count() == 1
    assert Event.objects.filter(name="field.taken").count() == 1


def test_the_answer_with_personal_data_is_kept_by_no_cache(client, case, joanna):
    client.force_login(joanna)

    answer = sent(client, "cases:field_take", {"device": str(uuid4()), "cases": [case.pk]})

    assert "no-store" in answer["Cache-Control"]
    assert answer.cookies["field_device"]["httponly"]


def test_the_shell_and_the_worker_name_nobody(client, case, joanna):
    client.force_login(joanna)

    for name in ("cases:field_device", "cases:field_worker", "cases:field_manifest"):
        text = client.get(reverse(name)).content.decode()
        assert not [word for word in ("Nowak", joanna.last_name, joanna.email, case.number) if word in text]


def test_the_worker_keeps_static_files_only(client, joanna):
    client.force_login(joanna)

    script = client.get(reverse("cases:field_worker")).content.decode()

    kept = json.loads(script.split("const KEPT = ")[1].split(";\n")[0])
    assert {path.split("/")[1] for path in kept["files"]} == {"static"}
    assert kept["shell"] == "/office/field/device/"


def test_a_colleague_takes_no_case_they_do_not_coordinate(client, case):
    client.force_login(a_coordinator())

    answer = sent(client, "cases:field_take", {"device": str(uuid4()), "cases": [case.pk]})

    assert (answer.status_code, FieldCopy.objects.count()) == (409, 0)


def test_a_stranger_takes_and_sends_nothing(client, case, joanna):
    client.force_login(joanna)
    copy = taken(client, case.pk)["cases"][0]["copy"]
    client.force_login(a_stranger("COORDINATOR"))

    assert taken(client, case.pk)["cases"] == []
    body = {"sync": str(uuid4()), "values": {"recognition.hard": "obce"}}
    assert sent(client, "cases:field_sync", body, copy).status_code == 404
    assert NeedsRecognition.objects.count() == 0


def test_a_colleague_sends_nothing_into_the_copy_of_another(client, case, joanna):
    client.force_login(joanna)
    copy = taken(client, case.pk)["cases"][0]["copy"]
    client.force_login(a_coordinator())

    assert sent(client, "cases:field_sync", {"sync": str(uuid4()), "values": {}}, copy).status_code == 404


def test_who_is_signed_out_is_asked_to_sign_in_and_nothing_is_filed(client, case, joanna):
    client.force_login(joanna)
    copy = taken(client, case.pk)["cases"][0]["copy"]
    client.logout()

    answer = sent(client, "cases:field_sync", {"sync": str(uuid4()), "values": {"recognition.hard": "x"}}, copy)

    assert answer.status_code == 302
    assert NeedsRecognition.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    ["", "[]", '{"sync": 1}', '{"sync": "00000000-0000-0000-0000-000000000000", "values": [1]}', "[" * 5000,
     '{"sync": "00000000-0000-0000-0000-000000000000", "values": {"recognition.hard": 7}}'],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_not_read(client, case, joanna, body):
    client.force_login(joanna)
    copy = taken(client, case.pk)["cases"][0]["copy"]

    answer = client.post(reverse("cases:field_sync", args=[copy]), body, content_type="application/json")

    assert answer.status_code == 400


def test_signing_out_with_cases_on_the_device_asks_first_and_then_has_them_deleted(client, case, joanna):
    client.force_login(joanna)
    taken(client, case.pk)

    asks = client.post(reverse("account_logout"))
    page = client.get(asks.url)
    leaves = client.post(reverse("account_logout"), {"leave_device": "1"})

    assert asks.url == reverse("cases:field_leave")
    assert "Delete them" in page.content.decode() or "Usuń" in page.content.decode()
    assert leaves["Clear-Site-Data"] == '"cache", "storage"'
    assert FieldCopy.objects.get().ended_how == "SIGNED_OUT"
    assert "_auth_user_id" not in client.session


def test_signing_out_without_cases_is_as_ever(client, joanna):
    client.force_login(joanna)

    answer = client.post(reverse("account_logout"))

    assert "Clear-Site-Data" not in answer
    assert "_auth_user_id" not in client.session


def test_the_owner_takes_a_case_off_a_device_that_is_not_at_hand(client, case, joanna):
    client.force_login(joanna)
    copy = taken(client, case.pk)["cases"][0]

    client.post(reverse("cases:field_withdraw", args=[copy["copy"]]))

    asked = {"centre": copy["centre"], "copies": [copy["copy"]]}
    assert sent(client, "cases:field_fates", asked).json()["ended"] == {copy["copy"]: "WITHDRAWN"}


def test_the_merge_screen_shows_both_wordings_and_keeps_what_was_chosen_when_refused(client, joanna):
    plan = a_plan(coordinator=joanna)
    client.force_login(joanna)
    copy = taken(client, plan.application_id)["cases"][0]
    plan.versions.update(summary="Dom")
    values = copy["base"] | {"frame.summary": "Spokój"}
    url = sent(client, "cases:field_sync", {"sync": str(uuid4()), "values": values}, copy["copy"]).json()["merge_url"]

    page = client.get(url).content.decode()
    row = FieldMerge.objects.get().rows.get()
    chosen = {f"choice_{row.pk}": "EDITED", f"words_{row.pk}": "Dom i spokój"}
    refused = client.post(url, chosen | {"seen": "stary"})
    merged = client.post(url, chosen | {"seen": page.split('name="seen" value="')[1].split('"')[0]})

    assert "Dom" in page
    assert "Spokój" in page
    assert refused.status_code == 422
    assert "Dom i spokój" in refused.content.decode()
    assert merged.status_code == 302
    assert plan.versions.get().summary == "Dom i spokój"
