"""The programme before the council and in the official journal."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cus.accounts.models import Municipality, User
from cus.kit.errors import Refused, WrongState
from cus.law.citations import provision_of
from cus.law.programme import adopted_by_every_council, in_force_from, is_adopted, is_published
from cus.offer.models import Programme, ProgrammeVersion, Resolution
from cus.offer.services.programmes.locking import locked_version
from cus.offer.states.programmes import VERSION, VersionState
from cus.records.log import record


@transaction.atomic
def submit_version(*, version_id: int, by: User, on: date) -> ProgrammeVersion:
    """Hand the draft to the council. What the rules would have otherwise only warns. Records `programme.submitted`."""
    version = locked_version(version_id, by)
    VERSION.take(version, "submit")
    version.submitted_on, version.return_reason, version.returned_on = on, "", None
    version.save(update_fields=["state", "submitted_on", "return_reason", "returned_on"])
    record("programme.submitted", subject=version.programme, by=by, number=version.number)
    return version


@transaction.atomic
def reject_version(*, version_id: int, reason: str, by: User, on: date) -> ProgrammeVersion:
    """The council said no: the version is a draft again, with the reason. Records `programme.rejected`."""
    version = locked_version(version_id, by)
    VERSION.take(version, "reject")
    if not reason.strip():
        raise Refused(_("Write why the council rejected it: the next draft starts from this."))
    version.return_reason, version.returned_on = reason, on
    version.save(update_fields=["state", "return_reason", "returned_on"])
    version.resolutions.all().delete()
    record("programme.rejected", subject=version.programme, by=by, number=version.number)
    return version


@transaction.atomic
def record_resolution(
    *, version_id: int, municipality: Municipality, fields: dict[str, Any], by: User, on: date
) -> Resolution:
    """Note a council's resolution: {"number", "adopted_on", "starts_on"}. The last council's adopts the version.

    Records `programme.resolved` for each, `programme.adopted` once.
    """
    version = locked_version(version_id, by)
    if version.state not in (VersionState.SUBMITTED, VersionState.ADOPTED):
        raise WrongState(_("The version has not been submitted to the council, or is published already."))
    if not is_adopted(resolution_number=fields["number"], adopted_on=fields["adopted_on"]):
        raise Refused(_("Write the number and the date of the resolution."), provision=provision_of(is_adopted))
    if fields["adopted_on"] > on:
        raise Refused(_("The resolution cannot be of a day that has not come. Check the date."))
    if not version.programme.municipalities.filter(pk=municipality.pk).exists():
        raise Refused(_("This municipality does not take part in the programme."))
    resolution, _created = Resolution.objects.update_or_create(
        centre=version.centre, version=version, municipality=municipality, defaults=fields
    )
    record("programme.resolved", subject=version.programme, by=by, number=resolution.number)
    if version.state == VersionState.SUBMITTED and _every_council_adopted(version):
        VERSION.take(version, "adopt")
        version.save(update_fields=["state"])
        record("programme.adopted", subject=version.programme, by=by, number=version.number)
    return resolution


def _every_council_adopted(version: ProgrammeVersion) -> bool:
    return adopted_by_every_council(
        municipalities=list(version.programme.municipalities.values_list("pk", flat=True)),
        adopted=list(version.resolutions.values_list("municipality_id", flat=True)),
    )


@transaction.atomic
def record_publication(*, resolution_id: int, fields: dict[str, Any], by: User, on: date) -> ProgrammeVersion:
    """Note where the journal published a resolution: {"journal_year", "journal_position", "published_on"}.

    The last publication gives the version its days in force; the version before it ends the day before.
    Records `programme.published`.
    """
    resolution = Resolution.objects.get(pk=resolution_id)
    version = locked_version(resolution.version_id, by)
    if version.state != VersionState.ADOPTED:
        raise WrongState(_("The version is not adopted by every council yet, or is published already."))
    _must_be_published(resolution, fields, on=on)
    for name in ("journal_year", "journal_position", "published_on"):
        setattr(resolution, name, fields[name])
    resolution.save(update_fields=["journal_year", "journal_position", "published_on"])
    resolutions = list(version.resolutions.all())
    if all(one.published_on for one in resolutions):
        _bring_into_force(version, resolutions, by=by)
    return version


def _must_be_published(resolution: Resolution, fields: dict[str, Any], *, on: date) -> None:
    if not is_published(**{name: fields[name] for name in ("journal_year", "journal_position", "published_on")}):
        raise Refused(
            _("Write the year, the position and the day of publication in the official journal."),
            provision=provision_of(is_published),
        )
    if not resolution.adopted_on <= fields["published_on"] <= on:
        raise Refused(_("The day of publication lies between the resolution and today. Check the date."))
    if fields["published_on"].year != fields["journal_year"]:
        raise Refused(_("The year of the journal is the year of publication. Check both."))


def _bring_into_force(version: ProgrammeVersion, resolutions: list[Resolution], *, by: User) -> None:
    """RULE-09: 14 days after publication or the later day a resolution names; of several councils, the last."""
    starts_on = max(
        in_force_from(published_on=one.published_on, day_in_resolution=one.starts_on)
        for one in resolutions
        if one.published_on
    )
    if starts_on > version.ends_on:
        raise Refused(
            _("The programme would come into force on %(day)s, after its own last day. Check the dates.")
            % {"day": date_format(starts_on, "j E Y")},
            provision=provision_of(in_force_from),
        )
    _end_former(version.programme, starts_on=starts_on)
    VERSION.take(version, "publish")
    version.in_force_from, version.in_force_until = starts_on, version.ends_on
    version.save(update_fields=["state", "in_force_from", "in_force_until"])
    record("programme.published", subject=version.programme, by=by, day=starts_on.isoformat(), number=version.number)


def _end_former(programme: Programme, *, starts_on: date) -> None:
    """The version before ends the day before; one that would begin later than the new one never begins."""
    for former in programme.versions.select_for_update().filter(in_force_until__gte=starts_on):
        if former.in_force_from and former.in_force_from >= starts_on:
            if former.state == VersionState.PUBLISHED:
                VERSION.take(former, "replace")
            former.in_force_from = former.in_force_until = None
        else:
            former.in_force_until = date.fromordinal(starts_on.toordinal() - 1)
        former.save(update_fields=["state", "in_force_from", "in_force_until"])
