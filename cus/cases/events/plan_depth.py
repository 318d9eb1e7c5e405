from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "plan.template_used": Told(_("Plan %(number)s was begun from the template “%(what)s”"), "list", "both"),
    "plan.review_planned": Told(_("A review of plan %(number)s is planned for %(day)s"), "calendar", "both"),
    "plan.reviews_planned": Told(_("Reviews of plan %(number)s are planned: %(count)s"), "calendar", "both"),
    "plan.review_held": Told(_("Review of plan %(number)s: %(outcome)s"), "chat", "both"),
    "plan.review_called_off": Told(_("The review of plan %(number)s was called off: %(reason)s"), "cross", "both"),
    "plan.progress_noted": Told(_("%(what)s: %(step)s"), "chart", "both"),
    "plan.progress_struck": Told(_("A wrong entry on a goal of plan %(number)s was struck out"), "undo", "both"),
    "plan.written_plainly": Told(_("Plan %(number)s was written in easier words"), "book", "both"),
    "plan.copied": Told(_("Plan %(number)s was made from plan %(former)s"), "plan", "both"),
    "plan.made_for_household": Told(_("Plan %(number)s is also for: %(who)s"), "people", "both"),
    "plan.member_left": Told(_("%(who)s is no longer in plan %(number)s"), "cross", "both"),
    "plan.member_agreed": Told(_("%(who)s agreed to plan %(number)s"), "check", "both"),
    "plan_template.made": Told(_("Template of a plan made: %(what)s"), "list", "both"),
    "plan_template.changed": Told(_("Template of a plan changed: %(what)s"), "pencil", "both"),
    "plan_template.retired": Told(_("Template of a plan taken out of use: %(what)s"), "stop", "both"),
    "plan_template.brought_back": Told(_("Template of a plan in use again: %(what)s"), "undo", "both"),
    "typical_goal.saved": Told(_("Typical goal kept: %(what)s"), "flag", "both"),
    "typical_goal.retired": Told(_("Typical goal taken out of use: %(what)s"), "stop", "both"),
}
