from typing import Protocol, Self

from django.db import models

from cus.accounts.models.centre import Centre


class BelongsToCentre(Protocol):
    """A user, as far as rows of centres need to know one."""

    centre_id: int | None


class OwnedQuerySet(models.QuerySet):
    """Rows of centres."""

    def in_centre_of(self, user: BelongsToCentre) -> Self:
        """The rows of the user's own centre; nobody's rows for a user without one."""
        return self.filter(centre_id=user.centre_id) if user.centre_id else self.none()


class OwnedByCentre(models.Model):
    """A row that belongs to one centre. The database shows it to that centre only (`kit.rows`)."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True
