"""Who offers places, who notes what people answer, and who changes the order of a line."""

from cus.accounts.models import Role, User
from cus.cases.models import Application, LineRules
from cus.cases.permissions.outcomes import may_decide_outcome, may_withdraw
from cus.offer.models import Service


def may_offer_place(user: User, application: Application) -> bool:
    """Those who decide on outcomes: the director, the organiser and the coordinators."""
    return may_decide_outcome(user, application)


def may_note_answer(user: User, application: Application) -> bool:
    """Whoever takes the person's word: case staff and the front desk; also for a pause."""
    return may_withdraw(user, application)


def may_reorder(user: User, application: Application) -> bool:
    """The director and the organiser: nobody puts the people they look after before those of others."""
    return may_decide_outcome(user, application) and user.has_role(Role.DIRECTOR, Role.ORGANISER)


def may_set_rules(user: User, thing: Service | LineRules) -> bool:
    """The director and the organiser set how places of the centre are offered."""
    return user.centre_id == thing.centre_id and user.has_role(Role.DIRECTOR, Role.ORGANISER)
