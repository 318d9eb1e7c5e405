"""The form of a new key."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.kit.forms import HouseForm


class KeyForm(HouseForm):
    name = forms.CharField(
        label=_("Whose key"),
        max_length=200,
        help_text=_("The partner and the system, for example: the county, map of help"),
    )
