"""Forms of the centre: written, put into use for good, shipped."""

import pytest
from django.db import DatabaseError, transaction

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_user, the_centre
from cus.cases.instruments.editing import with_head, with_section, without
from cus.cases.models import Instrument, InstrumentVersion
from cus.cases.services.instruments import (
    begin_form,
    bring_form_back,
    change_form,
    copy_form,
    discard_form,
    publish_form,
    ship_forms,
    withdraw_form,
)
from cus.cases.states import FormState
from cus.cases.tests.factories import TODAY
from cus.cases.tests.factories_of_instruments import a_draft_form, a_form_version, a_small_form
from cus.kit.errors import NotAllowed, Refused
from cus.records.models import Event

pytestmark = pytest.mark.django_db


def test_a_centre_gets_the_shipped_forms_once_and_the_unconfirmed_one_as_a_draft():
    ship_forms(centre=the_centre(), by=None, on=TODAY)
    again = ship_forms(centre=the_centre(), by=None, on=TODAY)

    shipped = dict(InstrumentVersion.objects.values_list("instrument__shipped_as", "state"))
    assert shipped == {"barthel": "PUBLISHED", "lawton_iadl": "PUBLISHED", "bon_senioralny": "DRAFT"}
    assert again == []


def test_a_withdrawn_shipped_form_does_not_come_back_by_itself():
    ship_forms(centre=the_centre(), by=None, on=TODAY)
    barthel = InstrumentVersion.objects.get(instrument__shipped_as="barthel")
    withdraw_form(version_id=barthel.pk, by=a_director(), on=TODAY)

    assert ship_forms(centre=the_centre(), by=a_director(), on=TODAY) == []
    barthel.instrument.refresh_from_db()
    assert barthel.instrument.withdrawn_on == TODAY


def test_a_coordinator_writes_no_forms():
    draft, joanna = a_draft_form(), a_coordinator()

    for step in (
        lambda: begin_form(centre=the_centre(), name="Moja", by=joanna, on=TODAY),
        lambda: change_form(version_id=draft.pk, change=lambda data: data, by=joanna, on=TODAY),
        lambda: publish_form(version_id=draft.pk, reason="", by=joanna, on=TODAY),
        lambda: copy_form(version_id=draft.pk, by=joanna, on=TODAY),
        lambda: discard_form(version_id=draft.pk, by=joanna, on=TODAY),
        lambda: withdraw_form(version_id=draft.pk, by=joanna, on=TODAY),
        lambda: bring_form_back(version_id=draft.pk, by=joanna, on=TODAY),
        lambda: ship_forms(centre=the_centre(), by=joanna, on=TODAY),
    ):
        with pytest.raises(NotAllowed):
            step()


def test_the_organiser_writes_a_form_part_by_part_and_puts_it_into_use():
    organiser = a_user(Role.ORGANISER)
    version = begin_form(centre=the_centre(), name="Sen", by=organiser, on=TODAY)

    with pytest.raises(Refused):
        publish_form(version_id=version.pk, reason="", by=organiser, on=TODAY)
    change_form(version_id=version.pk, change=lambda data: a_small_form(name="Sen"), by=organiser, on=TODAY)
    change_form(
        version_id=version.pk, change=lambda data: with_head(data, {"name": "Sen i upadki"}), by=organiser, on=TODAY
    )
    used = publish_form(version_id=version.pk, reason="", by=organiser, on=TODAY)

    assert (used.state, used.name, used.published_by) == (FormState.PUBLISHED, "Sen i upadki", organiser)


def test_a_change_that_breaks_the_form_is_refused_and_nothing_is_kept():
    draft = a_draft_form()

    with pytest.raises(Refused):
        change_form(version_id=draft.pk, change=lambda data: without(data, "byly"), by=a_director(), on=TODAY)

    draft.refresh_from_db()
    assert draft.form == a_small_form()
    assert not Event.objects.filter(name="form.changed").exists()


def test_a_form_in_use_is_changed_by_no_service_and_by_no_statement():
    version = a_form_version()

    with pytest.raises(Refused):
        change_form(version_id=version.pk, change=lambda data: data, by=a_director(), on=TODAY)
    for change in (
        lambda: InstrumentVersion.objects.filter(pk=version.pk).update(form={}),
        lambda: InstrumentVersion.objects.filter(pk=version.pk).update(name="Inna"),
        lambda: InstrumentVersion.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()


def test_a_new_version_replaces_the_old_one_and_says_why():
    first = a_form_version(form=a_small_form())
    second = copy_form(version_id=first.pk, by=a_director(), on=TODAY)
    change_form(
        version_id=second.pk, change=lambda data: with_head(data, {"purpose": "Krótko."}), by=a_director(), on=TODAY
    )

    with pytest.raises(Refused):
        publish_form(version_id=second.pk, reason=" ", by=a_director(), on=TODAY)
    publish_form(version_id=second.pk, reason="Jaśniejszy wstęp.", by=a_director(), on=TODAY)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.number) == (FormState.REPLACED, FormState.PUBLISHED, 2)
    assert first.form == a_small_form()


def test_only_one_new_version_is_written_at_a_time():
    first = a_form_version()
    copy = copy_form(version_id=first.pk, by=a_director(), on=TODAY)

    with pytest.raises(Refused):
        copy_form(version_id=first.pk, by=a_director(), on=TODAY)
    discard_form(version_id=copy.pk, by=a_director(), on=TODAY)
    assert copy_form(version_id=first.pk, by=a_director(), on=TODAY).number == 3


def test_an_unfinished_form_is_not_put_into_use():
    draft = a_draft_form(with_section(a_small_form(), {"title": "Pusta"}))

    with pytest.raises(Refused, match="Pusta"):
        publish_form(version_id=draft.pk, reason="", by=a_director(), on=TODAY)


def test_every_version_of_a_form_stays_in_the_history():
    a_form_version()

    assert Instrument.pgh_event_model.objects.count() == 1
