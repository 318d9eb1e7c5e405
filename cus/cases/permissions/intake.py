"""Who may take in signals and applications. Every function answers one question with yes or no."""

from cus.accounts.models import CASE_STAFF, STAFF, Centre, Role, User
from cus.cases.models import Application, Signal
from cus.cases.permissions.kin import is_open_to

TAKES_APPLICATIONS = CASE_STAFF | {Role.FRONT_DESK}


def may_file_application(user: User | None, centre: Centre) -> bool:
    """Case staff and the front desk of the centre for somebody who calls or comes; None is the applicant, online."""
    return user is None or (user.centre_id == centre.pk and user.has_role(*TAKES_APPLICATIONS))


def may_follow_up_application(user: User, application: Application) -> bool:
    """Call to complete, note that all is there, leave aside, withdraw: whoever takes in applications of the centre."""
    return is_open_to(user, application) and user.has_role(*TAKES_APPLICATIONS)


def may_report_signal(user: User | None, centre: Centre) -> bool:
    """Everyone of the centre who takes calls; None is a neighbour or an institution, online."""
    return user is None or (user.centre_id == centre.pk and user.has_role(*STAFF))


def may_act_on_signal(user: User, signal: Signal) -> bool:
    """Everyone of the centre who takes calls, the community organiser too."""
    return is_open_to(user, signal) and user.has_role(*STAFF)
