"""Forms about residents. They check the shape; what it means is checked by the services."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cus.kit.forms import HouseForm, PeselField, PhoneField, PolishDateField, PostcodeField
from cus.people.models import Person, Sex
from cus.people.models.person import Channel

OLDEST = 120


class PersonForm(HouseForm):
    """Everything the register says of a resident that a person may type; the names are those of the services."""

    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=100)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=100)
    pesel = PeselField(label="PESEL", required=False)
    born_on = PolishDateField(
        label=gettext_lazy("Date of birth"),
        required=False,
        one_box=True,
        help_text=gettext_lazy("for example 14.03.1948; not needed with PESEL"),
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"), choices=[("", gettext_lazy("not known")), *Sex.choices], required=False
    )
    phone = PhoneField(label=gettext_lazy("Phone"), required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    street = forms.CharField(
        label=gettext_lazy("Street"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("leave empty where streets have no names"),
    )
    house = forms.CharField(label=gettext_lazy("House and flat number"), max_length=20, required=False)
    postcode = PostcodeField(label=gettext_lazy("Postcode"), required=False)
    town = forms.CharField(label=gettext_lazy("Town or village"), max_length=100, required=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("Preferred way of contact"),
        choices=[("", gettext_lazy("not known")), *Channel.choices],
        required=False,
    )
    reach_note = forms.CharField(
        label=gettext_lazy("How to reach the person, what to mind"), max_length=300, required=False
    )

    def clean_born_on(self) -> date | None:
        return check_birth(self.cleaned_data.get("born_on"))

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """What the form shows of a person before anything is changed."""
        return {name: getattr(person, name) for name in PersonForm.base_fields}


def check_birth(born_on: date | None) -> date | None:
    """A date of birth lies neither ahead nor further back than people live."""
    today = localdate()
    if born_on and born_on > today:
        raise ValidationError(_("This day is yet to come. Check the year."))
    if born_on and today.year - born_on.year > OLDEST:
        raise ValidationError(_("That is more than 120 years ago. Check the year."))
    return born_on
