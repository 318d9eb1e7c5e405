from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user
from cus.cases.models import EndReason, Plan, Task
from cus.cases.services.plans import add_task, agree_plan, begin_change, remove_row
from cus.cases.states import ApplicationState, PlanState, RequestState, VersionState
from cus.cases.tests.factories import TODAY, a_plan, a_request, an_application
from cus.offer.tests.factories import a_service
from cus.people.tests.factories import a_person
from cus.people.tests.factories_of_circle import a_guardian
from cus.records.models import Reading

pytestmark = pytest.mark.django_db
AGREED = {"state": VersionState.AGREED, "agreed_on": TODAY, "agreed_how": "w domu", "agreed_by": "Anna Nowak"}


@pytest.fixture(autouse=True)
def _today(time_machine, settings):
    time_machine.move_to("2026-03-02 10:00+01:00")
    settings.LANGUAGE_CODE = "en"
    settings.DEMO = True  # tests sign in without a second factor


def addresses_of(plan):
    """Every address of a plan, by name: what may be read, and what may only be posted to."""
    version = plan.versions.order_by("-number").first()
    need, service, support = version.needs.get(), version.service_rows.get(), version.support_rows.get()
    read = [
        ("plan", ()), ("edit_plan", ()), ("plan_pdf", ()), ("plan_differences", ()), ("approve_plan", ()),
        ("agree_plan", ()), ("change_coordinator", ()), ("note_delivered", ()), ("end_plan", ()),
        ("note_summary_talk", ()), ("close_plan", ()), ("change_need", (need.pk,)), ("add_row", ("service",)),
        ("add_row", ("neighbour",)), ("change_row", ("service", service.pk)),
        ("change_row", ("neighbour", support.pk)),
    ]  # fmt: skip
    posted = [
        ("begin_change", ()), ("discard_version", ()), ("abandon_plan", ()), ("pause_plan", ()), ("resume_plan", ()),
        ("move_row_along", (service.key,)), ("change_frame", ()), ("add_need", ()), ("move_need", (need.pk,)),
        ("remove_need", (need.pk,)), ("move_row", ("service", service.pk)), ("remove_row", ("service", service.pk)),
        ("restore_removed", (1,)), ("return_plan", ()),
    ]  # fmt: skip
    name = "cases:{}".format
    return (
        [reverse(name(page), args=[plan.pk, *rest]) for page, rest in read],
        [reverse(name(page), args=[plan.pk, *rest]) for page, rest in posted],
    )


@pytest.mark.parametrize("who", ["stranger", "front desk", "community organiser"])
def test_plan_is_not_there_for_strangers_and_for_staff_who_work_on_no_cases(client, who):
    read, posted = addresses_of(a_plan())
    users = {
        "stranger": lambda: a_stranger(Role.DIRECTOR),
        "front desk": lambda: a_user(Role.FRONT_DESK),
        "community organiser": lambda: a_user(Role.COMMUNITY_ORGANISER),
    }
    client.force_login(users[who]())

    assert {address: client.get(address).status_code for address in read} == dict.fromkeys(read, 404)
    assert {address: client.post(address).status_code for address in [*posted, *read[4:]]} == dict.fromkeys(
        [*posted, *read[4:]], 404
    )


def test_stranger_begins_no_plan_notes_no_contact_and_finishes_no_task(client):
    joanna = a_coordinator()
    application, person = an_application(), a_person()
    task = add_task(text="Zadzwonić", due_on=TODAY, by=joanna, on=TODAY)
    client.force_login(a_stranger(Role.COORDINATOR))

    assert client.post(reverse("cases:begin_plan", args=[application.pk])).status_code == 404
    assert client.post(reverse("cases:note_contact"), {"person": person.pk}).status_code == 404
    assert client.get(reverse("cases:note_contact"), {"person": person.pk}).status_code == 404
    assert client.post(reverse("cases:finish_task", args=[task.pk])).status_code == 404
    assert client.post(reverse("cases:reopen_task", args=[task.pk])).status_code == 404
    posted = {"text": "x", "due_on": "3.03.2026", "person": person.pk}
    assert client.post(reverse("cases:add_task"), posted).status_code == 404


