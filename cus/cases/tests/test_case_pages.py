"""The pages of a case, walked through as staff do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from cus.accounts.models import Role, User
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, the_centre
from cus.cases.models import Application, ContactNote, Decision, NeedsRecognition, RequestedService, Task, Transfer
from cus.cases.services.outcomes import draft_refusal, pass_on, put_on_waiting_list, qualify_service
from cus.cases.states import ApplicationState, RequestState
from cus.cases.tests.factories import a_plan, a_recognition, an_application
from cus.cases.tests.test_transfer import a_unit
from cus.kit.rows import act_for
from cus.offer.models import Service
from cus.offer.tests.factories import a_service
from cus.people.models import Person
from cus.people.tests.factories import a_person, an_exclusion
from cus.records.models import Document, Letter, Reading

pytestmark = pytest.mark.django_db
NOT_THERE, NOT_ACCEPTED = 404, 422
MOST_QUERIES = 10


def page_of(application: Application) -> str:
    return reverse("cases:application", args=[application.pk])


def a_full_case() -> Application:
    """One application that has everything a case can have."""
    coordinator = a_coordinator()
    services = [a_service(name=f"Usługa {letter}") for letter in "ABCD"]
    application = an_application(services=services, coordinator=coordinator, filed_on=localdate())
    a_recognition(application, author=coordinator, finished_on=localdate())
    first, second, third, fourth = application.requests.order_by("service__name")
    given = {"by": coordinator, "on": localdate()}
    qualify_service(request_id=first.pk, **given)
    put_on_waiting_list(request_id=second.pk, **given)
    pass_on(
        application_id=application.pk, request_ids=[third.pk], unit_id=a_unit().pk, consented_on=localdate(),
        consented_how="telefonicznie", follow_up_on=localdate(), **given,
    )  # fmt: skip
    draft_refusal(
        application_id=application.pk, request_ids=[fourth.pk], reasons="Powody.", provision="§ 4",
        appeal_instruction="14 dni", **given,
    )  # fmt: skip
    centre, person = application.centre, application.person
    ContactNote.objects.create(
        centre=centre, person=person, application=application, kind="CALL", happened_on=localdate(),
        text="Córka pyta o termin.", author=coordinator,
    )  # fmt: skip
    Task.objects.create(
        centre=centre, owner=coordinator, person=person, application=application, text="Zadzwonić", due_on=localdate()
    )
    a_document(application)
    return application


def a_document(application: Application) -> Document:
    return Document.objects.create(
        centre_id=application.centre_id, subject_kind="cases.application", subject_id=application.pk,
        file=ContentFile(b"%PDF-1.7 wypis", name="wypis.pdf"), name="wypis ze szpitala.pdf",
        media_type="application/pdf", size=14, sha256="0" * 64,
    )  # fmt: skip


def sign_in(client, user):
    client.force_login(user)
    return user


def test_the_page_of_a_case_shows_all_of_it_and_keeps_who_read_it(client):
    application = a_full_case()
    reader = sign_in(client, a_coordinator())

    shown = client.get(page_of(application)).content.decode()

    for words in (
        "Anna Nowak", application.number, "Usługa A", "Zespół pomocy społecznej", "CUS.5022.1.", "wypis ze szpitala",
        "Córka pyta o termin.", "Zadzwonić", "Dz.U. 2019 poz. 1818",
    ):  # fmt: skip
        assert words in shown
    reading = Reading.objects.get()
    assert (reading.reader, reading.subject_kind, reading.page) == (reader, "people.person", "cases:application")


def test_letters_and_documents_stand_by_their_day_the_newest_first(client):
    application = a_full_case()
    Letter.objects.filter(kind="TRANSFER").update(dated_on=date(2026, 1, 5))
    Letter.objects.filter(kind="WAITING").update(dated_on=date(2026, 1, 6))
    sign_in(client, a_coordinator())

    shown = client.get(page_of(application)).content.decode()

    assert shown.index("Miejsce na liście oczekujących") < shown.index("Przekazanie wniosku")


def test_the_page_has_one_primary_button(client):
    sign_in(client, a_coordinator())

    shown = client.get(page_of(an_application(services=[a_service(), a_service()]))).content.decode()

    main = shown[shown.index("<main") : shown.index("</main")]
    assert main.count('class="govuk-button"') == 1


def test_the_page_costs_under_ten_queries_however_much_there_is(client):
    application = a_full_case()
    sign_in(client, a_coordinator())
    client.get(page_of(application))

    with CaptureQueriesContext(connection) as asked:
        client.get(page_of(application))

    of_who_asks = ("set_config", "django_session", "accounts_", "SAVEPOINT", 'FROM "people_kinexclusion"')
    of_the_case = [
        query["sql"]
        for query in asked
        if not any(words in query["sql"] for words in of_who_asks) or "cases_" in query["sql"]
    ]
    assert len(of_the_case) <= MOST_QUERIES, "\n".join(of_the_case)


def test_the_front_desk_sees_the_case_but_neither_needs_nor_refusals(client):
    application = a_full_case()
    sign_in(client, a_user(Role.FRONT_DESK))

    shown = client.get(page_of(application)).content.decode()

    assert "Usługa A" in shown
    assert "CUS.5022.1." not in shown
    assert "Córka pyta o termin." not in shown


def everything_of(application: Application) -> dict[str, list]:
    """Every page and step of the case, with what it is about."""
    request = application.requests.first()
    return {
        "application": [application.pk],
        "take_case": [application.pk],
        "assign_coordinator": [application.pk],
        "coordination": [application.pk],
        "new_recognition": [application.pk],
        "recognition": [NeedsRecognition.objects.get().pk],
        "edit_recognition": [NeedsRecognition.objects.get().pk],
        "outcome": [request.pk],
        "qualify": [request.pk],
        "wait": [request.pk],
        "withdraw_request": [request.pk],
        "end_service": [request.pk],
        "transfer": [application.pk],
        "answer_transfer": [Transfer.objects.get().pk],
        "refusal": [application.pk],
        "decision": [Decision.objects.get().pk],
        "edit_refusal": [Decision.objects.get().pk],
        "sign_decision": [Decision.objects.get().pk],
        "drop_refusal": [Decision.objects.get().pk],
        "deliver_decision": [Decision.objects.get().pk],
        "note_appeal": [Decision.objects.get().pk],
        "end_appeal": [Decision.objects.get().pk],
        "letter": [Letter.objects.first().pk],
        "deliver_letter": [Letter.objects.first().pk],
        "document": [Document.objects.get().uuid],
        "waiting_list": [request.service_id],
    }


def the_resident(application: Application) -> User:
    """The person of the case, signed in: the pages of staff are not theirs."""
    user = a_user(Role.RESIDENT)
    Person.objects.filter(pk=application.person_id).update(user=user)
    return user


POSTED_ONLY = {"take_case", "qualify", "wait", "withdraw_request", "sign_decision", "drop_refusal"}
READ_ONLY = {"application", "recognition", "outcome", "decision", "letter", "document", "waiting_list"}


@pytest.mark.parametrize("who", ["another centre", "the resident", "community organiser"])
def test_for_others_there_is_no_such_page(client, who):
    application = a_full_case()
    before = list(RequestedService.objects.order_by("id").values_list("state", flat=True))
    things = everything_of(application)
    user = {
        "another centre": lambda: a_stranger(Role.DIRECTOR, Role.COORDINATOR),
        "the resident": lambda: the_resident(application),
        "community organiser": lambda: a_user(Role.COMMUNITY_ORGANISER),
    }[who]()
    sign_in(client, user)

    for name, args in things.items():
        url = reverse(f"cases:{name}", args=args)
        if name not in POSTED_ONLY:
            assert client.get(url).status_code == NOT_THERE, name
        if name not in READ_ONLY:
            assert client.post(url, {"ended_on": "2026-01-01"}).status_code == NOT_THERE, name
    act_for(application.centre_id)
    assert list(RequestedService.objects.order_by("id").values_list("state", flat=True)) == before


def test_the_lists_of_another_centre_are_empty(client):
    a_line(2)
    sign_in(client, a_stranger())

    assert "Obiady" not in client.get(reverse("cases:waiting_lists")).content.decode()


def test_a_coordinator_takes_a_case_listens_and_qualifies(client):
    application = an_application(filed_on=localdate())
    coordinator = sign_in(client, a_coordinator())

    client.post(reverse("cases:take_case", args=[application.pk]))
    talk = {
        "held_on": localdate().isoformat(),
        "place": "STAY",
        "needs": "pomoc w kąpieli",
        "wants": "Zostać u siebie.",
        "finish": "1",
    }
    client.post(reverse("cases:new_recognition", args=[application.pk]), talk)
    request = application.requests.get()
    assert "Rehabilitacja w domu" in client.get(reverse("cases:outcome", args=[request.pk])).content.decode()
    answer = client.post(reverse("cases:qualify", args=[request.pk]), follow=True)

    application.refresh_from_db()
    request.refresh_from_db()
    assert answer.redirect_chain == [(page_of(application), 302)]
    assert (application.coordinator, application.state) == (coordinator, ApplicationState.DECIDED)
    assert request.state == RequestState.QUALIFIED
    assert NeedsRecognition.objects.get().finished_on == localdate()


def test_a_refusal_of_the_law_stands_above_the_form_with_its_provision_and_nothing_typed_is_lost(client):
    application = an_application()
    sign_in(client, a_coordinator())
    unit = a_unit()

    answer = client.post(
        reverse("cases:transfer", args=[application.pk]),
        {
            "requests": [application.requests.get().pk],
            "unit": unit.pk,
            "reason": "Potrzebna decyzja.",
            "consented_on": (localdate() + timedelta(days=1)).isoformat(),
            "consented_how": "telefonicznie",
            "follow_up_on": (localdate() + timedelta(days=14)).isoformat(),
        },
    )

    shown = answer.content.decode()
    assert answer.status_code == NOT_ACCEPTED
    assert "Dz.U. 2019 poz. 1818" in shown
    assert "Potrzebna decyzja." in shown


def test_without_the_day_of_consent_the_form_asks_for_it(client):
    application = an_application()
    sign_in(client, a_coordinator())

    answer = client.post(reverse("cases:transfer", args=[application.pk]), {"consented_how": "telefonicznie"})

    assert answer.status_code == NOT_ACCEPTED
    assert "consented_on" in answer.context["form"].errors
    assert not Transfer.objects.exists()


@pytest.mark.parametrize("page", ["transfer", "refusal"])
def test_where_every_service_has_its_outcome_there_is_no_form(client, page):
    application = an_application()
    qualify_service(request_id=application.requests.get().pk, by=a_coordinator(), on=localdate())
    sign_in(client, a_coordinator())

    shown = client.get(reverse(f"cases:{page}", args=[application.pk])).content.decode()

    assert 'name="requests"' not in shown


def test_somebody_out_of_turn_is_refused_on_the_page_and_qualified_with_a_reason(client):
    service = a_service(places=1)
    an_application(services=[service])
    late = an_application(services=[service]).requests.get()
    sign_in(client, a_coordinator())
    url = reverse("cases:qualify", args=[late.pk])

    refused = client.post(url, follow=True).content.decode()
    assert "Dz.U. 2019 poz. 1818" in refused
    late.refresh_from_db()
    assert late.state == RequestState.OPEN

    client.post(url, {"passing_over": "Wypis ze szpitala."})
    late.refresh_from_db()
    assert (late.state, late.outcome_note) == (RequestState.QUALIFIED, "Wypis ze szpitala.")


def test_a_refusal_is_drafted_signed_delivered_and_reversed_on_its_pages(client):
    application = an_application(filed_on=localdate())
    request = application.requests.get()
    sign_in(client, a_director())
    answer = client.post(
        reverse("cases:refusal", args=[application.pk]),
        {"requests": [request.pk], "reasons": "Powody.", "provision": "§ 4", "appeal_instruction": "14 dni."},
    )
    decision = Decision.objects.get()
    assert answer.url == reverse("cases:decision", args=[decision.pk])
    assert "PROJEKT" in client.get(answer.url).content.decode()

    today = localdate().isoformat()
    for name, given in (
        ("sign_decision", {}),
        ("deliver_decision", {"way": "BY_HAND", "delivered_on": today}),
        ("note_appeal", {"appealed_on": today}),
        ("end_appeal", {"result": "reverse", "ended_on": today}),
    ):
        assert client.post(reverse(f"cases:{name}", args=[decision.pk]), given).status_code == 302, name

    decision.refresh_from_db()
    request.refresh_from_db()
    assert (decision.state, request.state) == ("REVERSED", RequestState.OPEN)
    assert client.get(f"{answer.url}?format=pdf").content.startswith(b"%PDF")


def test_the_draft_of_a_refusal_begins_with_the_act_and_the_way_to_appeal(client):
    sign_in(client, a_coordinator())

    shown = client.get(reverse("cases:refusal", args=[an_application().pk])).content.decode()

    assert "Dz.U. 2019 poz. 1818" in shown
    assert "Samorządowego Kolegium Odwoławczego" in shown


@pytest.mark.parametrize(("wanted", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_letters_and_recognitions_are_printed(client, wanted, start):
    application = a_full_case()
    sign_in(client, a_coordinator())
    letter = Letter.objects.get(kind="QUALIFICATION")

    for url in (
        reverse("cases:letter", args=[letter.pk]),
        reverse("cases:recognition", args=[application.recognitions.get().pk]),
    ):
        assert client.get(f"{url}?format={wanted}").content.startswith(start)
        assert client.get(url).status_code == 200


def test_the_delivery_of_a_letter_is_noted(client):
    a_full_case()
    sign_in(client, a_user(Role.FRONT_DESK))
    letter = Letter.objects.get(kind="WAITING")

    client.post(
        reverse("cases:deliver_letter", args=[letter.pk]),
        {"received_on": localdate().isoformat(), "received_by": "Anna Nowak", "taken_by": "PERSON"},
    )

    letter.refresh_from_db()
    assert (letter.delivered_on, letter.delivery_way) == (localdate(), "BY_HAND")


def test_the_front_desk_does_not_read_refusals_and_plans(client):
    application = a_full_case()
    letter = Letter.objects.get(kind="WAITING")
    Letter.objects.filter(pk=letter.pk).update(kind="REFUSAL")
    sign_in(client, a_user(Role.FRONT_DESK))

    assert client.get(reverse("cases:letter", args=[letter.pk])).status_code == NOT_THERE
    assert client.get(reverse("cases:decision", args=[Decision.objects.get().pk])).status_code == NOT_THERE
    assert client.get(reverse("cases:recognition", args=[application.recognitions.get().pk])).status_code == NOT_THERE


def test_a_document_comes_as_it_was_handed_in(client):
    document = a_document(an_application())
    sign_in(client, a_coordinator())

    answer = client.get(reverse("cases:document", args=[document.uuid]))

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 wypis"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Reading.objects.filter(page="cases:document").count() == 1


def test_a_plan_is_offered_once_the_law_asks_for_one(client):
    application = an_application(
        coordination_from=date(2026, 1, 1), coordination_to=date(2026, 3, 31), coordinator=a_coordinator()
    )
    a_recognition(application, finished_on=localdate())
    qualify_service(request_id=application.requests.get().pk, by=a_coordinator(), on=localdate())
    sign_in(client, a_coordinator())
    begin = reverse("cases:begin_plan", args=[application.pk])

    assert f'action="{begin}"' in client.get(page_of(application)).content.decode()

    a_plan(application=application)
    assert f'action="{begin}"' not in client.get(page_of(application)).content.decode()


def a_line(people: int, *, places: int = 0) -> Service:
    service = a_service(name="Obiady", places=places)
    for number in range(people):
        an_application(
            services=[service],
            person=a_person(last_name=f"Osoba{number}"),
            filed_at=datetime(2026, 1, 2, 9, number, tzinfo=UTC),
        )
    return service


def test_the_waiting_list_stands_in_order_and_offers_the_next_one(client):
    service = a_line(3, places=1)
    sign_in(client, a_coordinator())

    shown = client.get(reverse("cases:waiting_list", args=[service.pk])).content.decode()

    assert shown.index("Anna Osoba0") < shown.index("Anna Osoba1") < shown.index("Anna Osoba2")
    first = RequestedService.objects.in_order_of_filing().first()
    assert shown.count("/qualify/") == 1
    assert reverse("cases:qualify", args=[first.pk]) in shown
    assert "Anna Osoba0" in client.get(reverse("cases:waiting_lists")).content.decode()


def test_kin_stands_in_line_unseen_and_nobody_behind_moves_up(client):
    service, joanna = a_line(3, places=1), a_coordinator()
    first, second, third = RequestedService.objects.in_order_of_filing()
    an_exclusion(first.application.person, joanna)
    sign_in(client, joanna)

    answer = client.get(reverse("cases:waiting_list", args=[service.pk]))

    rows = answer.context["rows"]
    assert [(row.request, row.place, row.is_next) for row in rows] == [(second, 2, False), (third, 3, False)]
    assert "Osoba0" not in answer.content.decode()


def test_kin_at_the_end_of_the_line_changes_nothing_for_those_before(client):
    service, joanna = a_line(2, places=1), a_coordinator()
    first, second = RequestedService.objects.in_order_of_filing()
    an_exclusion(second.application.person, joanna)
    sign_in(client, joanna)

    [row] = client.get(reverse("cases:waiting_list", args=[service.pk])).context["rows"]

    assert (row.request, row.place, row.is_next) == (first, 1, True)


def test_from_the_waiting_list_the_next_one_is_qualified_and_one_stays_there(client):
    service = a_line(2, places=1)
    first = RequestedService.objects.in_order_of_filing().first()
    sign_in(client, a_coordinator())
    list_url = reverse("cases:waiting_list", args=[service.pk])

    answer = client.post(reverse("cases:qualify", args=[first.pk]), {"from": "line"})

    assert answer.url == list_url
    shown = client.get(list_url).content.decode()
    assert "/qualify/" not in shown
    assert "Anna Osoba0" in client.get(f"{list_url}?show=places").content.decode()


@pytest.mark.parametrize("shown", ["lists", "line", "places"])
def test_waiting_lists_cost_the_same_for_one_as_for_many(client, shown):
    service = a_line(1, places=9)
    qualified = an_application(services=[service]).requests.get()
    RequestedService.objects.filter(pk=qualified.pk).update(state=RequestState.QUALIFIED, outcome_on=localdate())
    sign_in(client, a_coordinator())
    url = {
        "lists": reverse("cases:waiting_lists"),
        "line": reverse("cases:waiting_list", args=[service.pk]),
        "places": reverse("cases:waiting_list", args=[service.pk]) + "?show=places",
    }[shown]
    client.get(url)
    with CaptureQueriesContext(connection) as for_one:
        client.get(url)
    act_for(the_centre().pk)
    for number in range(5):
        an_application(services=[service], person=a_person(last_name=f"Nowa{number}"), coordinator=a_coordinator())
        more = an_application(
            services=[service, a_service(places=number)], coordinator=a_coordinator()
        ).requests.first()
        RequestedService.objects.filter(pk=more.pk).update(state=RequestState.QUALIFIED, outcome_on=localdate())

    with CaptureQueriesContext(connection) as for_many:
        client.get(url)

    assert len(for_many) == len(for_one)
