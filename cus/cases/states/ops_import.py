"""The life of one file of people and cases handed in for taking over."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class OpsImportState(TextChoices):
    COLUMNS = "COLUMNS", _("waits until its columns are named")
    PREVIEW = "PREVIEW", _("preview: nothing changed yet")
    RUNNING = "RUNNING", _("running")
    DONE = "DONE", _("done")
    STOPPED = "STOPPED", _("broken off: a part is taken over")
    FAILED = "FAILED", _("could not be read")
    UNDONE = "UNDONE", _("undone")
    DROPPED = "DROPPED", _("given up")


NOTHING_DONE = (OpsImportState.COLUMNS, OpsImportState.PREVIEW, OpsImportState.FAILED)

OPS_IMPORT = Workflow(
    Step("read", _("Read"), (OpsImportState.COLUMNS, OpsImportState.PREVIEW), OpsImportState.RUNNING),
    Step("show", _("Show the preview"), (OpsImportState.RUNNING,), OpsImportState.PREVIEW),
    Step(
        "import",
        _("Take over"),
        (OpsImportState.PREVIEW, OpsImportState.STOPPED, OpsImportState.DONE),
        OpsImportState.RUNNING,
    ),
    Step("finish", _("Finish"), (OpsImportState.RUNNING,), OpsImportState.DONE),
    Step("fail", _("Cannot be read"), (OpsImportState.COLUMNS, OpsImportState.RUNNING), OpsImportState.FAILED),
    Step("stop", _("Break off"), (OpsImportState.RUNNING,), OpsImportState.STOPPED),
    Step("undo", _("Undo"), (OpsImportState.DONE, OpsImportState.STOPPED), OpsImportState.RUNNING),
    Step("put_back", _("Put back"), (OpsImportState.RUNNING,), OpsImportState.UNDONE),
    Step("drop", _("Give up"), NOTHING_DONE, OpsImportState.DROPPED),
)
