"""Who takes a case, and for how long its services will have to be coordinated."""

from datetime import date

from django.utils.translation import gettext as _

from cus.accounts.models import Role, RoleHeld, User
from cus.cases.models import Application
from cus.cases.permissions.outcomes import may_assign_coordinator, may_decide_outcome
from cus.cases.services.outcomes.progress import application_to_consider
from cus.cases.states import ApplicationState
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.people.models import KinExclusion
from cus.records.log import record

NOBODY_WORKS_ON = (ApplicationState.WITHDRAWN, ApplicationState.NOT_CONSIDERED)


@atomic_again
def assign_coordinator(*, application_id: int, coordinator_id: int, by: User, on: date) -> Application:
    """Put a case into a coordinator's hands. Records `application.assigned`."""
    application = application_to_consider(application_id)
    coordinator = User.objects.get(pk=coordinator_id, centre_id=application.centre_id)
    if not may_assign_coordinator(by, application, coordinator):
        raise NotAllowed(
            _("The director or the organiser gives cases to coordinators; a coordinator takes one that nobody has.")
        )
    if application.state in NOBODY_WORKS_ON:
        raise WrongState(_("This application is closed: nobody needs to take it."))
    if not RoleHeld.objects.held(on=on).filter(user=coordinator, role=Role.COORDINATOR).exists():
        raise Refused(
            _("%(name)s is not a plan coordinator on this day. Choose a coordinator.") % {"name": coordinator}
        )
    if KinExclusion.objects.filter(person_id=application.person_id, user=coordinator).in_force().exists():
        raise Refused(
            _("%(name)s is kept from this person's file: choose somebody else.") % {"name": coordinator.name}
        )
    if application.coordinator_id == coordinator.pk:
        return application

    application.coordinator = coordinator
    application.save(update_fields=["coordinator"])
    record("application.assigned", subject=application, story=application.person, by=by, coordinator=coordinator.name)
    return application


@atomic_again
def note_coordination(
    *, application_id: int, starts_on: date, ends_on: date | None, by: User, on: date
) -> Application:
    """Note from when to when (None: no end in sight) services will be coordinated: it tells whether a plan is needed.

    Records `application.coordination`.
    """
    application = application_to_consider(application_id)
    if not may_decide_outcome(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator says how long services are coordinated."))
    if application.state in NOBODY_WORKS_ON:
        raise WrongState(_("This application is closed."))
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("The last day is before the first one. Swap the days or leave the last one empty."))

    application.coordination_from, application.coordination_to = starts_on, ends_on
    application.save(update_fields=["coordination_from", "coordination_to"])
    record("application.coordination", subject=application, story=application.person, by=by)
    return application
