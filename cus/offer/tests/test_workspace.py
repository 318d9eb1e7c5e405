from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_director, a_stranger, a_user, an_organiser, the_centre
from cus.catalogue.models import Entry
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.models import ErrorReport, FreeCapacity, PlannedBreak, ProposedChange, Provider, Service
from cus.offer.queries.workspace import break_of
from cus.offer.services import workspace as doing
from cus.offer.services.reminders import remind_of_checks
from cus.offer.services.reports import answer_report, report_error
from cus.offer.tests.factories import a_provider, a_service
from cus.offer.tests.factories_of_providers import a_break, a_keeper, a_proposal, a_report
from cus.records.models import OutboxMessage

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _without_second_factor(settings, english):
    settings.DEMO = True
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def provider() -> Provider:
    return a_provider(name="Fundacja Blisko", phone="+48125550401")


def proposed(provider, keeper, service=None, **fields):
    return doing.propose_change(
        provider_id=provider.pk, service_id=service.pk if service else None, fields=fields, message="", by=keeper,
        at=AT,
    )  # fmt: skip


def test_public_is_the_old_wording_until_staff_approve(provider):
    service = a_service(provider=provider, description="Dawny opis.")
    proposal = proposed(provider, a_keeper(provider), service, description="Nowy opis.")
    assert Entry.objects.get(uuid=service.uuid).summary.startswith("Dawny opis.")

    doing.approve_proposal(proposal_id=proposal.pk, by=an_organiser(), at=AT)

    service.refresh_from_db()
    assert (service.description, service.checked_on) == ("Nowy opis.", TODAY)
    assert Entry.objects.get(uuid=service.uuid).summary.startswith("Nowy opis.")
    assert OutboxMessage.objects.get().title.startswith("Your change is public")


def test_only_what_differs_is_proposed_and_only_what_a_provider_may_say(provider):
    service = a_service(provider=provider, description="Opis.", is_free=True)

    proposal = proposed(
        provider, a_keeper(provider), service, description="Opis.", contact="Ola, 12 555 04 01", is_free=False
    )

    assert proposal.after == {"contact": "Ola, 12 555 04 01"}
    with pytest.raises(doing.NothingChanged):
        proposed(provider, proposal.author, service, description="Opis.")


def test_a_second_proposal_replaces_the_one_that_waits(provider):
    keeper = a_keeper(provider)
    proposed(provider, keeper, phone="+48125550402")
    proposed(provider, keeper, phone="+48125550403")

    assert ProposedChange.objects.get().after == {"phone": "+48125550403"}


def test_a_proposal_is_stale_when_its_field_changed_meanwhile(provider):
    proposal = proposed(provider, a_keeper(provider), phone="+48125550402", town="Wieliczka")
    Provider.objects.filter(pk=provider.pk).update(phone="+48125550409")

    with pytest.raises(doing.Stale):
        doing.approve_proposal(proposal_id=proposal.pk, by=an_organiser(), at=AT)
    doing.approve_proposal(proposal_id=proposal.pk, despite_changes=True, by=an_organiser(), at=AT)

    provider.refresh_from_db()
    assert (provider.phone, provider.town) == ("+48125550402", "Wieliczka")


def test_a_change_of_another_field_makes_nothing_stale(provider):
    proposal = proposed(provider, a_keeper(provider), phone="+48125550402")
    Provider.objects.filter(pk=provider.pk).update(town="Wieliczka")

    assert doing.approve_proposal(proposal_id=proposal.pk, by=an_organiser(), at=AT).state == "APPROVED"


def test_a_returned_proposal_changes_nothing_and_tells_why(provider):
    proposal = proposed(provider, a_keeper(provider), phone="+48125550402")

    with pytest.raises(Refused):
        doing.return_proposal(proposal_id=proposal.pk, reason=" ", by=an_organiser(), at=AT)
    doing.return_proposal(proposal_id=proposal.pk, reason="To numer prywatny.", by=an_organiser(), at=AT)

    provider.refresh_from_db()
    assert provider.phone == "+48125550401"
    assert "To numer prywatny." in OutboxMessage.objects.get().text
    with pytest.raises(WrongState):
        doing.approve_proposal(proposal_id=proposal.pk, by=an_organiser(), at=AT)


