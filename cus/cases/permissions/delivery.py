"""Who sends letters, and who words them."""

from cus.accounts.models import CASE_STAFF, Centre, Role, User
from cus.cases.models.application import SEES_APPLICATIONS
from cus.cases.permissions.outcomes import may_read_letter
from cus.records.models import Letter


def may_send(user: User, letter: Letter) -> bool:
    """Whoever may read it: case staff, and the front desk what tells nothing of reasons or help received."""
    return may_read_letter(user, letter)


def sends_letters(user: User) -> bool:
    return user.has_role(*SEES_APPLICATIONS)


def may_see_wordings(user: User, centre: Centre) -> bool:
    return user.centre_id == centre.pk and user.has_role(*CASE_STAFF)


def may_word_letters(user: User, centre: Centre) -> bool:
    """The organiser and the director: they answer for what the centre writes."""
    return user.centre_id == centre.pk and user.has_role(Role.DIRECTOR, Role.ORGANISER)
