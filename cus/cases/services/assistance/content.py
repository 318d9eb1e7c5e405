"""What a decision under the social assistance act says, and what it must not be without."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from cus.cases.models import AssistanceDecision, AssistanceKind, FeePer, HoursOver
from cus.cases.models.assistance import GIVES_HELP
from cus.kit.errors import Refused
from cus.kit.templatetags.kit import day_short
from cus.law.assistance import granted_by_decision
from cus.law.citations import provision_of

PROVISION = provision_of(granted_by_decision)


@dataclass(frozen=True)
class AssistanceContent:
    """The words and numbers of a decision. A refusal has no period, an ending only its first day."""

    reasons: str
    provision: str
    appeal_instruction: str
    hours: Decimal | None = None
    hours_over: str = HoursOver.MONTH
    starts_on: date | None = None
    ends_on: date | None = None
    tasks: str = ""
    fee_text: str = ""
    fee_grosze: int | None = None
    fee_per: str = FeePer.HOUR


def write_content(decision: AssistanceDecision, content: AssistanceContent) -> None:
    """Put the content into the decision; what its kind does not have stays empty."""
    for name, value in asdict(content).items():
        setattr(decision, name, value.strip() if isinstance(value, str) else value)
    if decision.kind not in GIVES_HELP:
        decision.hours, decision.ends_on, decision.fee_grosze = None, None, None
        decision.tasks, decision.fee_text = "", ""
    if decision.kind == AssistanceKind.REFUSE:
        decision.starts_on = None


def check_content(decision: AssistanceDecision) -> None:
    """A decision has its reasons and basis; one that helps says how much, what, and from when to when."""
    if not decision.reasons or not decision.provision:
        raise Refused(_("Write the reasons and the legal basis of the decision."), provision=PROVISION)
    if decision.kind == AssistanceKind.END and decision.starts_on is None:
        raise Refused(_("Write from which day help is no longer given."))
    if decision.kind in GIVES_HELP:
        _check_help(decision)
    if decision.previous is not None:
        _check_after(decision, decision.previous)


def _check_help(decision: AssistanceDecision) -> None:
    if decision.hours is None or decision.hours <= 0:
        raise Refused(_("Write how many hours are granted."))
    if decision.starts_on is None or decision.ends_on is None:
        raise Refused(_("Write from which day to which day help is granted."))
    if decision.ends_on < decision.starts_on:
        raise Refused(_("The last day is before the first one. Swap the days."))
    if not decision.tasks:
        raise Refused(_("Write the tasks the hours are for, one a line."))
    if not decision.fee_text and decision.fee_grosze is None:
        raise Refused(_("Write the fee: in words, as an amount, or that the help is free."))


def _check_after(decision: AssistanceDecision, previous: AssistanceDecision) -> None:
    """A next period begins after the present one; a change and an ending lie within it."""
    if previous.lasts_until is None or previous.starts_on is None or decision.starts_on is None:
        return
    if decision.kind == AssistanceKind.RENEW and decision.starts_on <= previous.lasts_until:
        raise Refused(
            _("The decision %(number)s gives help until %(day)s. The next period begins after it.")
            % {"number": previous.number, "day": day_short(previous.lasts_until)}
        )
    if decision.kind in (AssistanceKind.CHANGE, AssistanceKind.END) and not (
        previous.starts_on <= decision.starts_on <= previous.lasts_until
    ):
        raise Refused(
            _("The decision %(number)s gives help from %(first)s to %(last)s. Choose a day within this time.")
            % {
                "number": previous.number,
                "first": day_short(previous.starts_on),
                "last": day_short(previous.lasts_until),
            }
        )
