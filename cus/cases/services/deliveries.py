"""Bringing letters to whom they are for: by hand, by post with a return card; what came of it, with its proof."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.letter_kinds import DECISIONS
from cus.cases.letter_ways import may_be_posted
from cus.cases.letter_words import check_addressee
from cus.cases.models import AssistanceDecision, CameBack, Decision, Dispatch, TakenBy
from cus.cases.permissions.delivery import may_send
from cus.cases.services.assistance.course import deliver_assistance
from cus.cases.services.letters import check_delivery, mark_arrived
from cus.cases.services.outcomes.appeal import deliver_decision
from cus.kit.errors import NotAllowed, Refused
from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.delivery import counts_as_delivered_on
from cus.people.models import Person
from cus.records.documents import keep_document
from cus.records.log import record
from cus.records.models import Document, Letter
from cus.records.models.letter import DeliveryWay
from cus.records.states import LETTER

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Taken:
    """Who took a letter, when, whether they signed for it; the paper that proves it."""

    received_on: date
    received_by: str = ""
    taken_by: str = TakenBy.PERSON
    is_signed_for: bool = False
    proof: File | None = None
    note: str = ""


@transaction.atomic
def hand_over_letter(*, letter_id: int, taken: Taken, by: User, on: date) -> Dispatch:
    """Somebody took the letter here or at home, from our hands. Records `letter.handed_over`."""
    letter, person = letter_to_send(letter_id, by=by)
    check_delivery(written_on=letter.dated_on, delivered_on=taken.received_on, way=DeliveryWay.BY_HAND, on=on)
    if not taken.received_by.strip():
        raise Refused(_("Write who took the letter."))
    LETTER.take(Letter(state=letter.state), "hand_over")

    dispatch = begin_dispatch(letter, person, way=DeliveryWay.BY_HAND, sent_on=taken.received_on, by=by)
    note_taken(dispatch, taken, by=by)
    arrive(letter, person, way=DeliveryWay.BY_HAND, day=taken.received_on, step="hand_over", by=by, on=on)
    record("letter.handed_over", subject=letter, story=person, by=by, title=letter.title, who=dispatch.received_by)
    return dispatch


@transaction.atomic
def post_letters(*, letter_ids: Collection[int], posted_on: date, by: User, on: date) -> UUID:
    """Post letters, registered, with return cards; all or none of them. Records `letter.posted` for each.

    Returns the number of the batch, by which `undo_posting` takes them back.
    """
    if not letter_ids:
        raise Refused(_("Tick at least one letter."))
    if len(letter_ids) > MOST_AT_ONCE:
        raise Refused(_("Post at most %(count)d letters at once.") % {"count": MOST_AT_ONCE})
    if posted_on > on:
        raise Refused(_("This day has not come yet. Note the posting once it has happened."))
    batch = uuid4()
    for letter_id in sorted(letter_ids):
        letter, person = letter_to_send(letter_id, by=by)
        if posted_on < letter.dated_on:
            raise Refused(_("“%(title)s” (%(number)s) was written after this day. Check the day.") % _named(letter))
        if not may_be_posted(letter, person):
            raise Refused(
                _("“%(title)s” (%(number)s) has no address where a letter may go. Hand it over in person.")
                % _named(letter)
            )
        LETTER.take(letter, "send")
        letter.sent_on = posted_on
        letter.save(update_fields=["state", "sent_on"])
        begin_dispatch(letter, person, way=DeliveryWay.POST, sent_on=posted_on, by=by, batch=batch)
        record("letter.posted", subject=letter, story=person, by=by, title=letter.title)
    return batch


@transaction.atomic
def undo_posting(*, batch: UUID, by: User, on: date) -> int:
    """Take a posting back that was noted by mistake, while nobody knows what came of it; how many letters."""
    rows = Dispatch.objects.select_for_update(of=("self",)).filter(batch=batch, undone_on__isnull=True)
    undone = 0
    for dispatch in rows.order_by("id"):
        letter, person = letter_to_send(dispatch.letter_id, by=by)
        if not dispatch.is_open:
            raise Refused(_("It is already known what came of “%(title)s” (%(number)s).") % _named(letter))
        LETTER.take(letter, "undo_sending")
        letter.sent_on = None
        letter.save(update_fields=["state", "sent_on"])
        dispatch.undone_on, dispatch.undone_by = on, by
        dispatch.save(update_fields=["undone_on", "undone_by"])
        record("letter.sending_undone", subject=letter, story=person, by=by, title=letter.title)
        undone += 1
    return undone


@transaction.atomic
def number_consignment(*, dispatch_id: int, card_number: str, by: User) -> Dispatch:
    """Note the number the post gave the letter. Records `letter.numbered`."""
    dispatch, letter, person = dispatch_to_note(dispatch_id, by=by)
    if not card_number.strip():
        raise Refused(_("Write the number of the consignment, as it stands on the sticker."))

    dispatch.card_number = card_number.strip()
    dispatch.save(update_fields=["card_number"])
    record("letter.numbered", subject=letter, story=person, by=by, title=letter.title, number=dispatch.card_number)
    return dispatch


@transaction.atomic
def note_return_card(*, dispatch_id: int, taken: Taken, by: User, on: date) -> Dispatch:
    """The card, or the proof of the electronic delivery, says who took the letter and when."""
    dispatch, letter, person = dispatch_to_note(dispatch_id, by=by)
    _check_open(dispatch)
    check_delivery(written_on=dispatch.sent_on, delivered_on=taken.received_on, way=dispatch.way, on=on)

    note_taken(dispatch, taken, by=by)
    arrive(letter, person, way=dispatch.way, day=taken.received_on, step="arrive", by=by, on=on)
    return dispatch


@dataclass(frozen=True)
class Back:
    """That a letter came back: when, why, and the days of the notices the post left."""

    came_back_on: date
    came_back: str
    first_notice_on: date | None = None
    second_notice_on: date | None = None
    proof: File | None = None
    note: str = ""


@transaction.atomic
def note_came_back(*, dispatch_id: int, back: Back, by: User, on: date) -> Dispatch:
    """The letter came back. Two notices nobody answered make it count as delivered, unless the centre switched
    RULE-90 off; else it waits to be sent again. Records `letter.counted` or `letter.came_back`.
    """
    dispatch, letter, person = dispatch_to_note(dispatch_id, by=by)
    _check_open(dispatch)
    _check_days_of(back, dispatch, on=on)

    dispatch.came_back_on, dispatch.came_back, dispatch.note = back.came_back_on, back.came_back, back.note.strip()
    dispatch.first_notice_on, dispatch.second_notice_on = back.first_notice_on, back.second_notice_on
    dispatch.deemed_on = _deemed_on(back, switched_off=person.centre.switched_off_rules, on=on)
    dispatch.proof = _kept(back.proof, letter, person, by=by)
    dispatch.save()
    if dispatch.deemed_on:
        arrive(letter, person, way=dispatch.way, day=dispatch.deemed_on, step="count", by=by, on=on)
        day = dispatch.deemed_on.isoformat()
        record("letter.counted", subject=letter, story=person, by=by, title=letter.title, day=day)
        return dispatch
    LETTER.take(letter, "come_back")
    letter.save(update_fields=["state"])
    why = dispatch.get_came_back_display()
    record("letter.came_back", subject=letter, story=person, by=by, title=letter.title, why=why)
    return dispatch


@transaction.atomic
def keep_letter(*, letter_id: int, by: User, on: date) -> Letter:
    """The letter need not go out: it stays in the file. Records `letter.kept`."""
    letter, person = letter_to_send(letter_id, by=by)
    if letter.kind in DECISIONS:
        raise Refused(_("A decision has to be delivered: it cannot only stay in the file."))
    return _moved(letter, person, "keep", "letter.kept", by=by)


@transaction.atomic
def take_out_letter(*, letter_id: int, by: User, on: date) -> Letter:
    """The letter waits to be sent after all. Records `letter.taken_out`."""
    letter, person = letter_to_send(letter_id, by=by)
    return _moved(letter, person, "take_out", "letter.taken_out", by=by)


def _moved(letter: Letter, person: Person, step: str, event: str, *, by: User) -> Letter:
    LETTER.take(letter, step)
    letter.save(update_fields=["state"])
    record(event, subject=letter, story=person, by=by, title=letter.title)
    return letter


def letter_to_send(letter_id: int, *, by: User) -> tuple[Letter, Person]:
    """The letter, locked, and the living person it is for; for those who may send it."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    if not may_send(by, letter):
        raise NotAllowed(_("You may not send this letter."))
    person = Person.objects.select_related("centre").get(pk=letter.story_id)
    check_addressee(person)
    return letter, person


