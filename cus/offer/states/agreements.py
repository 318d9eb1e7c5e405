"""The life of an agreement with a provider, as a table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class AgreementState(TextChoices):
    DRAFT = "DRAFT", _("draft")
    SIGNED = "SIGNED", _("signed")
    ENDED = "ENDED", _("ended early")


AGREEMENT = Workflow(
    Step("sign", _("Note as signed"), sources=(AgreementState.DRAFT,), target=AgreementState.SIGNED),
    Step("end", _("End early"), sources=(AgreementState.SIGNED,), target=AgreementState.ENDED),
)
