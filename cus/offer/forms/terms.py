"""Forms of the terms of a service: they check the shape, the services check the meaning."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Centre, User
from cus.kit.forms import HouseForm, MoneyField, PolishDateField
from cus.law.eligibility import Condition, Degree, Group, Household, Kind, Together
from cus.law.stored_conditions import HIGHEST_PERCENT, LONGEST_WORDING, MOST_PEOPLE, OLDEST
from cus.offer.models import (
    FeeRule,
    FundingKind,
    LimitPer,
    LimitSpan,
    LimitUnit,
    Order,
    ProgrammeService,
    ProgrammeVersion,
    Service,
    Tariff,
)
from cus.offer.queries.terms import services_that_may_join, tariffs_of
from cus.offer.terms_in_words import DEGREES, HOUSEHOLDS, SEXES, TOGETHER

KINDS = {
    Kind.AGE: _("Age"),
    Kind.PLACE: _("Place of living"),
    Kind.DISABILITY: _("Certificate of disability"),
    Kind.INCOME: _("Income against the criterion"),
    Kind.HOUSEHOLD: _("Household"),
    Kind.SITUATION: _("Situation in life"),
    Kind.SEX: _("Sex"),
    Kind.ETHNICITY: _("Ethnic origin"),
    Kind.RELIGION: _("Religion"),
    Kind.BELIEF: _("Belief"),
}


def text(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), required=False, **more)


def number(label: Any, *, most: int, least: int = 0, **more: Any) -> forms.IntegerField:
    wrong = _("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "5"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
        **more,
    )


class JoiningForm(HouseForm):
    """Which service joins the programme."""

    service = forms.ModelChoiceField(label=_("Service"), queryset=Service.objects.none(), empty_label=_("choose"))

    def __init__(self, *args: Any, version: ProgrammeVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services_that_may_join(version)  # type: ignore[attr-defined]


class TermsForm(HouseForm):
    """Order, fee, timetable, documents and the standard in words."""

    order = forms.ChoiceField(label=_("Who comes first?"), choices=Order.choices, widget=forms.RadioSelect)
    fee = forms.ChoiceField(label=_("Fee"), choices=FeeRule.choices, widget=forms.RadioSelect)
    tariff = forms.ModelChoiceField(
        label=_("Tariff"), queryset=Tariff.objects.none(), required=False, empty_label=_("choose the tariff")
    )
    fee_note = forms.CharField(
        label=_("The fee, in words people read"),
        max_length=300,
        required=False,
        help_text=_("For example: 3 zł a ride"),
    )
    timetable = text(_("Timetable"), help_text=_("Days and hours, and how a time is agreed"))
    documents = text(_("Documents to bring"), help_text=_("One a line"))
    quality = text(_("Quality standard, in words"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tariff"].queryset = tariffs_of(user)  # type: ignore[attr-defined]
        self.fields["fee"].reveals = {FeeRule.TARIFF.value: "tariff"}  # type: ignore[attr-defined]

    @classmethod
    def values_of(cls, terms: ProgrammeService) -> dict[str, Any]:
        return {name: getattr(terms, name) for name in cls.base_fields}


class RowForm(HouseForm):
    """One row of the terms; knows whose it is."""

    def __init__(self, *args: Any, terms: ProgrammeService, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = terms

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in cls.base_fields}


class LimitForm(RowForm):
    quantity = forms.DecimalField(
        label=_("How many"),
        min_value=Decimal("0.01"),
        max_digits=9,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-width": "5"}),
        error_messages={
            "invalid": _("Write the number in digits, for example 10 or 1,5"),
            "min_value": _("A limit is more than nothing."),
        },
    )
    unit = forms.ChoiceField(label=_("Of what"), choices=LimitUnit.choices)
    span = forms.ChoiceField(
        label=_("Over what time"),
        choices=LimitSpan.choices,
        help_text=_("“At one time” is one visit or one hire; for places, those who use the service now."),
    )
    per = forms.ChoiceField(label=_("For whom"), choices=LimitPer.choices, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("unit") == LimitUnit.PLACE:  # places are of the service at one time, whatever was left chosen
            given |= {"span": LimitSpan.AT_ONCE, "per": LimitPer.SERVICE}
        return given


class CriterionForm(RowForm):
    wording = forms.CharField(label=_("Who comes first"), max_length=300)
    weight = forms.CharField(
        label=_("Weight, in words"), max_length=100, required=False, help_text=_("For example: before all others")
    )
    uses_protected_trait = forms.BooleanField(
        label=_("It looks at sex, ethnicity, religion or belief"), required=False
    )
    justification = text(_("Why it may"), rows=2, max_length=300)


class FundingForm(RowForm):
    kind = forms.ChoiceField(
        label=_("Where the money comes from"), choices=FundingKind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("Name of the programme, fund or part of the budget")
    )
    amount_grosze = MoneyField(label=_("Amount"), required=False)
    starts_on = PolishDateField(label=_("From"), one_box=True)
    ends_on = PolishDateField(label=_("To"), one_box=True, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        _in_order(given)
        return given


class CheckForm(RowForm):
    sentence = forms.CharField(
        label=_("What is promised"), max_length=300, help_text=_("For example: the carer comes at the agreed hour")
    )
    how = forms.CharField(label=_("How it is checked"), max_length=200)
    how_often = forms.CharField(label=_("How often"), max_length=100)


class ExclusionForm(RowForm):
    other = forms.ModelChoiceField(
        label=_("The other service"), queryset=Service.objects.none(), empty_label=_("choose")
    )
    reason = forms.CharField(label=_("Why not both"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Service.objects.filter(centre=self.terms.centre_id).exclude(pk=self.terms.service_id)
        self.fields["other"].queryset = others.order_by("sort_key", "id")  # type: ignore[attr-defined]


ROW_FORMS: dict[str, type[RowForm]] = {
    "limits": LimitForm,
    "criteria": CriterionForm,
    "funding": FundingForm,
    "checks": CheckForm,
    "exclusions": ExclusionForm,
}


class TariffForm(HouseForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    note = text(_("Fees, in words"), rows=6)
    starts_on = PolishDateField(label=_("Valid from"), one_box=True)
    ends_on = PolishDateField(label=_("Valid to"), one_box=True, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        _in_order(given)
        return given

    @classmethod
    def values_of(cls, tariff: Tariff) -> dict[str, Any]:
        return {name: getattr(tariff, name) for name in cls.base_fields}


def _in_order(given: dict[str, Any]) -> None:
    first, last = given.get("starts_on"), given.get("ends_on")
    if first and last and last < first:
        raise ValidationError({"ends_on": gettext("The last day comes before the first. Change one of them.")})


class ConditionForm(HouseForm):
    """One condition. Which fields there are depends on what it asks about."""

    lowest = number(_("From"), most=OLDEST)
    highest = number(_("To"), most=OLDEST)
    municipalities = forms.MultipleChoiceField(
        label=_("Municipalities"), required=False, widget=forms.CheckboxSelectMultiple
    )
    codes = forms.CharField(
        label=_("Others, by their TERYT codes"),
        max_length=300,
        required=False,
        help_text=_("2 digits for a voivodeship, 4 for a powiat, 7 for a municipality; with commas between"),
    )
    degrees = forms.MultipleChoiceField(
        label=_("Certificate of disability"),
        choices=[(one.value, label) for one, label in DEGREES.items() if one is not Degree.NONE],
        widget=forms.CheckboxSelectMultiple,
    )
    percent = number(_("Up to how many percent of the criterion"), least=1, most=HIGHEST_PERCENT)
    kinds = forms.MultipleChoiceField(
        label=_("Household"),
        choices=[(one.value, label) for one, label in HOUSEHOLDS.items() if one is not Household.OTHER],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sex = forms.MultipleChoiceField(label=_("Sex"), choices=SEXES.items(), widget=forms.CheckboxSelectMultiple)
    wording = text(
        _("What people read"),
        rows=2,
        max_length=LONGEST_WORDING,
        help_text=_("Left empty, we write a plain sentence."),
    )
    justification = text(_("Why this may decide"), rows=2, max_length=LONGEST_WORDING)
    group = forms.ChoiceField(label=_("Where does it belong?"), widget=forms.RadioSelect)

    FIELDS = {
        Kind.AGE: ("lowest", "highest"),
        Kind.PLACE: ("municipalities", "codes"),
        Kind.DISABILITY: ("degrees",),
        Kind.INCOME: ("percent",),
        Kind.HOUSEHOLD: ("kinds", "lowest", "highest"),
        Kind.SITUATION: (),
        Kind.SEX: ("sex", "justification"),
        Kind.ETHNICITY: ("justification",),
        Kind.RELIGION: ("justification",),
        Kind.BELIEF: ("justification",),
    }
    WORDED = frozenset({Kind.SITUATION, Kind.ETHNICITY, Kind.RELIGION, Kind.BELIEF})

    def __init__(self, *args: Any, kind: Kind, centre: Centre, groups: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in set(self.fields) - {"wording", "group", *self.FIELDS[kind]}:
            del self.fields[name]
        begun = [
            (str(i), gettext("Group %(number)d: %(label)s") % {"number": i + 1, "label": TOGETHER[one.together]})
            for i, one in enumerate(groups)
        ]
        new = [
            (one.value, gettext("New group: %(label)s") % {"label": str(label).lower()})
            for one, label in TOGETHER.items()
        ]
        self.fields["group"].choices = [*begun, *new]  # type: ignore[attr-defined]
        self.fields["group"].initial = begun[0][0] if begun else Together.ALL.value
        if kind is Kind.PLACE:
            towns = centre.municipalities.order_by("name").values_list("teryt", "name")
            self.fields["municipalities"].choices = list(towns)  # type: ignore[attr-defined]
        if kind is Kind.HOUSEHOLD:
            self.fields["lowest"].label, self.fields["highest"].label = _("People, from"), _("People, to")
            for name in ("lowest", "highest"):
                self.fields[name].max_value = MOST_PEOPLE  # type: ignore[attr-defined]
        if kind in self.WORDED:
            self.fields["wording"].required = True
            self.fields["wording"].help_text = _("The question a person is asked, as a sentence: “You live alone”")
            self.fields["wording"].error_messages["required"] = gettext("Write the condition in words.")

    def clean_codes(self) -> str:
        codes = re.findall(r"[^\s,;]+", self.cleaned_data["codes"])
        if any(len(code) not in (2, 4, 7) or not code.isascii() or not code.isdigit() for code in codes):
            raise ValidationError(gettext("A code has 2, 4 or 7 digits, for example 1219054."))
        return ",".join(dict.fromkeys(codes))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        low, high = given.get("lowest"), given.get("highest")
        if self.kind is Kind.HOUSEHOLD and max(low or 0, high or 0) > MOST_PEOPLE:
            raise ValidationError({"highest": gettext("Check the number of people.")})
        if low is not None and high is not None and high < low:
            raise ValidationError({"highest": gettext("The second number is the greater one.")})
        asked = [name for name in self.FIELDS[self.kind] if name != "justification"]
        if asked and all(given.get(name) in (None, "", []) for name in asked):
            raise ValidationError({asked[0]: gettext("Fill this in, or the condition asks nothing.")})
        return given

    @property
    def condition(self) -> Condition:
        """What a valid form says."""
        given = self.cleaned_data
        codes = [code for code in given.get("codes", "").split(",") if code]
        among = given.get("degrees") or given.get("kinds") or given.get("sex") or []
        places = dict.fromkeys([*given.get("municipalities", []), *codes])
        return Condition(
            self.kind,
            wording=" ".join(given.get("wording", "").split()),
            lowest=given.get("lowest"),
            highest=given.get("highest"),
            among=tuple(places or among),
            percent=given.get("percent"),
            justification=" ".join(given.get("justification", "").split()),
        )

    @staticmethod
    def values_of(condition: Condition, *, centre: Centre) -> dict[str, Any]:
        own = set(centre.municipalities.values_list("teryt", flat=True))
        return {
            "lowest": condition.lowest,
            "highest": condition.highest,
            "percent": condition.percent,
            "wording": condition.wording,
            "justification": condition.justification,
            "degrees": condition.among,
            "kinds": condition.among,
            "sex": condition.among,
            "municipalities": [code for code in condition.among if code in own],
            "codes": ", ".join(code for code in condition.among if code not in own),
        }
