"""The life of a diagnosis, as a table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class DiagnosisState(TextChoices):
    DRAFT = "DRAFT", _("draft")
    FINAL = "FINAL", _("final")


DIAGNOSIS = Workflow(
    Step("finish", _("Make the diagnosis final"), (DiagnosisState.DRAFT,), DiagnosisState.FINAL),
)
