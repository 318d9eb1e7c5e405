"""The way of a letter from the printer to the hands of whom it is for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class LetterState(TextChoices):
    WAITING = "WAITING", _("waits to be sent")
    UNDER_WAY = "UNDER_WAY", _("under way")
    RETURNED = "RETURNED", _("came back")
    DELIVERED = "DELIVERED", _("delivered")
    DEEMED = "DEEMED", _("counts as delivered")
    KEPT = "KEPT", _("stays in the file")


TO_SEND = (LetterState.WAITING, LetterState.RETURNED)
ARRIVED = (LetterState.DELIVERED, LetterState.DEEMED)
NOT_ARRIVED = (LetterState.WAITING, LetterState.UNDER_WAY, LetterState.RETURNED, LetterState.KEPT)

LETTER = Workflow(
    Step("send", _("Send"), TO_SEND, LetterState.UNDER_WAY),
    Step("undo_sending", _("Undo the sending"), (LetterState.UNDER_WAY,), LetterState.WAITING),
    Step("hand_over", _("Hand to the person"), (*TO_SEND, LetterState.KEPT), LetterState.DELIVERED),
    Step("arrive", _("Note the delivery"), NOT_ARRIVED, LetterState.DELIVERED),
    Step("count", _("Count as delivered"), (LetterState.UNDER_WAY,), LetterState.DEEMED),
    Step("come_back", _("Note the return"), (LetterState.UNDER_WAY,), LetterState.RETURNED),
    Step("keep", _("Leave in the file"), TO_SEND, LetterState.KEPT),
    Step("take_out", _("Send after all"), (LetterState.KEPT,), LetterState.WAITING),
)
