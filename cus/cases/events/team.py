from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "team.joined": Told(_("%(who)s joined the team around the person: %(role)s"), "people", "both"),
    "team.left": Told(_("%(who)s is no longer in the team around the person"), "people", "both"),
    "unit.may_read": Told(_("%(unit)s may read the case, by the person's consent"), "house", "both"),
    "unit.reads_no_more": Told(_("%(unit)s no longer reads the case"), "building", "both"),
    "case.left_to_nobody": Told(_("%(who)s no longer coordinates the case %(number)s"), "swap", "both"),
    "handover.proposed": Told(_("%(who)s is asked to take over the case %(number)s"), "swap", "both"),
    "handover.accepted": Told(_("%(who)s agreed to take over the case %(number)s"), "check", "both"),
    "handover.declined": Told(_("%(who)s does not take over the case %(number)s: %(reason)s"), "cross", "both"),
    "handover.dropped": Told(_("The handover of the case %(number)s was called off"), "undo", "both"),
    "handover.taken_over": Told(_("%(who)s took over the case %(number)s"), "swap", "both"),
    "handover.returned": Told(_("The case %(number)s is back with %(who)s"), "undo", "both"),
}
