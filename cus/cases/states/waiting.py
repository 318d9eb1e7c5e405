"""Where an offer of a place stands. It passes on by itself; nobody gets a place or loses their turn by it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class OfferState(TextChoices):
    OFFERED = "OFFERED", _("waits for an answer")
    ACCEPTED = "ACCEPTED", _("the person said yes")
    DECLINED = "DECLINED", _("the person said no")
    LAPSED = "LAPSED", _("no answer in time")
    RECALLED = "RECALLED", _("called off")
    USED = "USED", _("qualified")


RUNNING_OFFER = (OfferState.OFFERED, OfferState.ACCEPTED)

OFFER = Workflow(
    Step("accept", _("The person says yes"), (OfferState.OFFERED,), OfferState.ACCEPTED),
    Step("decline", _("The person says no"), RUNNING_OFFER, OfferState.DECLINED),
    Step("lapse", _("No answer came"), (OfferState.OFFERED,), OfferState.LAPSED),
    Step("recall", _("Call off"), RUNNING_OFFER, OfferState.RECALLED),
    Step("use", _("Qualify"), RUNNING_OFFER, OfferState.USED),
)