def test_lists_of_a_stranger_are_empty(client):
    a_plan(version=AGREED)
    client.force_login(a_stranger(Role.DIRECTOR))

    assert b"Nowak" not in client.get(reverse("cases:plans"), {"whose": "all"}).content
    assert b"Nowak" not in client.get(reverse("cases:approval_queue")).content


def test_nobody_signed_out_reads_a_plan(client):
    assert client.get(reverse("cases:plan", args=[a_plan().pk])).status_code == 302


@pytest.mark.parametrize("state", list(PlanState))
def test_plan_page_shows_itself_in_every_state(client, state):
    closed = {"course_and_results": "Dobrze.", "closed_on": TODAY} if state == PlanState.CLOSED else {}
    ended = {"ended_on": TODAY, "end_reason": EndReason.MOVED}
    plan = a_plan(state=state, **(closed | (ended if state in ("ENDED", "TALKED", "CLOSED") else {})))
    client.force_login(plan.coordinators.get().user)

    page = client.get(reverse("cases:plan", args=[plan.pk]))

    assert page.status_code == 200
    assert "pomoc w kąpieli" in page.content.decode()
    assert Reading.objects.get().page == "cases:plan"


def test_every_page_of_the_writer_opens(client):
    plan = a_plan()
    director = a_director()
    client.force_login(director)
    read, _posted = addresses_of(plan)

    answers = {address: client.get(address).status_code for address in read}

    delivered = reverse("cases:note_delivered", args=[plan.pk])
    assert answers == dict.fromkeys(read, 200) | {delivered: 302}  # nothing is delivered before the approval


def test_plan_is_written_with_plain_forms(client):
    joanna = a_coordinator()
    application = an_application(services=[], state=ApplicationState.DECIDED, coordinator=joanna)
    service = a_service(name="Obiady", unit="posiłek")
    a_request(application, service, state=RequestState.QUALIFIED)
    client.force_login(joanna)

    client.post(reverse("cases:begin_plan", args=[application.pk]))
    plan = Plan.objects.get(application=application)
    version = plan.versions.get()
    need, row = version.needs.get(), version.service_rows.get()
    post = lambda name, *args, **given: client.post(reverse(f"cases:{name}", args=[plan.pk, *args]), given)  # noqa: E731
    post("change_need", need.pk, need="jedzenie", goal="Jem ciepły obiad")
    post("add_need", need="samotność", goal="Mam z kim pogadać")
    second = version.needs.get(need="samotność")
    common = {"starts_on": "9.03.2026", "ends_on": "8.03.2027"}
    post(
        "change_row", "service", row.pk, need=need.pk, service=service.pk, amount="2,5", unit="posiłek", rhythm="WEEK",
        when="pn–pt 12:30", **common,
    )  # fmt: skip
    post(
        "add_row", "neighbour", need=second.pk, what="rozmowa", kind="VOLUNTEER", who="Kuba Nowicki",
        phone="600 111 222", when="sobota 11:00", **common,
    )  # fmt: skip
    post("change_frame", starts_on="9.03.2026", ends_on="8.03.2027", summary="Zostać u siebie")
    post("agree_plan", agreed_on="2.03.2026", how="w domu")

    version.refresh_from_db()
    row.refresh_from_db()
    assert (version.state, version.summary) == (VersionState.AGREED, "Zostać u siebie")
    assert (str(row.amount), row.when) == ("2.50", "pn–pt 12:30")
    assert version.support_rows.get().phone == "+48600111222"


def test_page_offers_who_may_agree_today_and_refuses_an_expired_guardian(client):
    plan = a_plan()
    able = a_guardian(plan.person, scope=["AGREE_PLAN"], name="Roman Wilk")
    expired = a_guardian(plan.person, scope=["AGREE_PLAN"], name="Adam Dawny", ends_on=TODAY - timedelta(days=1))
    client.force_login(plan.coordinators.get().user)
    url = reverse("cases:agree_plan", args=[plan.pk])
    with time_machine.travel(TODAY):
        page = client.get(url).content.decode()
        given = {"agreed_on": f"{TODAY:%d.%m.%Y}", "how": "w domu"}
        refused = client.post(
            url, given | {"representation": expired.pk}, headers={"accept-language": "pl"}
        ).content.decode()
        agreed = client.post(url, given | {"representation": able.pk})

    assert ("Roman Wilk" in page, "Adam Dawny" in page) == (True, False)
    assert "nie może dziś zgodzić się na plan" in refused
    assert (agreed.status_code, plan.versions.get().agreed_by[:10]) == (302, "Roman Wilk")


