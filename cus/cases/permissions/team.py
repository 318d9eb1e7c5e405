"""Who changes the team around a person, and who hands cases to whom."""

from cus.accounts.models import CASE_STAFF, Role, User
from cus.cases.models import Handover
from cus.people.models import Person, is_kept_from

OVERSEERS = (Role.DIRECTOR, Role.ORGANISER)


def may_change_team(user: User, person: Person) -> bool:
    """Case staff of the centre who may see the person."""
    return user.centre_id == person.centre_id and user.has_role(*CASE_STAFF) and not is_kept_from(user, person.pk)


def may_see_caseloads(user: User) -> bool:
    """Everybody's: the director and the organiser; a coordinator sees their own."""
    return user.has_role(*OVERSEERS)


def may_see_caseload(user: User, member: User) -> bool:
    return user.centre_id == member.centre_id and (may_see_caseloads(user) or (user == member and coordinates(user)))


def coordinates(user: User) -> bool:
    return user.has_role(Role.COORDINATOR)


def may_hand_over(user: User, giver: User) -> bool:
    """A coordinator their own cases; the director and the organiser for anyone, also for who fell ill or left."""
    return user.centre_id == giver.centre_id and (user.has_role(*OVERSEERS) or (user == giver and coordinates(user)))


def may_answer(user: User, handover: Handover) -> bool:
    """Whoever is asked to take the cases over: nobody accepts for another."""
    return user.centre_id == handover.centre_id and user.pk == handover.receiver_id and coordinates(user)


def may_call_off(user: User, handover: Handover) -> bool:
    """Who proposed it, who gives, the director and the organiser."""
    own = user.pk in (handover.proposed_by_id, handover.giver_id)
    return user.centre_id == handover.centre_id and (own or user.has_role(*OVERSEERS))


def may_give_back(user: User, handover: Handover) -> bool:
    """The receiver early, and everybody who may call it off."""
    return may_call_off(user, handover) or may_answer(user, handover)
