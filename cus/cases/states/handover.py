"""Where a case stands that one coordinator hands over to another."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class HandedState(TextChoices):
    PROPOSED = "PROPOSED", _("waits for an answer")
    ACCEPTED = "ACCEPTED", _("accepted, not begun yet")
    HELD = "HELD", _("taken over")
    DECLINED = "DECLINED", _("declined")
    RETURNED = "RETURNED", _("returned")
    DROPPED = "DROPPED", _("no longer needed")


UNDER_WAY = (HandedState.PROPOSED, HandedState.ACCEPTED)

HANDED = Workflow(
    Step("accept", _("Accept"), (HandedState.PROPOSED,), HandedState.ACCEPTED),
    Step("decline", _("Decline"), (HandedState.PROPOSED,), HandedState.DECLINED),
    Step("take_over", _("Take over"), (HandedState.ACCEPTED,), HandedState.HELD),
    Step("return", _("Give back"), (HandedState.HELD,), HandedState.RETURNED),
    Step("drop", _("Withdraw"), (HandedState.PROPOSED, HandedState.ACCEPTED, HandedState.HELD), HandedState.DROPPED),
)
