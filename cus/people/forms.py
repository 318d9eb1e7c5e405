"""The data of a resident, as the office corrects them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.kit.forms import HouseForm, PeselField, PhoneField, PolishDateField, PostcodeField
from cus.people.models import Person
from cus.people.models.person import Channel, Sex

NOT_KNOWN = [("", _("not known"))]


class PersonForm(HouseForm):
    """Only the name is required: a call can start with a name."""

    first_name = forms.CharField(label=_("First name"), max_length=100)
    last_name = forms.CharField(label=_("Last name"), max_length=100)
    pesel = PeselField(label="PESEL", required=False)
    born_on = PolishDateField(label=_("Date of birth"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=NOT_KNOWN + Sex.choices, required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    street = forms.CharField(label=_("Street"), max_length=100, required=False)
    house = forms.CharField(label=_("House and flat number"), max_length=20, required=False)
    postcode = PostcodeField(label=_("Postcode"), required=False)
    town = forms.CharField(label=_("Town or village"), max_length=100, required=False)
    channel = forms.ChoiceField(
        label=_("Preferred way of contact"), choices=NOT_KNOWN + Channel.choices, required=False
    )
    reach_note = forms.CharField(
        label=_("What to mind"), help_text=_("For example: hard of hearing, call after 9:00"), required=False
    )
    deceased_on = PolishDateField(label=_("Date of death"), required=False)

    @classmethod
    def initial_of(cls, person: Person) -> dict[str, Any]:
        return {name: getattr(person, name) for name in cls.base_fields}
