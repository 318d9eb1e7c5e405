import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, Role, User


class ProviderKind(models.TextChoices):
    OWN = "OWN", _("the centre itself")
    MUNICIPAL = "MUNICIPAL", _("municipal unit")
    NGO = "NGO", _("non-governmental organisation")
    COOPERATIVE = "COOPERATIVE", _("social cooperative")
    FIRM = "FIRM", _("firm")
    PERSON = "PERSON", _("person on contract")


class ProviderQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff see every provider of the centre; somebody of a provider sees their own."""
        rows = self.in_centre_of(user)
        if user.is_staff_of_centre:
            return rows
        return rows.filter(users__user=user) if user.has_role(Role.PROVIDER) else self.none()


class Provider(OwnedByCentre):
    """Who delivers a service."""

    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=ProviderKind.choices)
    description = models.TextField(_("what it does"), blank=True)
    nip = models.CharField("NIP", max_length=10, blank=True)
    regon = models.CharField("REGON", max_length=14, blank=True)
    krs = models.CharField("KRS", max_length=10, blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    is_confidential = models.BooleanField(_("the address is confidential"), default=False)
    check_every_months = models.PositiveSmallIntegerField(_("check again every … months"), default=12)
    checked_on = models.DateField(_("checked by a person on"), null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="provider_name_once_a_centre"),
            models.UniqueConstraint(fields=["centre", "uuid"], name="provider_uuid_once_a_centre"),
            models.UniqueConstraint(
                fields=["centre", "nip"], condition=~models.Q(nip=""), name="provider_nip_once_a_centre"
            ),
            models.UniqueConstraint(
                fields=["centre", "krs"], condition=~models.Q(krs=""), name="provider_krs_once_a_centre"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProviderUserQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user).filter(provider__in=Provider.objects.visible_to(user))


class ProviderUser(OwnedByCentre):
    """Somebody who keeps the entry of a provider: one provider each."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="users")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    objects = ProviderUserQuerySet.as_manager()

    def __str__(self) -> str:
        return f"user {self.user_id} of provider {self.provider_id}"
