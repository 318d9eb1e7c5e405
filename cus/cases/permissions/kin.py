"""Whether a thing of a case is open to the user at all: of their centre, and not of their kin."""

from cus.accounts.models import User
from cus.cases.models import Application, Decision, NeedsRecognition, Plan, Signal, Task
from cus.people.models import Person, is_kept_from
from cus.records.models import Letter

Thing = Application | Decision | Letter | NeedsRecognition | Plan | Signal | Task


def is_open_to(user: User, thing: Thing) -> bool:
    """Nobody acts in the case of their family or of somebody close, whatever role they hold."""
    return (
        user.centre_id is not None
        and user.centre_id == thing.centre_id
        and not is_kept_from(user, _person_id_of(thing))
        and not _is_kept_from_a_member(user, thing)
    )


def _is_kept_from_a_member(user: User, thing: Thing) -> bool:
    """A plan for a household is closed to the kin of each of its people."""
    if not isinstance(thing, Plan) or thing.household_id is None:
        return False
    return any(is_kept_from(user, person_id) for person_id in thing.members.values_list("person_id", flat=True))


def _person_id_of(thing: Thing) -> int | None:
    if isinstance(thing, Letter):
        return thing.story_id if thing.story_kind == Person._meta.label_lower else None
    if isinstance(thing, Decision | NeedsRecognition):
        return thing.application.person_id
    if isinstance(thing, Task) and thing.person_id is None:
        return thing.application.person_id if thing.application else None
    return thing.person_id
