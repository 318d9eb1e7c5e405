"""Agreed with the person, then approved or returned."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.judging.limits import breaches_of
from cus.cases.models import Plan, PlanVersion
from cus.cases.permissions.plans import may_approve_plans, wrote_it
from cus.cases.services.plans.household import check_all_agreed, representation_to_agree, void_agreements
from cus.cases.services.plans.locking import approved, draft, locked_version
from cus.cases.states import PLAN, VERSION, PlanState
from cus.kit.errors import NotAllowed, Refused
from cus.kit.templatetags.kit import day_short
from cus.law.approval import is_not_the_author, may_approve, may_be_approved
from cus.law.citations import provision_of
from cus.law.plan import last_day_allowed, length_is_allowed
from cus.law.qualification import may_qualify
from cus.people.models import Representation
from cus.records.log import record


@transaction.atomic
def agree_plan(
    *, version_id: int, agreed_on: date, how: str, by: User, on: date, representation_id: int | None = None
) -> PlanVersion:
    """Note that the person, or who may agree to plans for them, agreed to the draft, which goes to approval.

    Records `plan.agreed` (RULE-47).
    """
    version = draft(version_id, by=by, on=on)
    if agreed_on > on:
        raise Refused(_("The agreement cannot be from a day that is still to come."))
    if not how.strip():
        raise Refused(_("Write how the agreement was given: the director will look for it."))
    representation = representation_to_agree(version.plan.person, representation_id, on=agreed_on)
    if not version.service_rows.exists() and not version.support_rows.exists():
        raise Refused(_("There is no help in the plan yet. Add a service or help from neighbours."))
    check_length(version)
    check_all_agreed(version, on=on)

    VERSION.take(version, "agree")
    version.agreed_on, version.agreed_how, version.agreed_by = agreed_on, how.strip(), _who(version, representation)
    version.save(update_fields=["state", "agreed_on", "agreed_how", "agreed_by"])
    plan = version.plan
    record("plan.agreed", subject=version, story=plan.person, by=by, number=plan.number, who=version.agreed_by)
    return version


def _who(version: PlanVersion, representation: Representation | None) -> str:
    if representation is None:
        return version.plan.person.name
    return f"{representation.name} ({representation.get_kind_display()})"


@transaction.atomic
def approve_plan(*, version_id: int, by: User, on: date) -> Plan:
    """Approve an agreed version: the first makes the plan, the next replaces the one before, which stays as it was.

    Records `plan.approved`.
    """
    version = locked_version(version_id)
    plan = version.plan
    _check_may_approve(by, version, on=on)
    if not may_be_approved(agreed_on=version.agreed_on, on=on):
        raise Refused(
            _("The person has not agreed to this version yet. Talk it over, note the agreement, then approve it."),
            provision=provision_of(may_be_approved),
        )
    check_all_agreed(version, on=on)
    check_length(version)
    check_limits(version)

    VERSION.take(version, "approve")
    if plan.state == PlanState.PREPARED:
        PLAN.take(plan, "approve")
        plan.starts_on = version.starts_on
    else:
        _replace_former(plan, version)
    version.approved_on, version.approved_by = on, by
    version.save(update_fields=["state", "approved_on", "approved_by"])
    plan.ends_on = version.ends_on
    if plan.state == PlanState.APPROVED and plan.starts_on is not None and plan.starts_on <= on:
        PLAN.take(plan, "start")
    plan.save(update_fields=["state", "starts_on", "ends_on"])
    record("plan.approved", subject=version, story=plan.person, by=by, number=plan.number, version=version.number)
    return plan


def _check_may_approve(user: User, version: PlanVersion, *, on: date) -> None:
    if not may_approve_plans(user, version.plan, on=on):
        raise NotAllowed(
            _("Plans are approved by the director, or by an organiser authorised on that day."),
            provision=provision_of(may_approve),
        )
    if wrote_it(user, version, on=on):
        raise NotAllowed(
            _("You wrote this plan or answer for it. Somebody else must approve it."),
            provision=provision_of(is_not_the_author),
        )


def check_length(version: PlanVersion) -> None:
    """RULE-46, for whoever agrees to or approves a version."""
    if not length_is_allowed(starts_on=version.starts_on, ends_on=version.ends_on):
        raise Refused(
            _("The plan may run until %(day)s at the latest. Shorten it, then go on.")
            % {"day": day_short(last_day_allowed(starts_on=version.starts_on))},
            provision=provision_of(last_day_allowed),
        )


def check_limits(version: PlanVersion) -> None:
    """No limit of the programmes is exceeded on any day of the plan (RULE-37)."""
    breaches = breaches_of(version)
    if breaches:
        text = "; ".join(f"{breach.service}: {breach.text}" for breach in breaches)
        raise Refused(
            _("The plan exceeds limits. %(which)s Return it, and have less planned.") % {"which": text},
            provision=provision_of(may_qualify),
        )


def _replace_former(plan: Plan, version: PlanVersion) -> None:
    """The former version gives way; rows that go on keep the state they have reached."""
    former = approved(plan)
    if former is None:
        return
    states = dict(former.service_rows.values_list("key", "state")) | dict(
        former.support_rows.values_list("key", "state")
    )
    for row in [*version.service_rows.all(), *version.support_rows.all()]:
        row.state = states.get(row.key, row.state)
        row.save(update_fields=["state"])
    VERSION.take(former, "replace")
    former.save(update_fields=["state"])


@transaction.atomic
def return_plan(*, version_id: int, reason: str, by: User, on: date) -> PlanVersion:
    """Return an agreed version to its coordinator with reasons; it must be agreed on anew. Records `plan.returned`."""
    version = locked_version(version_id)
    if not may_approve_plans(by, version.plan, on=on):
        raise NotAllowed(_("Plans are returned by those who may approve them."), provision=provision_of(may_approve))
    if not reason.strip():
        raise Refused(_("Write what is to be mended: the coordinator will begin with it."))

    VERSION.take(version, "return")
    void_agreements(version, on=on)
    version.return_reason, version.returned_by, version.returned_on = reason.strip(), by, on
    version.agreed_on, version.agreed_how, version.agreed_by = None, "", ""
    version.save(
        update_fields=[
            "state",
            "return_reason",
            "returned_by",
            "returned_on",
            "agreed_on",
            "agreed_how",
            "agreed_by",
        ]  # fmt: skip
    )
    plan = version.plan
    record("plan.returned", subject=version, story=plan.person, by=by, number=plan.number, reason=reason.strip())
    return version
