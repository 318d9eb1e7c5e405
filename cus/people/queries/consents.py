"""What a person agreed to on a day, and what the centre processes without asking."""

from datetime import date

from cus.accounts.models import Centre
from cus.people.models import Consent, Person, ProcessingBasis


def consent_in_force(*, person: Person, kind: str, on: date) -> Consent | None:
    """The newest consent of the kind that is in force on the day."""
    return person.consents.in_force(on=on).filter(kind=kind).order_by("-starts_on", "-id").first()


def bases_in_force(centre: Centre, *, on: date) -> list[ProcessingBasis]:
    """What the centre processes because the law tells it to."""
    return list(ProcessingBasis.objects.filter(centre=centre).in_force(on=on).order_by("kind", "purpose", "id"))
