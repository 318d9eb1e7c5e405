from datetime import date
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, User
from cus.people.models.access import AboutPersonQuerySet
from cus.people.models.person import Person


class RepresentationKind(models.TextChoices):
    STATUTORY_REPRESENTATIVE = "STATUTORY_REPRESENTATIVE", _("statutory representative")
    PARENT = "PARENT", _("parent")
    LEGAL_GUARDIAN = "LEGAL_GUARDIAN", _("legal guardian")
    CURATOR = "CURATOR", _("curator")
    ACTUAL_CARER = "ACTUAL_CARER", _("actual carer")


STATUTORY = frozenset(set(RepresentationKind) - {RepresentationKind.ACTUAL_CARER})
APPLYING_AS: dict[str, frozenset[str]] = {
    kind: STATUTORY if kind in STATUTORY else frozenset({kind}) for kind in RepresentationKind
}
BY_COURT = frozenset({RepresentationKind.LEGAL_GUARDIAN, RepresentationKind.CURATOR})


class Scope(models.TextChoices):
    """What the right to act for a person covers."""

    APPLY = "APPLY", _("file applications")
    RECEIVE_LETTERS = "RECEIVE_LETTERS", _("receive letters")
    AGREE_PLAN = "AGREE_PLAN", _("agree to the plan")
    CONSENT = "CONSENT", _("give and withdraw consents")
    ACCOUNT = "ACCOUNT", _("use the person's account online")
    MONEY = "MONEY", _("handle money and fees")


class RepresentationQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever sees the person sees who acts for them."""
        return self.in_centre_of(user).filter(person__in=Person.objects.visible_to(user))

    def in_force(self, *, on: date) -> Self:
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


@pghistory.track()
class Representation(OwnedByCentre):
    """Somebody who acts for a person: a parent, a court's guardian, a daughter who cares."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="representations")
    represented_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="represents", verbose_name=_("in the register as")
    )
    kind = models.CharField(max_length=30, choices=RepresentationKind.choices)
    name = models.CharField(_("first and last name"), max_length=200)
    relation = models.CharField(_("who they are to the person"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    phone_is_shared = models.BooleanField(_("others answer this phone too"), default=False)
    email = models.EmailField(_("e-mail"), blank=True)
    email_is_shared = models.BooleanField(_("others read this e-mail too"), default=False)
    scope = ArrayField(
        models.CharField(max_length=20, choices=Scope.choices), verbose_name=_("may"), default=list, blank=True
    )
    basis = models.CharField(_("on what basis, for example a court order"), max_length=200, blank=True)
    limits = models.CharField(_("what the court left out or added"), max_length=300, blank=True)
    document_seen_on = models.DateField(_("document seen on"), null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=200, blank=True)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="representation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(represented_by__isnull=True) | ~Q(represented_by=F("person")),
                name="nobody_represents_themselves",
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_on", "id"], name="representation_in_order")]

    def __str__(self) -> str:
        return f"representation {self.pk}"

    @property
    def is_statutory(self) -> bool:
        """Whether the law, not only life, lets them act: a parent, a guardian, a curator (RULE-34)."""
        return self.kind in STATUTORY

    @property
    def applies_as(self) -> str:
        """As whom they file an application: RULE-34 knows the statutory representative and the actual carer."""
        if self.is_statutory:
            return RepresentationKind.STATUTORY_REPRESENTATIVE
        return RepresentationKind.ACTUAL_CARER

    def is_in_force(self, *, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    def get_scope_display(self) -> list[str]:
        return [str(Scope(value).label) for value in self.scope]
