"""The life of a service in the catalogue, as a table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class ServiceStatus(TextChoices):
    DRAFT = "DRAFT", _("draft")
    PUBLIC = "PUBLIC", _("in the catalogue")
    PAUSED = "PAUSED", _("paused: no new applications")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


SERVICE = Workflow(
    Step(
        "publish",
        _("Publish in the catalogue"),
        sources=(ServiceStatus.DRAFT, ServiceStatus.PAUSED, ServiceStatus.WITHDRAWN),
        target=ServiceStatus.PUBLIC,
    ),
    Step("pause", _("Pause new applications"), sources=(ServiceStatus.PUBLIC,), target=ServiceStatus.PAUSED),
    Step(
        "withdraw",
        _("Withdraw from the catalogue"),
        sources=(ServiceStatus.DRAFT, ServiceStatus.PUBLIC, ServiceStatus.PAUSED),
        target=ServiceStatus.WITHDRAWN,
    ),
)
