"""What is told of forms and assessments."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "form.shipped": Told(_("The form “%(form)s” came with the system"), icon="file"),
    "form.begun": Told(_("The form “%(form)s” is being written"), icon="pencil"),
    "form.changed": Told(_("The form “%(form)s” was changed"), icon="pencil"),
    "form.published": Told(_("The form “%(form)s” is in use, version %(version)s"), icon="check"),
    "form.discarded": Told(_("The draft of the form “%(form)s” was discarded"), icon="trash"),
    "form.withdrawn": Told(_("The form “%(form)s” was withdrawn"), icon="stop"),
    "form.brought_back": Told(_("The form “%(form)s” is in use again"), icon="undo"),
    "assessment.finished": Told(_("Assessed: %(form)s %(result)s"), icon="scales", thread="both"),
    "assessment.corrected": Told(_("An assessment was corrected: %(form)s %(result)s"), icon="pencil", thread="both"),
    "assessment.discarded": Told(_("The draft of an assessment was discarded: %(form)s"), icon="trash"),
}
