"""Writing a programme: begun from the diagnosis, from its own earlier version, or from another centre's."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, Municipality, User
from cus.community.models import Finding
from cus.community.queries import last_diagnosis
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.law.citations import provision_of
from cus.law.programme import CONTENT, period_is_in_order
from cus.offer.models import FindingUsed, Programme, ProgrammeVersion
from cus.offer.permissions.programmes import may_write_programmes
from cus.offer.services.programmes.locking import locked_programme, locked_version
from cus.offer.services.terms import copy_terms
from cus.offer.states.programmes import VERSION, VersionState
from cus.records.log import record

FIELDS = ("title", "starts_on", "ends_on", "content", "change_reason")


@transaction.atomic
def begin_programme(
    *,
    centre: Centre,
    title: str,
    period: tuple[date, date],
    municipalities: Collection[Municipality],
    by: User,
    on: date,
) -> ProgrammeVersion:
    """Begin a programme on the last final diagnosis. Records `programme.begun`."""
    if by.centre_id != centre.pk or not may_write_programmes(by):
        raise NotAllowed(_("Only the services organiser and the director change programmes."))
    return _begin(centre, {"title": title, "starts_on": period[0], "ends_on": period[1]}, municipalities, by=by, on=on)


@transaction.atomic
def copy_programme(*, centre: Centre, version_id: int, by: User, on: date) -> ProgrammeVersion:
    """Take a published programme, of this centre or another, as the draft of a new one. Records `programme.begun`.

    The text comes along; findings, resolutions and dates in force stay with those who made them.
    """
    if by.centre_id != centre.pk or not may_write_programmes(by):
        raise NotAllowed(_("Only the services organiser and the director change programmes."))
    model = ProgrammeVersion.objects.select_related("centre").get(pk=version_id, state=VersionState.PUBLISHED)
    length = model.ends_on - model.starts_on
    fields = {"title": model.title, "starts_on": on, "ends_on": on + length, "content": model.content}
    source = f"{model.centre.name}: {model.title}"[:400]
    return _begin(centre, fields, centre.municipalities.all(), copied_from=source, by=by, on=on)


def _begin(
    centre: Centre,
    fields: dict[str, Any],
    municipalities: Collection[Municipality],
    *,
    copied_from: str = "",
    by: User,
    on: date,
) -> ProgrammeVersion:
    _must_be_in_order(fields["starts_on"], fields["ends_on"])
    programme = Programme.objects.create(centre=centre, name=fields["title"], copied_from=copied_from)
    programme.municipalities.set(municipalities)
    version = ProgrammeVersion.objects.create(
        centre=centre, programme=programme, number=1, diagnosis=last_diagnosis(centre_id=centre.pk, on=on), **fields
    )
    record("programme.begun", subject=programme, by=by, title=version.title)
    return version


@transaction.atomic
def save_version(*, version_id: int, fields: dict[str, Any], by: User, on: date) -> ProgrammeVersion:
    """Change the draft: title, period, the text of items, the reason of an amendment. Records `programme.changed`."""
    version = _draft(version_id, by)
    given = {name: value for name, value in fields.items() if name in FIELDS}
    if "content" in given:
        known = {item.key for item in CONTENT.on(on)}
        given["content"] = version.content | {key: text for key, text in given["content"].items() if key in known}
    changed = [name for name, value in given.items() if getattr(version, name) != value]
    if not changed:
        return version
    for name in changed:
        setattr(version, name, given[name])
    _must_be_in_order(version.starts_on, version.ends_on)
    version.save(update_fields=changed)
    if version.number == 1 and "title" in changed:
        version.programme.name = version.title
        version.programme.save(update_fields=["name"])
    record("programme.changed", subject=version.programme, by=by, number=version.number)
    return version


@transaction.atomic
def use_finding(*, version_id: int, item: str, finding_id: int, by: User, on: date) -> FindingUsed:
    """Put a finding under an item: its words join the text, and the item remembers it. Records `programme.changed`."""
    version = _draft(version_id, by)
    if item not in {one.key for one in CONTENT.on(on)}:
        raise Refused(_("There is no such item in a programme. Reload the page."))
    finding = Finding.objects.get(pk=finding_id, diagnosis_id=version.diagnosis_id)
    used, is_new = FindingUsed.objects.get_or_create(
        centre=version.centre, version=version, item=item, finding=finding
    )
    if is_new:
        text = version.content.get(item, "").rstrip()
        version.content[item] = f"{text}\n\n{finding.words}".strip()
        version.save(update_fields=["content"])
        record("programme.changed", subject=version.programme, by=by, number=version.number)
    return used


@transaction.atomic
def begin_amendment(*, programme_id: int, reason: str, by: User, on: date) -> ProgrammeVersion:
    """Begin a new version while the old one stays in force. Records `programme.amendment_begun`."""
    programme = locked_programme(programme_id, by)
    if programme.versions.in_the_making().exists():
        raise WrongState(_("A new version of this programme is already being prepared."))
    former = programme.versions.filter(state=VersionState.PUBLISHED).order_by("-in_force_from").first()
    if former is None or (former.in_force_until and former.in_force_until < on):
        raise WrongState(_("Only a published programme that has not ended is amended. Begin a new programme."))
    if not reason.strip():
        raise Refused(_("Say why the programme changes: the council and residents will read it."))
    version = copy_of(former, change_reason=reason)
    record("programme.amendment_begun", subject=programme, by=by, number=version.number)
    return version


def copy_of(former: ProgrammeVersion, **given: Any) -> ProgrammeVersion:
    """The next version of the same programme, a draft with the same text, findings and services."""
    last = former.programme.versions.order_by("-number").values_list("number", flat=True)[0]
    version = ProgrammeVersion.objects.create(
        centre=former.centre,
        programme=former.programme,
        number=last + 1,
        **{name: getattr(former, name) for name in ("title", "starts_on", "ends_on", "content", "diagnosis")},
        **given,
    )
    FindingUsed.objects.bulk_create(
        FindingUsed(centre=former.centre, version=version, item=used.item, finding_id=used.finding_id)
        for used in former.findings_used.all()
    )
    copy_terms(from_version=former, to_version=version)
    return version


@transaction.atomic
def discard_version(*, version_id: int, by: User, on: date) -> ProgrammeVersion:
    """Give up a version that no council has adopted. Records `programme.discarded`."""
    version = locked_version(version_id, by)
    VERSION.take(version, "discard")
    version.save(update_fields=["state"])
    record("programme.discarded", subject=version.programme, by=by, number=version.number)
    return version


def _draft(version_id: int, by: User) -> ProgrammeVersion:
    version = locked_version(version_id, by)
    if version.state != VersionState.DRAFT:
        raise WrongState(
            _("The text does not change now: the version is “%(state)s”.") % {"state": version.get_state_display()}
        )
    return version


def _must_be_in_order(starts_on: date, ends_on: date) -> None:
    if not period_is_in_order(starts_on=starts_on, ends_on=ends_on):
        raise Refused(
            _("The programme would end on %(ends)s, before it starts on %(starts)s. Change one of the days.")
            % {"ends": date_format(ends_on, "j E Y"), "starts": date_format(starts_on, "j E Y")},
            provision=provision_of(period_is_in_order),
        )
