"""The states of a form's wording and of one filling of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class FormState(TextChoices):
    """Where one version of a form stands."""

    DRAFT = "DRAFT", _("draft")
    PUBLISHED = "PUBLISHED", _("in use")
    REPLACED = "REPLACED", _("replaced by a newer version")
    DISCARDED = "DISCARDED", _("discarded")


FORM = Workflow(
    Step("publish", _("Put into use"), (FormState.DRAFT,), FormState.PUBLISHED),
    Step("replace", _("Replace"), (FormState.PUBLISHED,), FormState.REPLACED),
    Step("discard", _("Discard"), (FormState.DRAFT,), FormState.DISCARDED),
)


class FillingState(TextChoices):
    """Where one filling stands."""

    DRAFT = "DRAFT", _("draft")
    FINISHED = "FINISHED", _("finished")
    DISCARDED = "DISCARDED", _("discarded")


FILLING = Workflow(
    Step("finish", _("Finish"), (FillingState.DRAFT,), FillingState.FINISHED),
    Step("discard", _("Discard"), (FillingState.DRAFT,), FillingState.DISCARDED),
)
