"""The rows of opening hours, edited without any script: some empty ones are always at hand."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.kit.forms import HouseForm, PolishDateField
from cus.offer.models import Location, Service, Weekday
from cus.offer.services.hours import HoursDraft

EMPTY_ROWS = 3
MOST_ROWS = 100
TIMES = ["%H:%M", "%H.%M", "%H"]


def _time(label: Any, example: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=TIMES,
        widget=forms.TimeInput(format="%H:%M", attrs={"data-width": "5"}),
        error_messages={"invalid": _("Write the time as %(example)s") % {"example": example}},
    )


class HoursForm(HouseForm):
    """One row: a day with hours, at one of the places, for a time."""

    weekday = forms.TypedChoiceField(label=_("Day"), coerce=int, choices=[("", ""), *Weekday.choices])
    opens = _time(_("From"), "8:00")
    closes = _time(_("To"), "15:30")
    location = forms.ModelChoiceField(
        label=_("At the place"), queryset=Location.objects.none(), required=False, empty_label=_("all places")
    )
    starts_on = PolishDateField(label=_("From the day"), required=False, one_box=True)
    ends_on = PolishDateField(label=_("To the day"), required=False, one_box=True)
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["location"].queryset = places  # type: ignore[attr-defined]

    def draft(self) -> HoursDraft:
        written = self.cleaned_data
        return HoursDraft(
            weekday=written["weekday"],
            opens=written["opens"],
            closes=written["closes"],
            location_id=written["location"].pk if written["location"] else None,
            starts_on=written["starts_on"],
            ends_on=written["ends_on"],
            note=written["note"],
        )


class HoursFormSet(forms.BaseFormSet):
    """All rows of a service; `has_places` if it is given at places one can choose among."""

    has_places = False

    def drafts(self) -> Sequence[HoursDraft]:
        """The rows that hold something and are not ticked to go."""
        filled = [form for form in self.forms if form.cleaned_data and form not in self.deleted_forms]
        return [form.draft() for form in filled]


_FormSet = forms.formset_factory(
    HoursForm, formset=HoursFormSet, extra=EMPTY_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS, can_delete=True
)


def hours_formset(written: Any, service: Service) -> HoursFormSet:
    rows = service.opening_hours.order_by("weekday", "opens", "id")
    initial = [{name: getattr(row, name) for name in HoursForm.base_fields} for row in rows]
    places = service.locations.order_by("name", "id")
    formset: Any = _FormSet(written, initial=initial, prefix="hours", form_kwargs={"places": places})
    formset.has_places = places.exists()
    return formset
