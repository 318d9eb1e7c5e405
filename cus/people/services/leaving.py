"""Somebody died or moved away. The note can be taken back: mistakes about death happen and hurt."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import Leaving, LeavingKind, Person
from cus.people.permissions.circle import may_note_leaving, may_undo_leaving
from cus.records.log import record


@transaction.atomic
def note_death(*, person_id: int, died_on: date, known_from: str, by: User, on: date) -> Leaving:
    """From now on nothing is sent, offered or filed for the person. Records `person.died`."""
    person = _locked(person_id, by)
    if person.deceased_on is not None:
        raise Refused(_("The death is noted already. Reload the page."))
    if person.born_on and died_on < person.born_on:
        raise Refused(_("Nobody dies before they are born. Check the day."))
    leaving = _note(person, LeavingKind.DEATH, died_on, known_from, by=by, on=on)
    person.deceased_on = died_on
    person.save(update_fields=["deceased_on"])
    record("person.died", subject=leaving, story=person, by=by)
    return leaving


@transaction.atomic
def note_moving(*, person_id: int, moved_on: date, moved_to: str, known_from: str, by: User, on: date) -> Leaving:
    """The person lives in another municipality from a day on. Records `person.moved_away`."""
    person = _locked(person_id, by)
    if person.moved_out_on is not None:
        raise Refused(_("It is noted already that this person moved away. Reload the page."))
    leaving = _note(person, LeavingKind.MOVING, moved_on, known_from, by=by, on=on)
    person.moved_out_on, person.moved_to = moved_on, " ".join(moved_to.split())
    person.save(update_fields=["moved_out_on", "moved_to"])
    record("person.moved_away", subject=leaving, story=person, by=by)
    return leaving


@transaction.atomic
def undo_leaving(*, leaving_id: int, reason: str, by: User, on: date) -> Leaving:
    """The note was a mistake, or the person came back. Records `person.lives` or `person.came_back`."""
    found = Leaving.objects.select_for_update(of=("self",)).select_related("person")
    leaving = found.get(pk=leaving_id)
    if not may_undo_leaving(by, leaving, on=on):
        raise NotAllowed(
            _("Case staff take such a note back for 30 days; later the director or the organiser of services does.")
        )
    if leaving.undone_on is not None:
        raise Refused(_("This note was taken back already. Reload the page."))
    if not reason.strip():
        raise Refused(_("Write why the note is taken back, for example: another person of the same name died."))

    leaving.undone_on, leaving.undone_by, leaving.undone_reason = on, by, reason.strip()
    leaving.save(update_fields=["undone_on", "undone_by", "undone_reason"])
    person = Person.objects.select_for_update(of=("self",)).get(pk=leaving.person_id)
    if leaving.kind == LeavingKind.DEATH:
        person.deceased_on = None
        person.save(update_fields=["deceased_on"])
    else:
        person.moved_out_on, person.moved_to = None, ""
        person.save(update_fields=["moved_out_on", "moved_to"])
    told = "person.lives" if leaving.kind == LeavingKind.DEATH else "person.came_back"
    record(told, subject=leaving, story=person, by=by)
    return leaving


def _locked(person_id: int, by: User) -> Person:
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not may_note_leaving(by, person):
        raise NotAllowed(_("You may not change the data of this person."))
    return person


def _note(person: Person, kind: str, happened_on: date, known_from: str, *, by: User, on: date) -> Leaving:
    if happened_on > on:
        raise Refused(_("This day has not come yet. Check it."))
    if not known_from.strip():
        raise Refused(_("Write how we know it, for example: the daughter called, we saw the certificate."))
    return Leaving.objects.create(
        centre=person.centre,
        person=person,
        kind=kind,
        happened_on=happened_on,
        known_from=known_from.strip(),
        noted_on=on,
        noted_by=by,
    )
