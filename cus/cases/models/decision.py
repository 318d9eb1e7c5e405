from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, User
from cus.cases.models.application import Application, RequestedService
from cus.cases.states import DecisionState
from cus.people.models import AboutPersonQuerySet
from cus.records.models import Letter
from cus.records.models.letter import DeliveryWay


class DecisionQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()


@pghistory.track()
class Decision(OwnedByCentre):
    """A refusal to qualify, as an administrative decision: reasons, provision, signature, delivery (RULE-39)."""

    about_person = ("application__person",)

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    requests = models.ManyToManyField(RequestedService, related_name="+")
    number = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=DecisionState.choices, default=DecisionState.DRAFT)
    reasons = models.TextField(_("reasons"))
    provision = models.CharField(_("legal basis"), max_length=300)
    for_lack_of_places = models.BooleanField(_("there are no free places"), default=False)
    appeal_instruction = models.TextField(_("appeal instruction"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_on = models.DateField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    delivery_way = models.CharField(max_length=20, choices=DeliveryWay.choices, blank=True)
    appeal_until = models.DateField(null=True, blank=True)
    appealed_on = models.DateField(null=True, blank=True)
    appeal_ended_on = models.DateField(null=True, blank=True)
    appeal_note = models.TextField(blank=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="decision_number_once_a_centre"),
            models.CheckConstraint(
                condition=Q(state__in=[DecisionState.DRAFT, DecisionState.DROPPED]) | Q(signed_on__isnull=False),
                name="decision_in_force_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DecisionState.DRAFT, DecisionState.DROPPED, DecisionState.SIGNED])
                | (Q(delivered_on__isnull=False) & ~Q(delivery_way="")),
                name="decision_with_effect_is_delivered",
            ),
        ]

    def __str__(self) -> str:
        return self.number