def test_a_provider_withdraws_its_own_proposal(provider):
    keeper = a_keeper(provider)
    proposal = proposed(provider, keeper, phone="+48125550402")

    assert doing.withdraw_proposal(proposal_id=proposal.pk, by=keeper, at=AT).state == "WITHDRAWN"


def test_nobody_approves_but_organiser_and_director(provider):
    keeper = a_keeper(provider)
    proposal = proposed(provider, keeper, phone="+48125550402")

    for other in (keeper, a_user(Role.COORDINATOR), a_user(Role.FRONT_DESK)):
        with pytest.raises(NotAllowed):
            doing.approve_proposal(proposal_id=proposal.pk, by=other, at=AT)
    assert doing.approve_proposal(proposal_id=proposal.pk, by=a_director(), at=AT).state == "APPROVED"


def test_a_provider_speaks_for_itself_only(provider):
    other = a_provider()
    keeper, foreign = a_keeper(provider), a_service(provider=other)

    with pytest.raises(NotAllowed):
        proposed(other, keeper, phone="+48125550402")
    with pytest.raises(NotAllowed):
        proposed(provider, keeper, foreign, description="Nasz opis")
    with pytest.raises(NotAllowed):
        doing.note_free_capacity(service_id=foreign.pk, free=1, note="", by=keeper, on=TODAY)
    with pytest.raises(NotAllowed):
        doing.confirm_entry(provider_id=other.pk, by=keeper, at=AT)
    with pytest.raises(NotAllowed):
        doing.plan_break(
            provider_id=other.pk, service=None, starts_on=TODAY, ends_on=TODAY, reason="", by=keeper, at=AT
        )


def test_a_provider_sees_nothing_of_another_provider_of_the_centre(client, provider):
    other = a_provider(name="Spółdzielnia Inna")
    service = a_service(provider=other, name="Usługa Innej")
    things = [a_proposal(other), a_break(other), a_report(service=service)]
    keeper = a_keeper(provider)
    client.force_login(keeper)

    visible = [type(thing).objects.visible_to(keeper).count() for thing in things]
    page = client.get(reverse("offer:workspace")).content.decode()
    answers = [
        client.get(reverse("offer:propose_service", args=[service.pk])),
        client.post(reverse("offer:state_free", args=[service.pk]), {"free": "1"}),
        client.post(reverse("offer:withdraw_proposal", args=[things[0].pk])),
        client.post(reverse("offer:end_break", args=[things[1].pk])),
        client.get(reverse("offer:error_report", args=[things[2].pk])),
        client.post(reverse("offer:still_right"), {"service": service.pk}),
        client.get(reverse("offer:provider", args=[other.pk])),
        client.get(reverse("offer:proposal", args=[things[0].pk])),
        client.get(reverse("offer:providers")),
        client.get(reverse("offer:proposals")),
        client.get(reverse("offer:error_reports")),
    ]

    assert visible == [0, 0, 0]
    assert "Usługa Innej" not in page
    assert [answer.status_code for answer in answers] == [404] * 11


def test_who_is_no_provider_has_no_workspace(client):
    for user in (an_organiser(), a_user(Role.CARER), a_user(Role.RESIDENT)):
        client.force_login(user)
        assert client.get(reverse("offer:workspace")).status_code == 404
    client.force_login(a_user(Role.PROVIDER))
    assert "No provider is yours yet" in client.get(reverse("offer:workspace")).content.decode()


def test_the_day_of_a_provider_begins_in_its_workspace(client, provider):
    client.force_login(a_keeper(provider))

    assert client.get(reverse("office:today")).url == reverse("offer:workspace")


def test_workspace_costs_the_same_for_one_service_as_for_many(client, provider, django_assert_max_num_queries):
    client.force_login(a_keeper(provider))
    a_service(provider=provider)
    client.get(reverse("offer:workspace"))
    with django_assert_max_num_queries(30) as for_one:
        client.get(reverse("offer:workspace"))
    for _ in range(10):
        a_service(provider=provider)

    with django_assert_max_num_queries(len(for_one)):
        client.get(reverse("offer:workspace"))


