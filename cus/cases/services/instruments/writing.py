"""Writing forms: begun, changed as a draft, put into use for good, copied as the next version, withdrawn."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.cases.instruments.checking import unfinished
from cus.cases.instruments.editing import blank
from cus.cases.instruments.reading import BadForm, read_form
from cus.cases.models import Instrument, InstrumentVersion
from cus.cases.permissions.instruments import may_write_forms
from cus.cases.states import FORM, FormState
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record

Data = dict[str, Any]
LONGEST_NAME = 300


@transaction.atomic
def begin_form(*, centre: Centre, name: str, by: User, on: date, form: Data | None = None) -> InstrumentVersion:
    """Begin a form of the centre's own: empty, or as the data describes it. Records `form.begun`."""
    if not may_write_forms(by, centre):
        raise NotAllowed(_("Only the organiser and the director write forms."))
    if not name.strip():
        raise Refused(_("Give the form a name."))
    data = _sound(form or blank(name.strip()))
    instrument = Instrument.objects.create(centre=centre, begun_on=on, begun_by=by)
    version = InstrumentVersion.objects.create(
        centre=centre, instrument=instrument, number=1, name=data["name"], form=data, author=by, begun_on=on
    )
    record("form.begun", subject=version, by=by, form=version.name)
    return version


@transaction.atomic
def change_form(*, version_id: int, change: Callable[[Data], Data], by: User, on: date) -> InstrumentVersion:
    """Change a draft: `change` is one of `instruments.editing`, given its words. Records `form.changed`."""
    version = _locked(version_id, by)
    if version.state != FormState.DRAFT:
        raise Refused(_("A form in use does not change any more. Copy it as a new version and change that."))
    version.form = _sound(change(version.form))
    version.name = version.form["name"]
    version.save(update_fields=["form", "name"])
    record("form.changed", subject=version, by=by, form=version.name)
    return version


@transaction.atomic
def publish_form(*, version_id: int, reason: str, by: User, on: date) -> InstrumentVersion:
    """Put a draft into use; the version before it is replaced, what was assessed with it stays. Records
    `form.published`.
    """
    version = _locked(version_id, by)
    if to_do := unfinished(version.as_form()):
        raise Refused(" ".join([_("The form is not ready yet."), *to_do]))
    before = version.instrument.versions.filter(state=FormState.PUBLISHED).select_for_update(of=("self",)).first()
    if before and not reason.strip():
        raise Refused(_("Write in a sentence what changes in this version and why."))

    FORM.take(version, "publish")
    if before:
        FORM.take(before, "replace")
        before.save(update_fields=["state"])
    version.published_on, version.published_by, version.change_reason = on, by, reason.strip()
    version.save(update_fields=["state", "published_on", "published_by", "change_reason"])
    record("form.published", subject=version, by=by, form=version.name, version=version.number)
    return version


@transaction.atomic
def copy_form(*, version_id: int, by: User, on: date) -> InstrumentVersion:
    """Begin the next version with the wording of this one. Records `form.begun`."""
    version = _locked(version_id, by)
    if version.instrument.versions.filter(state=FormState.DRAFT).exists():
        raise Refused(_("A new version is being written already. Go on with it or discard it."))
    last = version.instrument.versions.aggregate(last=Max("number"))["last"]
    copy = InstrumentVersion.objects.create(
        centre=version.centre,
        instrument=version.instrument,
        number=last + 1,
        name=version.name,
        form=version.form,
        author=by,
        begun_on=on,
    )
    record("form.begun", subject=copy, by=by, form=copy.name)
    return copy


@transaction.atomic
def discard_form(*, version_id: int, by: User, on: date) -> InstrumentVersion:
    """Give a draft up. Records `form.discarded`."""
    version = _locked(version_id, by)
    FORM.take(version, "discard")
    version.save(update_fields=["state"])
    record("form.discarded", subject=version, by=by, form=version.name)
    return version


@transaction.atomic
def withdraw_form(*, version_id: int, by: User, on: date) -> Instrument:
    """Nobody begins an assessment with this form from now on; those made stay. Records `form.withdrawn`."""
    version = _locked(version_id, by)
    if version.instrument.withdrawn_on:
        raise Refused(_("This form is withdrawn already."))
    return _withdrawn(version, on, event="form.withdrawn", by=by)


@transaction.atomic
def bring_form_back(*, version_id: int, by: User, on: date) -> Instrument:
    """Assess with a withdrawn form again. Records `form.brought_back`."""
    version = _locked(version_id, by)
    return _withdrawn(version, None, event="form.brought_back", by=by)


def _withdrawn(version: InstrumentVersion, day: date | None, *, event: str, by: User) -> Instrument:
    instrument = version.instrument
    instrument.withdrawn_on = day
    instrument.save(update_fields=["withdrawn_on"])
    record(event, subject=version, by=by, form=version.name)
    return instrument


def _locked(version_id: int, by: User) -> InstrumentVersion:
    """The version, with its instrument locked: versions of one form are put into use one after another."""
    version = InstrumentVersion.objects.select_related("centre").get(pk=version_id)
    if not may_write_forms(by, version.centre):
        raise NotAllowed(_("Only the organiser and the director write forms."))
    Instrument.objects.select_for_update(of=("self",)).get(pk=version.instrument_id)
    return InstrumentVersion.objects.select_for_update(of=("self",)).select_related("centre").get(pk=version_id)


def _sound(data: Data) -> Data:
    try:
        read_form(data)
    except BadForm as bad:
        raise Refused("\n".join(bad.problems)) from bad
    return data
