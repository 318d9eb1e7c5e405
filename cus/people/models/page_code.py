from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, User
from cus.people.models.access import AboutPersonQuerySet
from cus.people.models.person import Person
from cus.people.models.representation import Representation

CARD_LENGTH = 4


class PageCodeQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever sees the person sees which codes they hold, never the codes."""
        return self.in_centre_of(user).filter(person__in=Person.objects.visible_to(user))

    def of_centre(self, centre_id: int) -> Self:
        """For the public page, where nobody is signed in: with whom the code leads to."""
        return self.filter(centre_id=centre_id).select_related("person__centre", "representation__person")

    def working(self) -> Self:
        """Not switched off; whether a helper still may act is asked on the day of use."""
        return self.filter(switched_off_on__isnull=True)


@pghistory.track(exclude=["secret_hash"])
class PageCode(OwnedByCentre):
    """A code that opens the page "Who helps me": of the person, or of somebody who acts for them.

    The first letters name the card; the rest is kept as a hash only and cannot be shown a second time.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="page_codes")
    representation = models.ForeignKey(
        Representation, models.CASCADE, null=True, blank=True, related_name="page_codes", help_text="empty: the person"
    )
    card = models.CharField(_("card"), max_length=CARD_LENGTH)
    secret_hash = models.CharField(max_length=200)
    given_on = models.DateField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unlocked_at = models.DateTimeField(null=True, blank=True, help_text="wrong tries before it no longer count")
    switched_off_on = models.DateField(null=True, blank=True)
    switched_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PageCodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "card"], name="card_once_a_centre"),
            models.UniqueConstraint(
                fields=["person", "representation"],
                condition=Q(switched_off_on__isnull=True),
                nulls_distinct=False,
                name="one_working_code_a_holder",
            ),
            models.CheckConstraint(
                condition=Q(switched_off_on__isnull=True, switched_off_by__isnull=True)
                | Q(switched_off_on__isnull=False, switched_off_by__isnull=False),
                name="switched_off_code_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"page code {self.pk}"

    @property
    def holder(self) -> str:
        """Whose card it is: the person's, or of who acts for them."""
        return self.representation.name if self.representation else self.person.name