def test_a_provider_proposes_and_staff_compare_side_by_side(client, provider):
    service = a_service(provider=provider, description="Dawny opis.")
    client.force_login(a_keeper(provider))
    form = client.get(reverse("offer:propose_service", args=[service.pk])).context["form"]
    given = {name: value for name, value in form.initial.items() if value} | {"description": "Nowy opis."}
    client.post(reverse("offer:propose_service", args=[service.pk]), given)
    proposal = ProposedChange.objects.get()
    assert proposal.after == {"description": "Nowy opis."}

    client.force_login(an_organiser())
    assert "Fundacja Blisko" in client.get(reverse("offer:proposals")).content.decode()
    page = client.get(reverse("offer:proposal", args=[proposal.pk])).content.decode()
    assert "<del>Dawny</del> opis." in page
    assert "<ins>Nowy</ins> opis." in page
    client.post(reverse("offer:approve_proposal", args=[proposal.pk]))

    assert Service.objects.get(pk=service.pk).description == "Nowy opis."


def test_still_right_is_another_date_than_the_last_change(provider):
    service = a_service(provider=provider)
    changed_at = Service.objects.get(pk=service.pk).changed_at

    doing.confirm_entry(provider_id=provider.pk, service_id=service.pk, by=a_keeper(provider), at=AT)
    doing.confirm_entry(provider_id=provider.pk, by=an_organiser(), at=AT)

    service.refresh_from_db()
    provider.refresh_from_db()
    assert (service.checked_on, provider.checked_on) == (TODAY, TODAY)
    assert service.changed_at == changed_at
    assert Entry.objects.get(uuid=service.uuid).checked_on == TODAY


def test_the_last_word_of_the_day_on_free_capacity_counts(provider):
    service, keeper = a_service(provider=provider), a_keeper(provider)
    doing.note_free_capacity(service_id=service.pk, free=5, note="", by=keeper, on=TODAY)
    doing.note_free_capacity(service_id=service.pk, free=3, note="rano", by=keeper, on=TODAY)

    said = FreeCapacity.objects.get()
    assert (said.free, said.note, said.as_of, said.provider) == (3, "rano", TODAY, provider)


def test_breaks_are_planned_ahead_and_called_off(provider):
    keeper = a_keeper(provider)
    given = {"provider_id": provider.pk, "service": None, "reason": "urlop", "by": keeper, "at": AT}

    with pytest.raises(Refused):
        doing.plan_break(starts_on=date(2026, 2, 1), ends_on=date(2026, 3, 1), **given)
    with pytest.raises(Refused):
        doing.plan_break(starts_on=date(2026, 4, 2), ends_on=date(2026, 4, 1), **given)
    planned = doing.plan_break(starts_on=date(2026, 3, 1), ends_on=TODAY, **given)
    assert PlannedBreak.objects.running(on=TODAY).get() == planned

    doing.call_off_break(break_id=planned.pk, by=keeper, at=AT)
    assert not PlannedBreak.objects.exists()


def test_a_provider_is_reminded_of_old_entries_at_most_once_in_thirty_days(provider):
    keeper = a_keeper(provider)
    a_service(provider=provider, name="Dawno sprawdzona", checked_on=date(2025, 3, 2))
    a_service(provider=provider, name="Świeża", checked_on=date(2025, 3, 3))
    Provider.objects.filter(pk=provider.pk).update(checked_on=TODAY)

    assert remind_of_checks(centre=the_centre(), on=TODAY) == 1
    assert remind_of_checks(centre=the_centre(), on=date(2026, 3, 31)) == 0
    assert remind_of_checks(centre=the_centre(), on=date(2026, 4, 1)) == 1

    message = OutboxMessage.objects.order_by("id").first()
    assert message.to == keeper.email
    assert "Dawno sprawdzona" in message.text
    assert "Świeża" not in message.text


