"""The states of the assistance track: an interview at home. Its decisions take the steps of every decision."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cus.kit.workflow import Step, Workflow


class InterviewState(TextChoices):
    PLANNED = "PLANNED", _("planned")
    WRITTEN = "WRITTEN", _("being written")
    SIGNED = "SIGNED", pgettext_lazy("interview", "signed")
    CANCELLED = "CANCELLED", _("cancelled")


INTERVIEW = Workflow(
    Step("write", _("Write down"), (InterviewState.PLANNED, InterviewState.WRITTEN), InterviewState.WRITTEN),
    Step("sign", _("Sign"), (InterviewState.WRITTEN,), InterviewState.SIGNED),
    Step("cancel", _("Cancel"), (InterviewState.PLANNED, InterviewState.WRITTEN), InterviewState.CANCELLED),
)
