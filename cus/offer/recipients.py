"""Whom the Act would name as recipients, where only the audiences of the catalogue are known."""

from collections.abc import Sequence

from cus.offer.models import Audience

KIND_OF = {Audience.FAMILIES: "FAMILIES", Audience.EVERYONE: "ALL_RESIDENTS"}


def recipient_kinds_of(audiences: Sequence[str]) -> list[str]:
    """Families, everybody, or else residents with needs of their own."""
    return sorted({KIND_OF.get(Audience(audience), "RESIDENTS_WITH_SPECIFIC_NEEDS") for audience in audiences})
