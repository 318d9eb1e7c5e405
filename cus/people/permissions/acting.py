"""Whether somebody may act for a person: the question every room asks before it listens to a representative."""

from datetime import date

from cus.people.models import Representation


def may_act_for(representation: Representation, scope: str, on: date) -> bool:
    """Whoever holds a right that covers this, has begun, has not ended; and only while the person lives."""
    died_on = representation.person.deceased_on
    lives = died_on is None or on <= died_on
    return lives and representation.is_in_force(on=on) and scope in representation.scope
