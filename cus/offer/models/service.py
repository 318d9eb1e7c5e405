import uuid
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User
from cus.offer.models.location import Location
from cus.offer.models.provider import Provider
from cus.offer.states.listing import ServiceStatus


class ServiceForm(models.TextChoices):
    INDIVIDUAL = "INDIVIDUAL", _("one to one")
    GROUP = "GROUP", _("in a group")
    PLACE = "PLACE", _("in a place you come to")
    ITEM = "ITEM", _("an item on loan")


class LegalTrack(models.TextChoices):
    PROGRAMME = "PROGRAMME", _("programme of social services: no decision needed")
    SOCIAL_ASSISTANCE = "SOCIAL_ASSISTANCE", _("social assistance act: a decision is needed")


class Audience(models.TextChoices):
    """For whom, in the words of the catalogue's filter."""

    SENIORS = "SENIORS", _("older people")
    DISABILITY = "DISABILITY", _("people with disabilities")
    ILLNESS = "ILLNESS", _("people who are ill")
    CARERS = "CARERS", _("carers of relatives")
    FAMILIES = "FAMILIES", _("families and parents")
    CHILDREN = "CHILDREN", _("children and youth")
    CRISIS = "CRISIS", _("people in crisis")
    WORK = "WORK", _("people looking for work")
    EVERYONE = "EVERYONE", _("every resident")


class ServiceQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff see every service of the centre, drafts too; everybody else what is in the catalogue."""
        rows = self.in_centre_of(user)
        return rows if user.is_staff_of_centre else rows.in_catalogue()

    def in_catalogue(self) -> Self:
        return self.filter(status__in=[ServiceStatus.PUBLIC, ServiceStatus.PAUSED])

    def open_to_applications(self) -> Self:
        return self.filter(status=ServiceStatus.PUBLIC)


@pghistory.track()
class Service(OwnedByCentre):
    """A social service of the centre, as the catalogue describes it."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=20)
    area = models.PositiveSmallIntegerField(_("area of the act, 1-14"))
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"))
    recipients = models.CharField(_("for whom"), max_length=300)
    audiences = ArrayField(models.CharField(max_length=20, choices=Audience.choices), default=list)
    recipient_kinds = ArrayField(
        models.CharField(max_length=40), verbose_name=_("recipients in the Act"), default=list
    )
    min_age = models.PositiveSmallIntegerField(_("from the age of"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("to the age of"), null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=10), verbose_name=_("languages"), default=list, blank=True)
    keywords = models.TextField(_("words residents use for it"), blank=True)
    form = models.CharField(_("form"), max_length=20, choices=ServiceForm.choices)
    unit = models.CharField(_("unit"), max_length=40)
    limit_text = models.CharField(_("limit"), max_length=300, blank=True)
    fee_text = models.CharField(_("fee"), max_length=300, blank=True)
    is_free = models.BooleanField(_("free of charge"), default=False)
    provider_text = models.CharField(_("who delivers"), max_length=200, blank=True)
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="services")
    needs_scheduling = models.BooleanField(_("visits are scheduled"), default=False)
    usually_in_plan = models.BooleanField(_("usually part of a plan"), default=False)
    legal_track = models.CharField(
        _("legal track"), max_length=20, choices=LegalTrack.choices, default=LegalTrack.PROGRAMME
    )
    places = models.PositiveIntegerField(_("places at one time"), null=True, blank=True)
    documents = models.TextField(_("documents to bring"), blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    locations = models.ManyToManyField(Location, verbose_name=_("places"), blank=True, related_name="services")
    website = models.URLField(_("website"), max_length=300, blank=True)
    is_powiat_task = models.BooleanField(_("task of the powiat"), default=False)
    powiat_agreement = models.CharField(_("agreement with the powiat"), max_length=100, blank=True)
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.DRAFT)
    check_every_months = models.PositiveSmallIntegerField(_("check again every … months"), default=12)
    checked_on = models.DateField(_("checked by a person on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)
    sort_key = models.CharField(max_length=400, editable=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "code"], name="service_code_once_a_centre"),
            models.UniqueConstraint(fields=["centre", "uuid"], name="service_uuid_once_a_centre"),
            models.CheckConstraint(
                condition=models.Q(min_age__isnull=True)
                | models.Q(max_age__isnull=True)
                | models.Q(max_age__gte=models.F("min_age")),
                name="service_ages_in_order",
            ),
            models.CheckConstraint(condition=models.Q(area__range=(1, 14)), name="service_in_one_of_14_areas"),
        ]
        indexes = [models.Index(fields=["centre", "status", "sort_key", "id"], name="service_in_order")]

    def __str__(self) -> str:
        return self.name
