from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "plan.begun": Told(_("Plan %(number)s begun"), "plan", "both"),
    "plan.change_begun": Told(_("A change of plan %(number)s begun: %(reason)s"), "pencil", "both"),
    "plan.change_discarded": Told(_("The change of plan %(number)s was given up"), "undo", "both"),
    "plan.draft_changed": Told(_("The draft of plan %(number)s was changed"), "pencil", "both"),
    "plan.removed": Told(_("Taken out of the draft: %(what)s"), "trash", "both"),
    "plan.restored": Told(_("Put back into the draft: %(what)s"), "undo", "both"),
    "plan.abandoned": Told(_("Plan %(number)s abandoned: %(reason)s"), "cross", "both"),
    "plan.agreed": Told(_("Plan %(number)s agreed: %(who)s"), "check", "both"),
    "plan.returned": Told(_("Plan %(number)s returned to be mended: %(reason)s"), "undo", "both"),
    "plan.approved": Told(_("Plan %(number)s approved, version %(version)s"), "shield", "both"),
    "plan.started": Told(_("Plan %(number)s runs from today"), "flag", "both"),
    "plan.coordinator_changed": Told(_("Plan %(number)s has a new coordinator: %(who)s"), "swap", "both"),
    "plan.row_moved": Told(_("%(what)s: %(state)s"), "flag", "both"),
    "plan.paused": Told(_("The plan stands still: %(reason)s"), "pause", "both"),
    "plan.resumed": Told(_("The plan runs again"), "flag", "both"),
    "plan.delivered_noted": Told(_("Delivered in a month: %(what)s, %(amount)s"), "check", "service"),
    "plan.ended": Told(_("Plan %(number)s ended: %(reason)s"), "stop", "both"),
    "plan.talked": Told(_("The talk that sums up plan %(number)s"), "chat", "both"),
    "plan.closed": Told(_("Plan %(number)s closed"), "lock", "both"),
    "contact.noted": Told(_("%(kind)s: %(text)s"), "phone", "both"),
    "task.added": Told(_("To do (%(who)s): %(text)s"), "list", "both"),
    "task.finished": Told(_("Done: %(text)s"), "check", "both"),
    "task.reopened": Told(_("To do again: %(text)s"), "undo", "both"),
}
