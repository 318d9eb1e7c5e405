"""The terms on which a programme gives a service: for whom, how much, in what order, at what fee, with what money.

Everything hangs on a version of a programme, holds from its first day in force to its last, and is sealed with it.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre
from cus.law.limits import Per, Span, Unit
from cus.offer.models.programme import OfStaffQuerySet, ProgrammeVersion
from cus.offer.models.seal import ADOPTED, sealed_with_version
from cus.offer.models.service import Service

REFUSE_UNDER_SEAL = f"""
IF EXISTS (SELECT 1 FROM offer_programmeservice s JOIN offer_programmeversion v ON v.id = s.version_id
           WHERE s.id = {{row}}.terms_id AND v.state IN {ADOPTED}) THEN
    RAISE EXCEPTION 'An adopted version of a programme never changes: % of %', TG_OP, TG_TABLE_NAME;
END IF;
RETURN {{result}};
"""


def sealed_with_terms() -> list[pgtrigger.Trigger]:
    """For rows with `terms`: nothing joins, leaves or changes once the version of the terms is adopted."""
    guarded = (("new_rows", pgtrigger.Insert, "NEW"), ("changes", pgtrigger.Update, "OLD"))
    triggers = [
        pgtrigger.Trigger(
            name=f"sealed_against_{what}",
            when=pgtrigger.Before,
            operation=operation,
            func=REFUSE_UNDER_SEAL.format(row=row, result="NEW"),
        )
        for what, operation, row in guarded
    ]
    removal = REFUSE_UNDER_SEAL.format(row="OLD", result="OLD")
    return [
        *triggers,
        pgtrigger.Trigger(
            name="sealed_against_removal", when=pgtrigger.Before, operation=pgtrigger.Delete, func=removal
        ),
    ]


class Tariff(OwnedByCentre):
    """A list of fees with its dates. What a person pays is reckoned where fees are; terms only name the list."""

    name = models.CharField(_("name"), max_length=200)
    note = models.TextField(_("fees, in words"), blank=True)
    starts_on = models.DateField(_("valid from"))
    ends_on = models.DateField(_("valid to"), null=True, blank=True)

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "name", "starts_on"], name="tariff_name_once_a_day"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="tariff_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FeeRule(models.TextChoices):
    FREE = "FREE", _("free of charge")
    TARIFF = "TARIFF", _("by a tariff")
    OTHER_ACT = "OTHER_ACT", _("by the rules of another act")


class Order(models.TextChoices):
    """Who comes first when places are few (RULE-36)."""

    FILING = "FILING", _("in the order of filing")
    CRITERIA = "CRITERIA", _("by the criteria of the programme, then in the order of filing")


class ProgrammeService(OwnedByCentre):
    """A service in a version of a programme."""

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="services")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    eligibility = models.JSONField(default=dict, blank=True, help_text="law.stored_conditions; empty: for everybody")
    order = models.CharField(_("order"), max_length=20, choices=Order.choices, default=Order.FILING)
    fee = models.CharField(_("fee"), max_length=20, choices=FeeRule.choices, default=FeeRule.FREE)
    tariff = models.ForeignKey(Tariff, models.PROTECT, null=True, blank=True, related_name="+")
    fee_note = models.CharField(_("the fee, in words"), max_length=300, blank=True)
    timetable = models.TextField(_("timetable"), blank=True)
    documents = models.TextField(_("required documents, one a line"), blank=True)
    quality = models.TextField(_("quality standard"), blank=True)

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "service"], name="service_once_a_version"),
            models.CheckConstraint(
                condition=Q(fee=FeeRule.TARIFF, tariff__isnull=False)
                | (~Q(fee=FeeRule.TARIFF) & Q(tariff__isnull=True)),
                name="terms_with_a_tariff_name_it",
            ),
        ]
        indexes = [models.Index(fields=["service", "version"], name="terms_of_a_service")]
        triggers = sealed_with_version()

    def __str__(self) -> str:
        return f"service {self.service_id} in version {self.version_id}"


class LimitUnit(models.TextChoices):
    HOUR = Unit.HOUR.value, _("hours")
    TIME = Unit.TIME.value, _("times (visits, meetings, treatments)")
    RIDE = Unit.RIDE.value, _("rides")
    KILOMETRE = Unit.KILOMETRE.value, _("kilometres")
    DAY = Unit.DAY.value, _("days")
    MEAL = Unit.MEAL.value, _("meals")
    MONTH = Unit.MONTH.value, _("months of hire")
    PLACE = Unit.PLACE.value, _("places")


class LimitSpan(models.TextChoices):
    AT_ONCE = Span.AT_ONCE.value, _("at one time")
    DAY = Span.DAY.value, _("a day")
    WEEK = Span.WEEK.value, _("a week")
    MONTH = Span.MONTH.value, _("a month")
    YEAR = Span.YEAR.value, _("a year")
    PROGRAMME = Span.PROGRAMME.value, _("in the whole programme")


class LimitPer(models.TextChoices):
    PERSON = Per.PERSON.value, _("for a person")
    HOUSEHOLD = Per.HOUSEHOLD.value, _("for a household")
    SERVICE = Per.SERVICE.value, _("for the whole service")


class TermsRow(OwnedByCentre):
    """What one service in one version has several of."""

    position = models.PositiveSmallIntegerField(default=0)

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        abstract = True


class ServiceLimit(TermsRow):
    """One of the limits, which all hold at once: a quantity of a unit, over a time, for somebody."""

    terms = models.ForeignKey(ProgrammeService, models.CASCADE, related_name="limits")
    quantity = models.DecimalField(_("how many"), max_digits=9, decimal_places=2)
    unit = models.CharField(_("of what"), max_length=12, choices=LimitUnit.choices)
    span = models.CharField(_("over what time"), max_length=12, choices=LimitSpan.choices)
    per = models.CharField(_("for whom"), max_length=12, choices=LimitPer.choices, default=LimitPer.PERSON)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["terms", "unit", "span", "per"], name="limit_of_a_kind_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="limit_is_more_than_nothing"),
            models.CheckConstraint(
                condition=~Q(unit=LimitUnit.PLACE) | Q(span=LimitSpan.AT_ONCE, per=LimitPer.SERVICE),
                name="places_are_of_the_service_at_one_time",
            ),
        ]
        triggers = sealed_with_terms()

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit} {self.span} {self.per}"


class OrderCriterion(TermsRow):
    """A criterion of order, the first one first; its weight is in words, as the programme states it."""

    terms = models.ForeignKey(ProgrammeService, models.CASCADE, related_name="criteria")
    wording = models.CharField(_("who comes first"), max_length=300)
    weight = models.CharField(_("weight, in words"), max_length=100, blank=True)
    uses_protected_trait = models.BooleanField(_("it looks at sex, ethnicity, religion or belief"), default=False)
    justification = models.CharField(_("why it may"), max_length=300, blank=True)

    class Meta:
        triggers = sealed_with_terms()

    def __str__(self) -> str:
        return self.wording


class FundingKind(models.TextChoices):
    OWN = "OWN", _("own budget")
    EU = "EU", _("European Union")
    STATE = "STATE", _("state budget")
    GRANT = "GRANT", _("grant")


class FundingSource(TermsRow):
    """Money for the service: from where, how much, for which days."""

    terms = models.ForeignKey(ProgrammeService, models.CASCADE, related_name="funding")
    kind = models.CharField(_("kind"), max_length=10, choices=FundingKind.choices)
    name = models.CharField(_("source"), max_length=200)
    amount_grosze = models.BigIntegerField(_("amount"), null=True, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="funding_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(amount_grosze__gte=0), name="funding_is_not_negative"),
        ]
        triggers = sealed_with_terms()

    def __str__(self) -> str:
        return self.name


class QualityCheck(TermsRow):
    """A sentence of the quality standard, and how one sees whether it is kept."""

    terms = models.ForeignKey(ProgrammeService, models.CASCADE, related_name="checks")
    sentence = models.CharField(_("what is promised"), max_length=300)
    how = models.CharField(_("how it is checked"), max_length=200)
    how_often = models.CharField(_("how often"), max_length=100)

    class Meta:
        triggers = sealed_with_terms()

    def __str__(self) -> str:
        return self.sentence


class Exclusion(OwnedByCentre):
    """Who has the one service cannot have the other at the same time; it holds both ways."""

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="exclusions")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    other = models.ForeignKey(Service, models.PROTECT, related_name="+", verbose_name=_("the other service"))
    reason = models.CharField(_("why"), max_length=300)

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "service", "other"], name="exclusion_once_a_version"),
            models.CheckConstraint(condition=~Q(service=F("other")), name="service_does_not_exclude_itself"),
        ]
        triggers = sealed_with_version()

    def __str__(self) -> str:
        return f"{self.service_id} excludes {self.other_id}"
