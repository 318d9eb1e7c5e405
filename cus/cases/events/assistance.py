"""What is told of the assistance track."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "interview.planned": Told(_("Interview at home planned: %(who)s"), "calendar", "service"),
    "interview.written": Told(_("Interview at home written down"), "pencil", "service"),
    "interview.signed": Told(_("Interview at home signed by %(who)s"), "check", "service"),
    "interview.cancelled": Told(_("Interview at home cancelled: %(reason)s"), "cross", "service"),
    "assistance.drafted": Told(_("Decision %(number)s drafted: %(what)s"), "pencil", "service"),
    "assistance.changed": Told(_("Draft of the decision %(number)s changed"), "pencil", "service"),
    "assistance.dropped": Told(_("Draft of the decision %(number)s given up"), "undo", "service"),
    "assistance.signed": Told(_("Decision %(number)s signed: %(what)s"), "scales", "service"),
    "assistance.delivered": Told(_("Decision %(number)s delivered"), "letter", "service"),
    "assistance.appealed": Told(_("Appeal against the decision %(number)s"), "scales", "service"),
    "assistance.upheld": Told(_("Decision %(number)s upheld"), "scales", "service"),
    "assistance.reversed": Told(_("Decision %(number)s reversed"), "undo", "service"),
    "assistance.lapsed": Told(_("Help by the decision %(number)s has ended: %(service)s"), "flag", "service"),
    "track.changed": Told(_("Moved to the other track: %(before)s, now %(after)s. Why: %(reason)s"), "swap", "both"),
}
