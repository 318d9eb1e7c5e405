"""The form of a service: the shape of what is written; what may be done is decided by the services."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Centre
from cus.kit.forms import HouseForm
from cus.law.services import Area, RecipientKind
from cus.offer.models import Audience, LegalTrack, Location, Provider, Service, ServiceForm
from cus.offer.models.languages import LANGUAGES


def _whole_number(label: Any, *, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "5"}),
    )


class ServiceFormOfStaff(HouseForm):
    """Every field of a service. Bound to a centre, whose providers it offers."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As people say it: “Meals brought home”"))
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Short, once in the centre"),
        widget=forms.TextInput(attrs={"data-width": "10"}),
    )
    area = forms.TypedChoiceField(label=_("Area of the Act"), coerce=int, empty_value=0)  # type: ignore[arg-type]
    description = forms.CharField(
        label=_("What it is"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One or two plain sentences")
    )
    recipients = forms.CharField(label=_("For whom"), max_length=300)
    audiences = forms.MultipleChoiceField(
        label=_("For whom, in the filter of the catalogue"),
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    recipient_kinds = forms.MultipleChoiceField(
        label=_("For whom, in the words of the Act"), widget=forms.CheckboxSelectMultiple
    )
    min_age = _whole_number(_("From the age of"), most=120)
    max_age = _whole_number(_("To the age of"), most=120)
    languages = forms.MultipleChoiceField(
        label=_("Languages in which it is given"),
        choices=LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keywords = forms.CharField(
        label=_("Words residents use for it"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("So that they find it: “mum cannot get out of bed”, “someone to do the shopping”. One a line."),
    )
    form = forms.ChoiceField(label=_("Form"), choices=ServiceForm.choices, widget=forms.RadioSelect)
    unit = forms.CharField(
        label=_("Unit"),
        max_length=40,
        help_text=_("hour, visit, meeting, meal, ride…"),
        widget=forms.TextInput(attrs={"data-width": "10"}),
    )
    limit_text = forms.CharField(label=_("How much, in words"), max_length=300, required=False)
    places = forms.IntegerField(
        label=_("Places at one time"),
        required=False,
        min_value=1,
        help_text=_("Empty: no limit. When all are taken, people join the waiting list."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "5"}),
    )
    fee_text = forms.CharField(label=_("Fee, in words"), max_length=300, required=False)
    is_free = forms.BooleanField(label=_("Free of charge for everybody"), required=False)
    provider = forms.ModelChoiceField(
        label=_("Provider"), queryset=Provider.objects.none(), required=False, empty_label=_("none named")
    )
    provider_text = forms.CharField(label=_("Who helps, in words"), max_length=200, required=False)
    documents = forms.CharField(
        label=_("Documents to bring"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    contact = forms.CharField(label=_("Contact"), max_length=200, required=False)
    website = forms.URLField(label=_("Website"), max_length=300, required=False, assume_scheme="https")
    locations = forms.ModelMultipleChoiceField(
        label=_("Places where it is given"),
        queryset=Location.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With an address and the map. New ones are added under “Places” in the menu."),
    )
    place = forms.CharField(
        label=_("Place, in words"),
        max_length=200,
        required=False,
        help_text=_("A room, an entrance. It is not shown when one of the places is confidential."),
    )
    legal_track = forms.ChoiceField(label=_("Legal track"), choices=LegalTrack.choices, widget=forms.RadioSelect)
    needs_scheduling = forms.BooleanField(label=_("Visits are scheduled"), required=False)
    usually_in_plan = forms.BooleanField(label=_("Usually part of a plan"), required=False)
    is_powiat_task = forms.BooleanField(label=_("It is a task of the powiat"), required=False)
    powiat_agreement = forms.CharField(
        label=_("Agreement with the powiat"),
        max_length=100,
        required=False,
        help_text=_("Number and date; needed before a task of the powiat is published"),
    )
    check_every_months = forms.IntegerField(
        label=_("Check again every … months"),
        min_value=1,
        max_value=60,
        initial=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "5"}),
    )
    basis = forms.CharField(label=_("Basis"), max_length=200, required=False, help_text=_("Programme or resolution"))

    def __init__(
        self, *args: Any, centre: Centre, areas: Sequence[Area], kinds: Sequence[RecipientKind], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient_kinds"].choices = [(kind.code, kind.name_pl) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["locations"].queryset = Location.objects.filter(centre=centre).order_by("name", "id")  # type: ignore[attr-defined]
        self.fields["area"].choices = [(area.number, f"{area.number}. {area.name_pl}") for area in areas]  # type: ignore[attr-defined]
        self.fields["provider"].queryset = Provider.objects.filter(centre=centre).order_by("name", "id")  # type: ignore[attr-defined]

    @classmethod
    def values_of(cls, service: Service) -> dict[str, Any]:
        columns = {name: getattr(service, name) for name in cls.base_fields if name != "locations"}
        return columns | {"locations": [place.pk for place in service.locations.order_by("id")]}

    def clean_locations(self) -> list[Location]:
        return list(self.cleaned_data["locations"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        youngest, oldest = cleaned.get("min_age"), cleaned.get("max_age")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("max_age", _("This age is lower than the one above. Swap them."))
        return cleaned