def test_form_keeps_what_was_typed_when_the_law_says_no(client):
    plan = a_plan()
    client.force_login(plan.coordinators.get().user)

    page = client.post(
        reverse("cases:change_frame", args=[plan.pk]),
        {"starts_on": "15.01.2026", "ends_on": "15.01.2027", "summary": "Zostać u siebie"},
    )

    assert page.status_code == 422
    assert "Zostać u siebie" in page.content.decode()
    assert "Dz.U. 2019 poz. 1818" in page.content.decode()


def test_warning_stands_in_the_row_it_concerns(client):
    plan = a_plan()
    version = plan.versions.get()
    version.support_rows.update(when="środa 8:30")
    client.force_login(plan.coordinators.get().user)

    html = client.get(reverse("cases:edit_plan", args=[plan.pk])).content.decode()

    _before, _mark, row = html.partition(f'id="row-{version.support_rows.get().key}"')
    assert "At the same time: Rehabilitacja w domu" in row.partition("</li>")[0]


def test_removal_offers_a_way_back(client):
    plan = a_plan()
    row = plan.versions.get().support_rows.get()
    client.force_login(plan.coordinators.get().user)

    page = client.post(reverse("cases:remove_row", args=[plan.pk, "neighbour", row.pk]), follow=True)
    undo = next(message.extra_tags.removeprefix("undo:") for message in page.context["messages"])
    assert undo in page.content.decode()
    client.post(undo)

    assert plan.versions.get().support_rows.get() == row


def test_only_what_was_taken_out_of_this_draft_comes_back(client):
    plan, other = a_plan(), a_plan()
    joanna = other.coordinators.get().user
    event = remove_row(thread="service", row_id=other.versions.get().service_rows.get().pk, by=joanna, on=TODAY)
    client.force_login(plan.coordinators.get().user)

    assert client.post(reverse("cases:restore_removed", args=[plan.pk, event.pk])).status_code == 404


def test_htmx_receives_only_the_draft(client):
    plan = a_plan()
    client.force_login(plan.coordinators.get().user)

    html = client.get(reverse("cases:edit_plan", args=[plan.pk]), headers={"HX-Request": "true"}).content.decode()

    assert 'id="draft"' in html
    assert "<html" not in html


def test_director_returns_and_then_approves(client):
    plan = a_plan(version=AGREED)
    joanna, director = plan.coordinators.get().user, a_director()
    client.force_login(director)
    queue = reverse("cases:approval_queue")
    assert "Anna Nowak" in client.get(queue).content.decode()

    client.post(reverse("cases:return_plan", args=[plan.pk]), {"reason": "Dodaj godziny."})
    agree_plan(version_id=plan.versions.get().pk, agreed_on=TODAY, how="w domu", by=joanna, on=TODAY)
    answer = client.post(reverse("cases:approve_plan", args=[plan.pk]))

    plan.refresh_from_db()
    assert (answer.url, plan.state) == (queue, PlanState.ACTIVE)
    assert "Anna Nowak" not in client.get(queue).content.decode()


def test_author_sees_why_they_may_not_approve(client):
    director = a_user(Role.DIRECTOR, Role.COORDINATOR)
    plan = a_plan(coordinator=director, version=AGREED)
    client.force_login(director)

    html = client.get(reverse("cases:approve_plan", args=[plan.pk])).content.decode()
    assert "Somebody else must approve it" in html
    assert "Approve the plan" not in html

    client.post(reverse("cases:approve_plan", args=[plan.pk]))
    assert plan.versions.get().state == VersionState.AGREED