def dispatch_to_note(dispatch_id: int, *, by: User) -> tuple[Dispatch, Letter, Person]:
    """The dispatch and its letter, locked. What comes back after a death is still noted."""
    dispatch = Dispatch.objects.select_for_update(of=("self",)).get(pk=dispatch_id)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=dispatch.letter_id)
    if not may_send(by, letter):
        raise NotAllowed(_("You may not note anything about this letter."))
    return dispatch, letter, Person.objects.select_related("centre").get(pk=dispatch.person_id)


def begin_dispatch(
    letter: Letter,
    person: Person,
    *,
    way: str,
    sent_on: date,
    by: User,
    batch: UUID | None = None,
    e_address: str = "",
) -> Dispatch:
    return Dispatch.objects.create(
        centre=person.centre,
        letter=letter,
        person=person,
        way=way,
        addressee=letter.recipient,
        sent_on=sent_on,
        sent_by=by,
        batch=batch or uuid4(),
        e_address=e_address,
    )


def note_taken(dispatch: Dispatch, taken: Taken, *, by: User) -> None:
    dispatch.received_on, dispatch.received_by = taken.received_on, taken.received_by.strip()
    dispatch.taken_by, dispatch.is_signed_for = taken.taken_by, taken.is_signed_for
    dispatch.note = taken.note.strip()
    dispatch.proof = _kept(taken.proof, dispatch.letter, dispatch.person, by=by)
    dispatch.save()


