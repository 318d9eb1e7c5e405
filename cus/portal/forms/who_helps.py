"""What opens the page "Who helps me": the code on the card and the day of birth."""

from django import forms
from django.utils.translation import gettext_lazy

from cus.kit.forms import HouseForm, PolishDateField


class CardForm(HouseForm):
    code = forms.CharField(
        label=gettext_lazy("Code from the card"),
        max_length=40,
        help_text=gettext_lazy("12 letters and digits, large or small, with spaces or without"),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-width": "20",
                "data-no-draft": "",
                "data-from-address": "",
            }
        ),
    )
    born_on = PolishDateField(
        label=gettext_lazy("Date of birth of the person who is helped"),
        help_text=gettext_lazy("For example 24 11 1948"),
    )
