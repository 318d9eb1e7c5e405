"""The life of one reading of a source, as a table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class RunState(TextChoices):
    PREVIEW = "PREVIEW", _("preview: nothing changed yet")
    RUNNING = "RUNNING", _("running")
    DONE = "DONE", _("done")
    FAILED = "FAILED", _("failed: the last good copy stays")
    UNDONE = "UNDONE", _("undone")


RUN = Workflow(
    Step("show", _("Show the preview"), sources=(RunState.RUNNING,), target=RunState.PREVIEW),
    Step("read", _("Read"), sources=(RunState.PREVIEW,), target=RunState.RUNNING),
    Step("import", _("Import"), sources=(RunState.PREVIEW,), target=RunState.RUNNING),
    Step("finish", _("Finish"), sources=(RunState.RUNNING,), target=RunState.DONE),
    Step("fail", _("Give up"), sources=(RunState.RUNNING, RunState.PREVIEW), target=RunState.FAILED),
    Step("undo", _("Undo"), sources=(RunState.DONE,), target=RunState.RUNNING),
    Step("put_back", _("Put back"), sources=(RunState.RUNNING,), target=RunState.UNDONE),
)
