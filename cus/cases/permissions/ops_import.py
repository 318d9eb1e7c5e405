"""Who takes people and cases over from elsewhere, and who takes files of them out."""

from cus.accounts.models import Centre, User
from cus.cases.models.ops_import import TAKES_OVER


def may_take_over(user: User) -> bool:
    """The director and the organiser of services: such a file holds everybody."""
    return user.has_role(*TAKES_OVER)


def may_take_over_for(user: User, centre: Centre) -> bool:
    """The same, for their own centre."""
    return user.centre_id == centre.pk and may_take_over(user)
