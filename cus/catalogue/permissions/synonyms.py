"""Who may do what with the centre's own synonyms."""

from cus.accounts.models import Role, User
from cus.catalogue.models import Synonym


def may_see_synonyms(user: User) -> bool:
    """The organiser of services and the director."""
    return user.has_role(Role.ORGANISER, Role.DIRECTOR)


def may_edit_synonym(user: User, synonym: Synonym) -> bool:
    """The organiser of services and the director of the synonym's own centre."""
    return user.centre_id == synonym.centre_id and may_see_synonyms(user)
