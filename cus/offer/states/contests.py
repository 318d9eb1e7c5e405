"""From the call for offers to the choice, as a table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class ContestState(TextChoices):
    DRAFT = "DRAFT", _("draft")
    OPEN = "OPEN", _("offers are taken")
    ASSESSMENT = "ASSESSMENT", _("offers are assessed")
    DECIDED = "DECIDED", _("decided")
    CANCELLED = "CANCELLED", _("cancelled")


CONTEST = Workflow(
    Step("announce", _("Announce"), sources=(ContestState.DRAFT,), target=ContestState.OPEN),
    Step("close", _("Close the taking of offers"), sources=(ContestState.OPEN,), target=ContestState.ASSESSMENT),
    Step("decide", _("Decide"), sources=(ContestState.ASSESSMENT,), target=ContestState.DECIDED),
    Step(
        "cancel",
        _("Cancel the contest"),
        sources=(ContestState.DRAFT, ContestState.OPEN, ContestState.ASSESSMENT),
        target=ContestState.CANCELLED,
    ),
)
