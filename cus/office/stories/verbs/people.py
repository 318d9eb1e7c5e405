"""People: who acts for them, what they agree to, with whom they live, that they died or moved away."""

from datetime import date

from cus.accounts.models import User
from cus.cases.services.leaving import note_death_and_tasks, note_moving_and_tasks, undo_leaving_and_tasks
from cus.office.stories.reading import Unreadable
from cus.office.stories.stage import Stage
from cus.office.stories.verb import verb
from cus.people.models import (
    Consent,
    ConsentKind,
    ConsentWay,
    Household,
    HouseholdRole,
    Leaving,
    Person,
    Representation,
    RepresentationKind,
    Scope,
)
from cus.people.models.household import WHOLE
from cus.people.services import (
    Member,
    RightToAct,
    change_share,
    end_right_to_act,
    found_household,
    give_consent,
    join_household,
    leave_household,
    note_right_to_act,
    withdraw_consent,
)


@verb("notes a right to act")
def notes_a_right_to_act(
    stage: Stage,
    by: User,
    *,
    of: Person,
    called: str,
    name: str,
    as_: RepresentationKind,
    may: list[Scope] | None = None,
    order: str = "",
    since: date | None = None,
    until: date | None = None,
) -> None:
    """Somebody acts for the person, who is `of`; `order` is the court's, `may` what the right covers."""
    right = RightToAct(
        kind=as_, name=name, starts_on=since or stage.on, ends_on=until, scope=may or [], basis=order
    )  # fmt: skip
    stage.representatives[called] = note_right_to_act(person_id=of.pk, right=right, by=by, on=stage.on)


@verb("ends the right to act")
def ends_the_right_to_act(
    stage: Stage, by: User, *, of: Representation, last_day: date | None = None, because: str = "Zwolnienie przez sąd."
) -> None:
    """From the day after the last one it gives nothing."""
    end_right_to_act(representation_id=of.pk, ends_on=last_day or stage.on, reason=because, by=by, on=stage.on)


@verb("notes a consent")
def notes_a_consent(
    stage: Stage,
    by: User,
    *,
    of: Person,
    to: ConsentKind,
    whom: str = "",
    given_by: Representation | None = None,
    words: str = "Zgadzam się.",
    until: date | None = None,
) -> None:
    """The person agrees, or who acts for them (`given by`); `whom` says who is told, shown or authorised."""
    give_consent(
        person_id=of.pk, kind=to, words=words, way=ConsentWay.SPOKEN, to_whom=whom,
        given_by_id=given_by.pk if given_by else None, ends_on=until, by=by, on=stage.on,
    )  # fmt: skip


@verb("notes that the consent is withdrawn")
def notes_a_withdrawn_consent(stage: Stage, by: User, *, of: Person, to: ConsentKind) -> None:
    """What was done under it stays lawful."""
    consent = Consent.objects.filter(person=of, kind=to).order_by("-id").first()
    if consent is None:
        raise Unreadable(f"{of.name} never consented to this.")
    withdraw_consent(consent_id=consent.pk, by=by, on=stage.on)


@verb("notes the death")
def notes_the_death(
    stage: Stage, by: User, *, of: Person, died: date | None = None, known_from: str = "Zadzwoniła córka."
) -> None:
    """Nothing is closed by itself: what is to be done comes on the lists of those who answer for it."""
    note_death_and_tasks(person_id=of.pk, died_on=died or stage.on, known_from=known_from, by=by, on=stage.on)


@verb("notes that the person moved away")
def notes_moving_away(
    stage: Stage, by: User, *, of: Person, to: str, moved: date | None = None, known_from: str = "Od tej osoby."
) -> None:
    note_moving_and_tasks(
        person_id=of.pk, moved_on=moved or stage.on, moved_to=to, known_from=known_from, by=by, on=stage.on
    )  # fmt: skip


@verb("takes back the note of leaving")
def takes_back_the_note(stage: Stage, by: User, *, of: Person, because: str = "Pomyłka: zmarł ktoś inny.") -> None:
    """The person lives, or came back; what the note put on lists comes off them."""
    leaving = Leaving.objects.filter(person=of).order_by("-id").first()
    if leaving is None:
        raise Unreadable(f"Nobody noted that {of.name} died or moved away.")
    undo_leaving_and_tasks(leaving_id=leaving.pk, reason=because, by=by, on=stage.on)


@verb("founds a household")
def founds_a_household(
    stage: Stage, by: User, *, of: Person, called: str, as_: HouseholdRole = HouseholdRole.ADULT
) -> None:
    """At the address of its first member, who is `of`."""
    first = found_household(person_id=of.pk, role=as_, starts_on=stage.on, name=called, by=by, on=stage.on)
    stage.households[called] = first.household


@verb("notes who lives there")
def notes_who_lives_there(
    stage: Stage,
    by: User,
    *,
    household: Household,
    who: Person,
    as_: HouseholdRole = HouseholdRole.ADULT,
    share: int = WHOLE,
    days: str = "",
) -> None:
    """`share` is the part of the time in per cent: a child of two homes lives in both."""
    member = Member(role=as_, starts_on=stage.on, person_id=who.pk, share=share, days=days)
    join_household(household_id=household.pk, member=member, by=by, on=stage.on)


@verb("changes the time in the household")
def changes_the_time(stage: Stage, by: User, *, household: Household, who: Person, share: int, days: str = "") -> None:
    membership_id = _membership(stage, household, who)
    change_share(membership_id=membership_id, share=share, days=days, by=by, on=stage.on)


@verb("notes who left the household")
def notes_who_left(stage: Stage, by: User, *, household: Household, who: Person, last_day: date | None = None) -> None:
    membership_id = _membership(stage, household, who)
    leave_household(membership_id=membership_id, ends_on=last_day or stage.on, by=by, on=stage.on)


def _membership(stage: Stage, household: Household, who: Person) -> int:
    found = who.memberships.lasting(on=stage.on).filter(household=household).first()
    if found is None:
        raise Unreadable(f"{who.name} does not live in the household “{household.name}” on this day.")
    return found.pk