def test_change_is_told_in_words_and_side_by_side(client):
    plan = a_plan(state=PlanState.ACTIVE)
    joanna = plan.coordinators.get().user
    version = begin_change(plan_id=plan.pk, reason="po szpitalu", by=joanna, on=TODAY)
    remove_row(thread="neighbour", row_id=version.support_rows.get().pk, by=joanna, on=TODAY)
    client.force_login(joanna)

    html = client.get(reverse("cases:plan_differences", args=[plan.pk]), {"version": 2}).content.decode()

    assert "po szpitalu" in html
    assert "Removed" in html
    assert "zakupy" in html


@pytest.mark.parametrize(("version", "status"), [("3", 404), ("99999999999", 404), ("9" * 30, 200), ("x", 200)])
def test_version_that_is_not_there_is_not_found_and_what_is_no_number_asks_for_the_newest(client, version, status):
    plan = a_plan()
    client.force_login(plan.coordinators.get().user)

    page = client.get(reverse("cases:plan_differences", args=[plan.pk]), {"version": version})

    assert page.status_code == status


def test_contact_is_noted_from_the_plan_and_leads_back(client):
    plan = a_plan(state=PlanState.ACTIVE)
    client.force_login(plan.coordinators.get().user)
    back = reverse("cases:plan", args=[plan.pk])

    answer = client.post(
        reverse("cases:note_contact"),
        {
            "person": plan.person_id, "plan": plan.pk, "kind": "CALL", "reached": "yes", "text": "Wszystko dobrze.",
            "next_contact_on": "2.04.2026", "next": back,
        },
    )  # fmt: skip

    plan.refresh_from_db()
    assert answer.url == back
    assert plan.contacts.get().text == "Wszystko dobrze."
    assert plan.next_contact_on == date(2026, 4, 2)


def test_contact_never_leads_to_another_site(client):
    plan = a_plan(state=PlanState.ACTIVE)
    client.force_login(plan.coordinators.get().user)
    given = {"person": plan.person_id, "kind": "CALL", "reached": "no", "next": "https://zly.example/"}

    answer = client.post(reverse("cases:note_contact"), given)

    assert answer.url == reverse("office:person", args=[plan.person_id])


def test_delivered_amounts_of_a_month_are_noted_together(client):
    plan = a_plan(state=PlanState.ACTIVE)
    row = plan.versions.get().service_rows.get()
    client.force_login(plan.coordinators.get().user)

    client.post(reverse("cases:note_delivered", args=[plan.pk]) + "?month=2026-02", {str(row.key): "7,5"})

    noted = plan.delivered.get()
    assert (noted.month, str(noted.amount), noted.row_key) == (date(2026, 2, 1), "7.50", row.key)


def test_plan_is_ended_talked_over_and_closed_on_pages(client):
    plan = a_plan(state=PlanState.ACTIVE)
    client.force_login(plan.coordinators.get().user)
    post = lambda name, **given: client.post(reverse(f"cases:{name}", args=[plan.pk]), given)  # noqa: E731

    assert post("end_plan", reason="ON_TIME", ended_on="2.03.2026").status_code == 422
    post("end_plan", reason="MOVED", ended_on="2.03.2026", note="Do córki.")
    assert post("close_plan", course_and_results="").status_code == 422
    post("note_summary_talk", held_on="2.03.2026", note="Zadowolona.")
    post("close_plan", course_and_results="Wróciła na zakupy.")

    plan.refresh_from_db()
    assert (plan.state, plan.course_and_results) == (PlanState.CLOSED, "Wróciła na zakupy.")


def test_row_moves_along_and_plan_pauses_on_the_page(client):
    plan = a_plan(state=PlanState.ACTIVE)
    row = plan.versions.get().service_rows.get()
    client.force_login(plan.coordinators.get().user)

    client.post(reverse("cases:move_row_along", args=[plan.pk, row.key]), {"step": "start"})
    client.post(reverse("cases:move_row_along", args=[plan.pk, row.key]), {"step": "no such step"})
    client.post(reverse("cases:move_row_along", args=[plan.pk, uuid4()]), {"step": "start"})
    client.post(reverse("cases:pause_plan", args=[plan.pk]), {"reason": "szpital", "starts_on": "2.03.2026"})

    row.refresh_from_db()
    assert (row.state, plan.pauses.get().reason) == ("STARTED", "szpital")
    assert "stands still: szpital" in client.get(reverse("cases:plan", args=[plan.pk])).content.decode()