def arrive(letter: Letter, person: Person, *, way: str, day: date, step: str, by: User, on: date) -> None:
    """The letter has arrived; a decision then starts the time to appeal. Records `letter.delivered`, or its own."""
    given: dict[str, Any] = {"way": way, "delivered_on": day, "by": by, "on": on, "step": step}
    if refusal := Decision.objects.filter(letter=letter).first():
        deliver_decision(decision_id=refusal.pk, **given)
    elif decision := AssistanceDecision.objects.filter(letter=letter).first():
        deliver_assistance(decision_id=decision.pk, **given)
    else:
        mark_arrived(letter, way=way, delivered_on=day, step=step)
        record("letter.delivered", subject=letter, story=person, by=by, title=letter.title)


def _kept(proof: File | None, letter: Letter, person: Person, *, by: User) -> Document | None:
    """The proof, kept among the papers of the case."""
    if not proof:
        return None
    return keep_document(subject=letter, story=person, upload=proof, by=by)


def _check_open(dispatch: Dispatch) -> None:
    if not dispatch.is_open:
        raise Refused(_("It is already known what came of this letter. Look at its page."))


def _check_days_of(back: Back, dispatch: Dispatch, *, on: date) -> None:
    if back.came_back not in CameBack.values:
        raise Refused(_("Choose why the letter came back."))
    if back.came_back_on > on:
        raise Refused(_("This day has not come yet."))
    days = [day for day in (dispatch.sent_on, back.first_notice_on, back.second_notice_on, back.came_back_on) if day]
    if days != sorted(days):
        raise Refused(
            _("The days are not in order: posted, first notice, second notice, came back. Check them on the envelope.")
        )


def _deemed_on(back: Back, *, switched_off: Collection[str], on: date) -> date | None:
    if back.came_back != CameBack.NOT_COLLECTED:
        return None
    if effect_of(counts_as_delivered_on, switched_off=switched_off) is Effect.SILENT:
        return None
    day = counts_as_delivered_on(first_notice_on=back.first_notice_on, second_notice_on=back.second_notice_on)
    return day if day and day <= on else None


def _named(letter: Letter) -> dict[str, str]:
    return {"title": letter.title, "number": letter.number}
