"""What is told of outcomes."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "application.assigned": Told(_("Case taken by the coordinator: %(coordinator)s"), icon="person", thread="both"),
    "application.coordination": Told(_("Time of coordination noted"), icon="calendar", thread="both"),
    "application.passed_on": Told(_("Passed on to %(unit)s: %(services)s"), icon="swap", thread="service"),
    "transfer.taken": Told(_("%(unit)s took the matter over"), icon="swap", thread="service"),
    "transfer.returned": Told(_("%(unit)s returned the matter"), icon="undo", thread="service"),
    "needs.recognised": Told(_("Needs recognised"), icon="chat", thread="both"),
    "request.judged": Told(_("Conditions judged: %(service)s"), icon="scales", thread="service"),
    "request.qualified": Told(_("Qualified: %(service)s"), icon="check", thread="service"),
    "request.qualified_out_of_turn": Told(
        _("Qualified out of turn: %(service)s. Reason: %(reason)s"), icon="check", thread="service"
    ),
    "request.waiting": Told(_("On the waiting list: %(service)s"), icon="clock", thread="service"),
    "request.withdrawn": Told(_("Given up by the person: %(service)s"), icon="cross", thread="service"),
    "request.ended": Told(_("Service ended: %(service)s"), icon="flag", thread="service"),
    "decision.drafted": Told(_("Refusal %(number)s drafted"), icon="pencil", thread="service"),
    "decision.changed": Told(_("Draft of the refusal %(number)s changed"), icon="pencil", thread="service"),
    "decision.dropped": Told(_("Refusal %(number)s given up"), icon="undo", thread="service"),
    "decision.signed": Told(_("Refusal %(number)s signed"), icon="scales", thread="service"),
    "decision.delivered": Told(_("Refusal %(number)s delivered"), icon="letter", thread="service"),
    "decision.appealed": Told(_("Appeal against the refusal %(number)s"), icon="scales", thread="service"),
    "decision.upheld": Told(_("Refusal %(number)s upheld"), icon="scales", thread="service"),
    "decision.reversed": Told(_("Refusal %(number)s reversed"), icon="undo", thread="service"),
}
