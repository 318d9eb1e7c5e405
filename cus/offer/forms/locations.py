"""The form of a place where services are given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Centre
from cus.kit.forms import HouseForm, PostcodeField
from cus.offer.models import Location

WHEELCHAIR = (("yes", _("yes")), ("no", _("no")), ("", _("not known")))
ANSWERS = {"yes": True, "no": False, "": None}
WRITTEN = {True: "yes", False: "no", None: ""}


class DegreesField(forms.FloatField):
    """Degrees with a comma, as written in Polish, or with a dot, as copied from a map."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).replace(",", ".") if value else value)

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, float) else value


def _degrees(label: Any, example: Any, most: int) -> DegreesField:
    return DegreesField(
        label=label,
        required=False,
        min_value=-most,
        max_value=most,
        help_text=example,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-width": "10"}),
        error_messages={"invalid": _("Write degrees as a number, for example 50,03")},
    )


class LocationForm(HouseForm):
    """A place; with the switch on, its address stays inside the centre."""

    name = forms.CharField(label=_("Name of the place"), max_length=200, help_text=_("As people call it"))
    is_confidential = forms.BooleanField(
        label=_("The address is confidential"),
        required=False,
        help_text=_(
            "A shelter, a hostel for people who hide. Name, address and map then appear nowhere outside the centre: "
            "not on pages, in files, in the search, in letters. Only the contact below is shown."
        ),
    )
    public_contact = forms.CharField(
        label=_("Contact the public may know"),
        max_length=200,
        required=False,
        help_text=_("Needed when the address is confidential. Do not write the address here."),
    )
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = PostcodeField(label=_("Postcode"), required=False)
    town = forms.CharField(label=_("Town"), max_length=100, required=False)
    teryt = forms.ChoiceField(label=_("Municipality"), required=False)
    latitude = _degrees(_("Latitude"), _("In degrees, as maps show it: 50,0346"), 90)
    longitude = _degrees(_("Longitude"), _("In degrees, as maps show it: 20,2173"), 180)
    wheelchair = forms.TypedChoiceField(
        label=_("One gets in with a wheelchair"),
        choices=WHEELCHAIR,
        coerce=ANSWERS.__getitem__,
        empty_value=None,
        required=False,
        widget=forms.Select,
    )
    accessibility = forms.CharField(
        label=_("Entrance, lift, toilet, hearing loop"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    transport = forms.CharField(label=_("How to get there"), max_length=300, required=False)

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        municipalities = centre.municipalities.order_by("name", "teryt")
        known = [(one.teryt, one.name) for one in municipalities]
        kept = str(self.initial.get("teryt", ""))
        others = [(kept, kept)] if kept and kept not in dict(known) else []
        self.fields["teryt"].choices = [("", _("none")), *known, *others]  # type: ignore[attr-defined]

    @classmethod
    def values_of(cls, place: Location) -> dict[str, Any]:
        values = {name: getattr(place, name) for name in cls.base_fields}
        return values | {"wheelchair": WRITTEN[place.wheelchair]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", _("Write both the latitude and the longitude, or neither."))
        return cleaned
