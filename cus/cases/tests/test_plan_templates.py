"""Templates of plans carry nobody's name, begin plans, and are kept by the organiser."""

from datetime import date

import pytest
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_user, an_organiser, the_centre
from cus.cases.models import PlanTemplate, SupportRow, TemplateRow, TypicalGoal
from cus.cases.services.plans.templates import (
    TemplateRowGiven,
    begin_from_template,
    bring_template_back,
    make_template,
    make_template_from,
    retire_template,
    save_template_need,
    save_template_row,
    save_typical_goal,
)
from cus.cases.tests.factories import TODAY, a_plan
from cus.cases.tests.factories_of_plans import a_template
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.models import ServiceStatus
from cus.offer.tests.factories import a_service
from cus.people.tests.factories import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def test_a_template_from_a_plan_holds_nothing_of_the_person():
    plan = a_plan(version={"summary": "Chcę zostać u siebie, mówi Anna"})
    version = plan.versions.get()
    need = version.needs.get()
    need.need = "Anna boi się kąpieli"
    need.save()
    version.support_rows.update(note="dzwonić do Anny Nowak", phone="+48600123456")

    template = make_template_from(version_id=version.pk, name="Kąpiel", for_whom="", by=an_organiser(), on=TODAY)

    assert template.needs.get().need == "… boi się kąpieli"
    help_row = TemplateRow.objects.get(need__template=template, service=None)
    assert (help_row.what, help_row.note) == ("zakupy", "dzwonić do …")
    everything = " ".join(
        str(value) for model in (PlanTemplate, TemplateRow) for row in model.objects.values() for value in row.values()
    )
    assert "Teresa" not in everything
    assert "600123456" not in everything
    assert "Chcę zostać" not in everything


def test_a_template_refuses_a_name():
    a_person(last_name="Nowak")

    with pytest.raises(Refused, match="“Nowaka”.*a name known to the centre"):
        make_template(name="Plan pana Nowaka", for_whom="", centre=the_centre(), by=an_organiser(), on=TODAY)


def test_a_typical_goal_refuses_a_name():
    a_person(first_name="Anna", last_name="Nowak")

    with pytest.raises(Refused):
        save_typical_goal(need="samotność", goal="Odwiedza Annę", centre=the_centre(), by=an_organiser(), on=TODAY)
    assert TypicalGoal.objects.count() == 0


def test_a_coordinator_keeps_no_templates():
    with pytest.raises(NotAllowed):
        make_template(name="Mój", for_whom="", centre=the_centre(), by=a_coordinator(), on=TODAY)


def test_a_draft_begun_from_a_template_keeps_what_was_agreed_and_gets_what_it_lacks():
    plan = a_plan()
    version = plan.versions.get()
    present = version.service_rows.get()
    version.service_rows.update(amount=None, when="środa 10:00")
    template = a_template(service=present.service)

    begin_from_template(version_id=version.pk, template_id=template.pk, by=plan.coordinators.get().user, on=TODAY)

    present.refresh_from_db()
    assert (present.amount, present.when) == (5, "środa 10:00")
    assert list(version.needs.order_by("position").values_list("need", flat=True)) == [
        "pomoc w kąpieli",
        "bezpieczny poranek",
    ]
    added = SupportRow.objects.get(version=version, what="poranny telefon")
    assert (added.who, added.starts_on, added.ends_on) == ("do ustalenia", date(2026, 1, 15), date(2026, 12, 31))


def test_a_template_taken_twice_adds_nothing_twice():
    plan = a_plan()
    joanna, version, template = plan.coordinators.get().user, plan.versions.get(), a_template()

    for _time in range(2):
        begin_from_template(version_id=version.pk, template_id=template.pk, by=joanna, on=TODAY)

    assert version.needs.count() == 2
    assert version.support_rows.filter(what="poranny telefon").count() == 1


def test_a_service_gone_from_the_catalogue_is_not_begun():
    plan = a_plan()
    gone = a_service(name="Basen", status=ServiceStatus.DRAFT)
    template = a_template(service=gone)

    begin_from_template(
        version_id=plan.versions.get().pk, template_id=template.pk, by=plan.coordinators.get().user, on=TODAY
    )

    assert not plan.versions.get().service_rows.filter(service=gone).exists()


def test_a_retired_template_begins_nothing_and_comes_back():
    organiser, plan = an_organiser(), a_plan()
    template = a_template(by=organiser)
    retire_template(template_id=template.pk, by=organiser, on=TODAY)

    with pytest.raises(PlanTemplate.DoesNotExist):
        begin_from_template(
            version_id=plan.versions.get().pk, template_id=template.pk, by=plan.coordinators.get().user, on=TODAY
        )
    with pytest.raises(WrongState):
        save_template_need(template_id=template.pk, need="pomoc", goal="", by=organiser, on=TODAY)

    bring_template_back(template_id=template.pk, by=organiser, on=TODAY)
    assert PlanTemplate.objects.in_use().get() == template


def test_two_templates_in_use_do_not_share_a_name():
    organiser = an_organiser()
    a_template(by=organiser, name="Powrót")

    with pytest.raises(Refused, match="of this name already"):
        make_template(name="Powrót", for_whom="", centre=the_centre(), by=organiser, on=TODAY)


def test_a_row_is_a_service_or_help():
    organiser = an_organiser()
    template = a_template(by=organiser)

    with pytest.raises(Refused, match="Choose a service"):
        save_template_row(
            template_id=template.pk, need_id=template.needs.get().pk, given=TemplateRowGiven(), by=organiser, on=TODAY
        )


def test_the_front_desk_sees_no_templates(client):
    a_template()
    client.force_login(a_user(Role.FRONT_DESK))

    assert client.get("/office/plan-templates/").status_code == 404
