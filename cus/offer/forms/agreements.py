"""The forms of agreements with providers."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Centre
from cus.kit.forms import HouseForm, MoneyField, PolishDateField
from cus.kit.incoming import number_in
from cus.offer.models import Agreement, AgreementKind, CapacityUnit, Provider, Service, ServiceStatus


def services_to_choose(centre: Centre) -> Any:
    rows = Service.objects.filter(centre=centre).exclude(status=ServiceStatus.WITHDRAWN)
    return rows.order_by("sort_key", "id")


class AgreementForm(HouseForm):
    """What was agreed, with whom, for which services, from when to when."""

    kind = forms.ChoiceField(label=_("Kind of agreement"), choices=AgreementKind.choices, widget=forms.RadioSelect)
    provider = forms.ModelChoiceField(
        label=_("Provider"),
        queryset=Provider.objects.none(),
        required=False,
        empty_label=_("none: an agreement with the powiat"),
    )
    number = forms.CharField(label=_("Number"), max_length=60, widget=forms.TextInput(attrs={"data-width": "20"}))
    starts_on = PolishDateField(label=_("From the day"))
    ends_on = PolishDateField(label=_("To the day"), required=False, help_text=_("Empty: until further notice"))
    services = forms.ModelMultipleChoiceField(
        label=_("Services"), queryset=Service.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    capacity = forms.IntegerField(
        label=_("How much at most"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "5"}),
    )
    capacity_unit = forms.ChoiceField(
        label=_("Counted in"), required=False, choices=[("", "–"), *CapacityUnit.choices]
    )
    places_text = forms.CharField(label=_("Where"), max_length=300, required=False)
    data_agreement = forms.CharField(
        label=_("Agreement on processing personal data"),
        max_length=100,
        required=False,
        help_text=_("Number and date"),
    )
    no_data_agreement = forms.CharField(
        label=_("Why no such agreement is needed"), max_length=300, required=False, help_text=_("If there is none")
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = Provider.objects.filter(centre=centre).order_by("name", "id")  # type: ignore[attr-defined]
        services = self.fields["services"]
        services.queryset = services_to_choose(centre)  # type: ignore[attr-defined]
        provider_id = number_in(str(self["provider"].value() or ""))
        if provider_id is not None:
            chosen = [number for one in self["services"].value() or [] if (number := number_in(str(one))) is not None]
            shown = services.queryset.filter(Q(provider=provider_id) | Q(pk__in=chosen))  # type: ignore[attr-defined]
            services.widget.choices = [(one.pk, one.name) for one in shown]  # type: ignore[attr-defined]
            self["services"].help_text = _(
                "Those that name this provider. Name it on the page of another service to see it."
            )

    @classmethod
    def values_of(cls, agreement: Agreement) -> dict[str, Any]:
        values = {name: getattr(agreement, name) for name in cls.base_fields if name != "services"}
        return values | {"services": [service.pk for service in agreement.services.all()]}


class SignForm(HouseForm):
    signed_on = PolishDateField(label=_("Signed on"))


class EndForm(HouseForm):
    last_day = PolishDateField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class PriceForm(HouseForm):
    """What a unit of a service costs from a day."""

    service = forms.ModelChoiceField(label=_("Service"), queryset=Service.objects.none(), empty_label=None)
    unit = forms.CharField(
        label=_("Unit"),
        max_length=40,
        required=False,
        help_text=_("Empty: the unit of the service"),
        widget=forms.TextInput(attrs={"data-width": "10"}),
    )
    price_grosze = MoneyField(label=_("Net price of a unit"))
    starts_on = PolishDateField(label=_("From the day"))

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = agreement.services.order_by("sort_key", "id")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("service") and not given.get("unit"):
            given["unit"] = given["service"].unit
        return given


class DocumentForm(HouseForm):
    upload = forms.FileField(label=_("File"), help_text=_("PDF, photo or DOCX, up to 10 MB"))
