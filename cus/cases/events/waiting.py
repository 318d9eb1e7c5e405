"""What is told of lines and offers of places."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "place.offered": Told(_("A place is offered: %(service)s, to be answered by %(until)s"), "letter", "service"),
    "place.offered_out_of_turn": Told(
        _("A place is offered out of turn: %(service)s. Reason: %(reason)s"), "letter", "service"
    ),
    "place.told": Told(_("The person was told of the free place: %(service)s"), "phone", "service"),
    "place.accepted": Told(_("The person wants the free place: %(service)s"), "check", "service"),
    "place.declined": Told(_("The person does not take the place: %(service)s"), "cross", "service"),
    "place.unanswered": Told(_("No answer to the offer of a place: %(service)s"), "clock", "service"),
    "place.recalled": Told(
        _("The offer of a place was called off: %(service)s. Reason: %(reason)s"), "undo", "service"
    ),
    "line.paused": Told(_("Pause in line: %(service)s, %(reason)s, until %(until)s"), "pause", "service"),
    "line.resumed": Told(_("The pause in line ended: %(service)s"), "clock", "service"),
    "line.reordered": Told(
        _("Moved in line from place %(before)s to %(after)s: %(service)s. Reason: %(reason)s"), "swap", "service"
    ),
    "line.moved": Told(_("Waits for %(to)s instead of %(service)s. Reason: %(reason)s"), "swap", "service"),
    "line.rules": Told(_("Rules of the line changed: %(service)s"), "pencil", "service"),
}