def test_task_done_on_a_page_can_be_taken_back(client):
    joanna = a_coordinator()
    client.force_login(joanna)
    client.post(reverse("cases:add_task"), {"text": "Zadzwonić", "due_on": "3.03.2026"})
    task = joanna_task(joanna)

    page = client.post(reverse("cases:finish_task", args=[task.pk]))
    assert page.status_code == 302
    task.refresh_from_db()
    assert task.done_on == date(2026, 3, 2)
    client.post(reverse("cases:reopen_task", args=[task.pk]))
    task.refresh_from_db()
    assert task.done_on is None


def joanna_task(joanna):
    return Task.objects.get(owner=joanna)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"whose": "mine"}, {"Anna Nowak"}),
        ({"whose": "all"}, {"Anna Nowak", "Maria Wójcik"}),
        ({"whose": "all", "q": "wojcik"}, {"Maria Wójcik"}),
        ({"whose": "all", "state": "ACTIVE"}, {"Maria Wójcik"}),
        ({"whose": "all", "due": "ends"}, {"Maria Wójcik"}),
        ({"whose": "all", "due": "contact"}, {"Maria Wójcik"}),
        ({"whose": "all", "due": "returned"}, {"Anna Nowak"}),
    ],
)
def test_list_is_narrowed(client, asked, names):
    mine = a_plan(version={"return_reason": "Dodaj godziny."})
    maria = a_person(first_name="Maria", last_name="Wójcik")
    a_plan(
        application=an_application(person=maria), state=PlanState.ACTIVE, coordinator=a_coordinator(),
        ends_on=date(2026, 4, 1), next_contact_on=date(2026, 3, 2),
    )  # fmt: skip
    client.force_login(mine.coordinators.get().user)

    html = client.get(reverse("cases:plans"), asked).content.decode()

    assert {name for name in ("Anna Nowak", "Maria Wójcik") if name in html} == names


@pytest.mark.parametrize(("ends_on", "soon"), [(date(2026, 4, 1), True), (date(2026, 4, 2), False)])
def test_plan_ends_soon_within_thirty_days(client, ends_on, soon):
    plan = a_plan(state=PlanState.ACTIVE, ends_on=ends_on)
    client.force_login(plan.coordinators.get().user)

    assert ("Anna Nowak" in client.get(reverse("cases:plans"), {"due": "ends"}).content.decode()) is soon


@pytest.mark.parametrize(
    ("page", "given"), [("plans", {"state": PlanState.ACTIVE}), ("approval_queue", {"version": AGREED})]
)
def test_list_costs_the_same_for_one_plan_as_for_many(client, page, given):
    client.force_login(a_user(Role.DIRECTOR, Role.COORDINATOR))
    address = reverse(f"cases:{page}") + "?whose=all"
    a_plan(**given)
    client.get(address)
    with CaptureQueriesContext(connection) as for_one:
        client.get(address)
    for _ in range(5):
        a_plan(**given)

    with CaptureQueriesContext(connection) as for_many:
        page = client.get(address)

    assert page.content.decode().count("Anna Nowak") >= 6
    assert len(for_many) == len(for_one)


def test_resident_prints_the_approved_plan_and_never_a_draft(client):
    resident = a_user(Role.RESIDENT)
    plan = a_plan(application=an_application(person=a_person(user=resident)), state=PlanState.ACTIVE)
    begin_change(plan_id=plan.pk, reason="po szpitalu", by=plan.coordinators.get().user, on=TODAY)
    client.force_login(resident)
    address = reverse("cases:plan_pdf", args=[plan.pk])

    assert client.get(address).status_code == 200
    assert client.get(address, {"version": 2}).status_code == 404
    assert client.get(reverse("cases:plan", args=[plan.pk])).status_code == 404
