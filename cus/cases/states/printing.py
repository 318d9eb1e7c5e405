"""How far the worker is with many letters in one file."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class PrintState(TextChoices):
    RUNNING = "RUNNING", _("being prepared")
    READY = "READY", _("ready")
    FAILED = "FAILED", _("did not work")


PRINT = Workflow(
    Step("finish", _("Finish"), (PrintState.RUNNING,), PrintState.READY),
    Step("fail", _("Give up"), (PrintState.RUNNING,), PrintState.FAILED),
)
