"""What becomes of a provider's proposal, and of a report that an entry is wrong, as tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class ProposalState(TextChoices):
    PROPOSED = "PROPOSED", _("waits for the centre")
    APPROVED = "APPROVED", _("accepted by the centre")
    RETURNED = "RETURNED", _("returned")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


PROPOSAL = Workflow(
    Step("approve", _("Approve"), sources=(ProposalState.PROPOSED,), target=ProposalState.APPROVED),
    Step("return", _("Return with a reason"), sources=(ProposalState.PROPOSED,), target=ProposalState.RETURNED),
    Step("withdraw", _("Withdraw"), sources=(ProposalState.PROPOSED,), target=ProposalState.WITHDRAWN),
)


class ReportState(TextChoices):
    OPEN = "OPEN", _("waits for an answer")
    ANSWERED = "ANSWERED", _("answered")


REPORT = Workflow(Step("answer", _("Answer"), sources=(ReportState.OPEN,), target=ReportState.ANSWERED))