def test_a_report_reaches_the_provider_and_the_organiser_without_the_name_of_who_wrote_it(provider):
    keeper, organiser = a_keeper(provider), an_organiser()
    service = a_service(provider=provider)

    report = report_error(
        centre=the_centre(), entry_uuid=service.uuid, words=" Zły numer ", contact="maria@example.org", at=AT
    )

    assert (report.words, report.provider, report.service) == ("Zły numer", provider, service)
    messages = OutboxMessage.objects.all()
    assert {message.to for message in messages} == {keeper.email, organiser.email}
    assert not any("maria" in message.text for message in messages)


def test_a_report_says_something_about_an_entry_that_is_there(provider):
    draft = a_service(provider=provider, status="DRAFT")

    with pytest.raises(Refused, match="not in the catalogue"):
        report_error(centre=the_centre(), entry_uuid=draft.uuid, words="Zły numer", contact="", at=AT)
    with pytest.raises(Refused, match="what is wrong"):
        report_error(centre=the_centre(), entry_uuid=a_service().uuid, words=" ", contact="", at=AT)


def test_the_answer_goes_to_who_reported_and_their_contact_is_deleted(provider):
    report = a_report(provider, contact="Maria, maria@example.org")

    answer_report(report_id=report.pk, answer="Poprawione.", by=a_keeper(provider), at=AT)

    report = ErrorReport.objects.get()
    assert (report.state, report.contact) == ("ANSWERED", "")
    message = OutboxMessage.objects.get()
    assert message.to == "maria@example.org"
    assert "Poprawione." in message.text
    with pytest.raises(WrongState):
        answer_report(report_id=report.pk, answer="Jeszcze raz", by=an_organiser(), at=AT)


def test_a_provider_reads_a_report_without_the_contact_and_answers(client, provider):
    report = a_report(provider, contact="maria@example.org")
    url = reverse("offer:error_report", args=[report.pk])

    client.force_login(a_keeper(provider))
    assert "maria@example.org" not in client.get(url).content.decode()
    client.force_login(an_organiser())
    assert "maria@example.org" in client.get(url).content.decode()
    client.force_login(a_keeper(provider))
    client.post(url, {"answer": "Poprawione."})

    assert ErrorReport.objects.get().state == "ANSWERED"


def test_other_staff_read_reports_and_answer_none(client, provider):
    report = a_report(provider)
    client.force_login(a_user(Role.FRONT_DESK))
    url = reverse("offer:error_report", args=[report.pk])

    assert client.get(url).status_code == 200
    assert client.post(url, {"answer": "x"}).status_code == 404


def test_stranger_finds_nothing_of_it(client, provider):
    proposal, report = a_proposal(provider), a_report(provider)
    client.force_login(a_stranger(*(set(Role.values) - {Role.PLATFORM_ADMIN})))

    answers = [
        client.get(reverse("offer:proposal", args=[proposal.pk])),
        client.post(reverse("offer:approve_proposal", args=[proposal.pk])),
        client.get(reverse("offer:error_report", args=[report.pk])),
        client.post(reverse("offer:error_report", args=[report.pk]), {"answer": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert "Fundacja" not in client.get(reverse("offer:proposals")).content.decode()


@pytest.mark.parametrize(
    ("on", "told"),
    [(date(2026, 6, 30), False), (date(2026, 7, 1), True), (date(2026, 8, 14), True), (date(2026, 8, 15), False)],
)
def test_a_break_is_told_from_a_month_before_to_its_last_day(provider, on, told):
    service = a_service(provider=provider)
    a_break(provider, service=a_service(provider=provider))
    planned = a_break(provider, starts_on=date(2026, 8, 1), ends_on=date(2026, 8, 14))

    assert break_of(service, on=on) == (planned if told else None)


def test_residents_read_of_a_break(client, provider, settings):
    service = a_service(provider=provider)
    a_break(provider, service=service, starts_on=date(2020, 1, 1), ends_on=date(2090, 8, 14))

    page = client.get(reverse("portal:service", args=[service.uuid])).content.decode()

    assert "Break from" in page
