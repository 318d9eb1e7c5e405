import uuid
from typing import Self

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _


class CentreKind(models.TextChoices):
    CUS = "CUS", _("centre of social services")
    ROPS = "ROPS", _("regional centre of social policy")
    AUTHORITY = "AUTHORITY", _("authority")


class Municipality(models.Model):
    """A gmina by its TERYT code."""

    teryt = models.CharField(max_length=7, unique=True)
    name = models.CharField(max_length=100)
    powiat = models.CharField(max_length=100)
    voivodeship = models.CharField(max_length=50)
    has_powiat_rights = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("municipality")

    def __str__(self) -> str:
        return self.name


class CentreQuerySet(models.QuerySet["Centre"]):
    def for_host(self, host: str) -> "Centre | None":
        """The centre whose address this is; an installation of one centre answers at any address.

        A regional centre of social policy answers at its own address only, with the catalogue of its region.
        """
        here = models.Q(kind=CentreKind.CUS, host__in=[host, ""]) | models.Q(kind=CentreKind.ROPS, host=host)
        return self.filter(here).order_by("-host", "id").first()

    def visible_to(self, user: "models.Model") -> Self:
        return self.filter(pk=user.centre_id)  # type: ignore[attr-defined]


class Centre(models.Model):
    """An organisation that works here: one centre may serve several municipalities."""

    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    kind = models.CharField(max_length=20, choices=CentreKind.choices, default=CentreKind.CUS)
    name = models.CharField(max_length=200)
    host = models.CharField(max_length=200, blank=True, help_text=_("empty: any address"))
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=6, blank=True)
    town = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    opening_hours = models.CharField(max_length=200, blank=True)
    municipalities = models.ManyToManyField(Municipality, related_name="+")
    number_scheme = models.CharField(
        max_length=60, default="CUS.{series}.{number}.{year}", help_text=_("how case numbers are written")
    )
    switched_off_rules = models.JSONField(default=list, help_text=_("unconfirmed rules this centre does not apply"))
    is_example = models.BooleanField(default=False, help_text=_("everything in it is made up"))

    objects = CentreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uuid"], name="one_centre_a_uuid"),
            models.UniqueConstraint(fields=["host"], condition=~models.Q(host=""), name="one_centre_an_address"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """For the head of a page: "CUS Niepołomice"."""
        return f"CUS {self.town}" if self.kind == CentreKind.CUS and self.town else self.name

    def region(self) -> dict[int, list[str]]:
        """The centres of the voivodeship, this one first, each with the TERYT codes of its municipalities.

        The first two digits of a code are the voivodeship. Example centres and real ones never meet.
        """
        serves = Centre.municipalities.through.objects.annotate(part=Left("municipality__teryt", 2))
        own_part = serves.filter(centre=self).order_by("part").values("part")[:1]
        region: dict[int, list[str]] = {self.pk: []}
        served = serves.filter(part=own_part, centre__is_example=self.is_example).order_by("municipality__teryt")
        for centre_id, teryt in served.values_list("centre_id", "municipality__teryt"):
            region.setdefault(centre_id, []).append(teryt)
        return region

    def applies(self, rule_id: str) -> bool:
        """Whether the centre keeps this rule on; only rules not confirmed in the official text can be switched off."""
        return rule_id not in self.switched_off_rules
