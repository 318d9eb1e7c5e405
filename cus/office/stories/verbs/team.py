"""Colleagues: the team around a person, kin kept from a file, an emergency, a caseload handed over and returned."""

from datetime import date

from cus.accounts.models import User
from cus.cases.models import Handover, HandoverReason, TeamMember, TeamRole, UnitAccess
from cus.cases.services.handover import (
    HandoverGiven,
    accept_cases,
    call_off,
    decline_cases,
    give_back,
    propose_handover,
)
from cus.cases.services.team import Joining, add_team_member, close_to_unit, end_team_member, exclude_kin, open_to_unit
from cus.office.stories.reading import Unreadable
from cus.office.stories.stage import Stage
from cus.office.stories.verb import verb
from cus.people.models import EmergencyAccess, ExclusionGround, KinExclusion, Person, Verdict
from cus.people.services import lift_exclusion, open_in_emergency, review_emergency
from cus.team.models import Unit


@verb("puts into the team")
def puts_into_the_team(
    stage: Stage,
    by: User,
    *,
    of: Person,
    who: User | None = None,
    name: str = "",
    role: TeamRole = TeamRole.CARER,
    task: str = "",
    until: date | None = None,
) -> None:
    """Around the person: `who` of the staff, or a `name` from outside."""
    joining = Joining(
        role=role, starts_on=stage.on, user_id=who.pk if who else None, name=name, task=task, ends_on=until
    )  # fmt: skip
    add_team_member(person_id=of.pk, joining=joining, by=by, on=stage.on)


@verb("takes out of the team")
def takes_out_of_the_team(stage: Stage, by: User, *, of: Person, who: User | None = None, name: str = "") -> None:
    members = TeamMember.objects.filter(person=of).order_by("-id")
    member = members.filter(user=who).first() if who else members.filter(name=name).first()
    if member is None:
        raise Unreadable(f"“{who.name if who else name}” is not in the team around {of.name}.")
    end_team_member(member_id=member.pk, by=by, on=stage.on)


@verb("keeps from the file")
def keeps_from_the_file(
    stage: Stage,
    by: User,
    *,
    of: Person,
    who: User,
    because: ExclusionGround = ExclusionGround.KIN,
    note: str = "siostra",
) -> None:
    """A colleague who is family or close sees nothing of the person and leaves their cases."""
    exclude_kin(person_id=of.pk, colleague_id=who.pk, ground=because, note=note, by=by, on=stage.on)


@verb("opens the file to the colleague again")
def opens_the_file_again(
    stage: Stage, by: User, *, of: Person, who: User, because: str = "Odnotowano omyłkowo."
) -> None:
    exclusion = KinExclusion.objects.filter(person=of, user=who).order_by("-id").first()
    if exclusion is None:
        raise Unreadable(f"{who.name} is not kept from the file of {of.name}.")
    lift_exclusion(exclusion_id=exclusion.pk, reason=because, by=by, on=stage.on)


@verb("opens the file in an emergency")
def opens_in_an_emergency(
    stage: Stage, by: User, *, of: Person, because: str = "Osoba nie otwiera drzwi, nikogo innego nie ma w pracy."
) -> None:
    """For 24 hours; a superior looks at it afterwards."""
    open_in_emergency(person_id=of.pk, reason=because, by=by, at=stage.at)


@verb("reviews the emergency")
def reviews_the_emergency(
    stage: Stage, by: User, *, of: Person, verdict: Verdict = Verdict.JUSTIFIED, note: str = ""
) -> None:
    access = EmergencyAccess.objects.filter(person=of).order_by("-id").first()
    if access is None:
        raise Unreadable(f"Nobody opened the file of {of.name} in an emergency.")
    review_emergency(access_id=access.pk, verdict=verdict, note=note, by=by, at=stage.at)


@verb("lets a unit read along")
def lets_a_unit_read(
    stage: Stage, by: User, *, of: Person, unit: Unit, why: str = "Wspólne wsparcie.", until: date | None = None
) -> None:
    """How the case stands, on the person's consent."""
    open_to_unit(person_id=of.pk, unit_id=unit.pk, why=why, ends_on=until, by=by, on=stage.on)


@verb("lets the unit read no more")
def lets_the_unit_read_no_more(stage: Stage, by: User, *, of: Person, unit: Unit) -> None:
    access = UnitAccess.objects.filter(person=of, unit=unit).order_by("-id").first()
    if access is None:
        raise Unreadable(f"“{unit.name}” never read along in the case of {of.name}.")
    close_to_unit(unit_access_id=access.pk, by=by, on=stage.on)


@verb("hands the cases over")
def hands_the_cases_over(
    stage: Stage,
    by: User,
    *,
    from_: User,
    to: User,
    because: HandoverReason = HandoverReason.LEAVE,
    since: date | None = None,
    back: date | None = None,
) -> None:
    """The whole caseload; after a leave it comes back by itself on the day `back`."""
    given = HandoverGiven(
        giver_id=from_.pk, receiver_id=to.pk, reason=because, starts_on=since or stage.on, returns_on=back
    )  # fmt: skip
    propose_handover(given=given, by=by, on=stage.on)


def _handover() -> Handover:
    handover = Handover.objects.order_by("-id").first()
    if handover is None:
        raise Unreadable("Nobody has handed cases over.")
    return handover


@verb("takes the cases over")
def takes_the_cases_over(stage: Stage, by: User) -> None:
    """Agrees to the newest handover; the cases move on its day."""
    accept_cases(handover_id=_handover().pk, case_ids=None, by=by, on=stage.on)


@verb("declines the cases")
def declines_the_cases(stage: Stage, by: User, *, because: str = "Mam już czterdzieści spraw.") -> None:
    decline_cases(handover_id=_handover().pk, case_ids=None, reason=because, by=by, on=stage.on)


@verb("gives the cases back")
def gives_the_cases_back(stage: Stage, by: User) -> None:
    """Before the day of return."""
    give_back(handover_id=_handover().pk, by=by, on=stage.on)


@verb("calls the handover off")
def calls_the_handover_off(stage: Stage, by: User) -> None:
    call_off(handover_id=_handover().pk, by=by, on=stage.on)
