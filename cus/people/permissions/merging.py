"""Who says that two entries are one person, and who joins them."""

from cus.accounts.models import CASE_STAFF, Role, User
from cus.people.models import Person, is_kept_from
from cus.people.permissions.register import may_change_person

MERGING = (Role.DIRECTOR, Role.ORGANISER)


def may_propose_duplicate(user: User, *entries: Person) -> bool:
    """Whoever may change the data of both: the front desk is often the first to see it."""
    return all(may_change_person(user, entry) for entry in entries)


def may_tell_apart(user: User, *entries: Person) -> bool:
    """Case staff, who know both: it takes the pair off everybody's list."""
    return user.has_role(*CASE_STAFF) and all(may_change_person(user, entry) for entry in entries)


def may_merge(user: User, *entries: Person) -> bool:
    """The organiser of services and the director, who are kept from neither of the files: it moves whole cases."""
    return user.has_role(*MERGING) and all(
        user.centre_id == entry.centre_id and not is_kept_from(user, entry.pk) for entry in entries
    )
