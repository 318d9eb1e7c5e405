"""Kin are kept from a person's file; an emergency opens it for a day, and a superior looks at it afterwards."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import EmergencyAccess, ExclusionGround, KinExclusion, Person, Verdict
from cus.people.permissions.access import may_exclude, may_lift_exclusion, may_open_in_emergency, may_review
from cus.records.log import record

OPEN_FOR = timedelta(hours=24)
SHORTEST_REASON = 15


@transaction.atomic
def exclude_colleague(
    *, person_id: int, colleague_id: int, by: User, on: date, ground: str = ExclusionGround.KIN, note: str = ""
) -> KinExclusion:
    """Keep a colleague from everything of a person, from this moment. Records `person.colleague_excluded`."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    colleague = User.objects.visible_to(by).filter(pk=colleague_id).first()
    if colleague is None:
        raise Refused(_("Choose a colleague who works at the centre."))
    if not may_exclude(by, person, colleague):
        raise NotAllowed(_("The director and the organiser exclude colleagues; you can exclude yourself."))
    if KinExclusion.objects.filter(person=person, user=colleague).in_force().exists():
        raise Refused(_("%(name)s is kept from this file already.") % {"name": colleague.name})
    if person.user_id == colleague.pk:
        raise Refused(_("This is the file of the same person."))

    exclusion = KinExclusion.objects.create(
        centre=person.centre,
        person=person,
        user=colleague,
        ground=ExclusionGround(ground),
        note=note.strip(),
        noted_by=by,
        noted_on=on,
    )
    record("person.colleague_excluded", subject=exclusion, story=person, by=by, who=colleague.name)
    return exclusion


@transaction.atomic
def lift_exclusion(*, exclusion_id: int, reason: str, by: User, on: date) -> KinExclusion:
    """Open the file to the colleague again. Records `person.exclusion_lifted`."""
    exclusion = KinExclusion.objects.select_for_update(of=("self",)).select_related("person").get(pk=exclusion_id)
    if not may_lift_exclusion(by, exclusion):
        raise NotAllowed(_("The director or the organiser lifts an exclusion, nobody their own."))
    if not reason.strip():
        raise Refused(_("Write why the colleague may see the file again."))
    if exclusion.lifted_on is not None:
        raise Refused(_("This exclusion was lifted already."))

    exclusion.lifted_on, exclusion.lifted_by, exclusion.lift_reason = on, by, reason.strip()
    exclusion.save(update_fields=["lifted_on", "lifted_by", "lift_reason"])
    record("person.exclusion_lifted", subject=exclusion, story=exclusion.person, by=by, who=exclusion.user.name)
    return exclusion


@transaction.atomic
def open_in_emergency(*, person_id: int, reason: str, by: User, at: datetime) -> EmergencyAccess:
    """Open the file and all notes of a person to the user for 24 hours. Records `emergency.opened`.

    While it lasts, asking again finds the same access.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not may_open_in_emergency(by, person):
        raise NotAllowed(_("Emergency access is for staff who work with residents."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(_("Write in a sentence what happened and why it cannot wait for a colleague."))
    running = EmergencyAccess.objects.filter(person=person, user=by).open(at=at).first()
    if running:
        return running

    access = EmergencyAccess.objects.create(
        centre=person.centre, person=person, user=by, reason=reason.strip(), starts_at=at, ends_at=at + OPEN_FOR
    )
    record("emergency.opened", subject=access, story=person, by=by)
    return access


@transaction.atomic
def close_emergency(*, access_id: int, by: User, at: datetime) -> EmergencyAccess:
    """End one's own emergency access before its time. Records `emergency.closed`."""
    access = EmergencyAccess.objects.select_for_update(of=("self",)).select_related("person").get(pk=access_id)
    if access.user_id != by.pk:
        raise NotAllowed(_("Whoever opened an emergency access ends it; it ends by itself after 24 hours."))
    if access.ends_at > at:
        access.ends_at = at
        access.save(update_fields=["ends_at"])
        record("emergency.closed", subject=access, story=access.person, by=by)
    return access


@transaction.atomic
def review_emergency(*, access_id: int, verdict: str, note: str, by: User, at: datetime) -> EmergencyAccess:
    """Say whether an emergency access was needed; ends it if it still lasts. Records `emergency.reviewed`."""
    access = EmergencyAccess.objects.select_for_update(of=("self",)).select_related("person").get(pk=access_id)
    if not may_review(by, access):
        raise NotAllowed(_("The director or the organiser reviews emergency access, nobody their own."))
    if access.reviewed_at is not None:
        raise Refused(_("This access was reviewed already."))
    found = Verdict(verdict)
    if found is not Verdict.JUSTIFIED and not note.strip():
        raise Refused(_("Write what is to be explained, or why it was not needed."))

    access.verdict, access.review_note, access.reviewed_by, access.reviewed_at = found, note.strip(), by, at
    access.ends_at = min(access.ends_at, at)
    access.save(update_fields=["verdict", "review_note", "reviewed_by", "reviewed_at", "ends_at"])
    record("emergency.reviewed", subject=access, story=access.person, by=by, verdict=str(found.label))
    return access
