"""The life of a version of a programme, as a table; and what it is on a day, which no state can hold."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cus.kit.workflow import Step, Workflow


class VersionState(TextChoices):
    """What people and councils have done so far. That a version is in force or has ended follows from the day."""

    DRAFT = "DRAFT", pgettext_lazy("programme", "draft")
    CONSULTATION = "CONSULTATION", _("in consultation")
    SUBMITTED = "SUBMITTED", _("submitted to the council")
    ADOPTED = "ADOPTED", _("adopted by the council")
    PUBLISHED = "PUBLISHED", _("published")
    REPLACED = "REPLACED", _("replaced before it came into force")
    ANNULLED = "ANNULLED", _("annulled")
    DISCARDED = "DISCARDED", pgettext_lazy("programme", "given up")


IN_THE_MAKING = (VersionState.DRAFT, VersionState.CONSULTATION, VersionState.SUBMITTED, VersionState.ADOPTED)
SEALED = (VersionState.ADOPTED, VersionState.PUBLISHED, VersionState.REPLACED, VersionState.ANNULLED)

VERSION = Workflow(
    Step("consult", _("Begin the consultation"), (VersionState.DRAFT,), VersionState.CONSULTATION),
    Step("report", _("Close the consultation with a report"), (VersionState.CONSULTATION,), VersionState.DRAFT),
    Step("submit", _("Submit to the council"), (VersionState.DRAFT,), VersionState.SUBMITTED),
    Step("reject", _("The council rejected it"), (VersionState.SUBMITTED,), VersionState.DRAFT),
    Step("adopt", _("The council adopted it"), (VersionState.SUBMITTED,), VersionState.ADOPTED),
    Step("publish", _("Published in the journal"), (VersionState.ADOPTED,), VersionState.PUBLISHED),
    Step("replace", _("Replaced before it came into force"), (VersionState.PUBLISHED,), VersionState.REPLACED),
    Step("annul", _("Annulled"), (VersionState.ADOPTED, VersionState.PUBLISHED), VersionState.ANNULLED),
    Step(
        "discard",
        _("Give up this version"),
        (VersionState.DRAFT, VersionState.CONSULTATION, VersionState.SUBMITTED),
        VersionState.DISCARDED,
    ),
)


class Standing(TextChoices):
    """What a version is on a day, as people say it."""

    DRAFT = "DRAFT", pgettext_lazy("programme", "draft")
    CONSULTATION = "CONSULTATION", _("in consultation")
    SUBMITTED = "SUBMITTED", _("submitted to the council")
    ADOPTED = "ADOPTED", _("adopted by the council")
    COMING = "COMING", _("published, not yet in force")
    IN_FORCE = "IN_FORCE", pgettext_lazy("programme", "in force")
    ENDED = "ENDED", pgettext_lazy("programme", "ended")
    REPLACED = "REPLACED", _("replaced")
    ANNULLED = "ANNULLED", _("annulled")
    DISCARDED = "DISCARDED", pgettext_lazy("programme", "given up")


def standing_on(day: date, *, state: str, in_force_from: date | None, in_force_until: date | None) -> Standing:
    """A published version comes, is in force, ends: by the day alone. Every other state speaks for itself."""
    if state != VersionState.PUBLISHED or in_force_from is None or in_force_until is None:
        return Standing(state)
    if day < in_force_from:
        return Standing.COMING
    return Standing.IN_FORCE if day <= in_force_until else Standing.ENDED
