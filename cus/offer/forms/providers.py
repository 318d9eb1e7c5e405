"""The forms of the register of providers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.kit.forms import HouseForm, PhoneField, PostcodeField
from cus.offer.forms.identifiers import KrsField, NipField, RegonField
from cus.offer.models import Provider, ProviderKind


class ProviderForm(HouseForm):
    """Who the provider is, its numbers, and how to reach it."""

    krs = KrsField(label="KRS", required=False)
    nip = NipField(label="NIP", required=False, help_text=_("10 digits"))
    regon = RegonField(label="REGON", required=False, help_text=_("9 or 14 digits"))
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of provider"), choices=ProviderKind.choices, widget=forms.RadioSelect)
    description = forms.CharField(
        label=_("What it does"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = PostcodeField(label=_("Postcode"), required=False)
    town = forms.CharField(label=_("Town"), max_length=100, required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.URLField(
        label=_("Website"), max_length=300, required=False, assume_scheme="https", widget=forms.TextInput
    )
    is_confidential = forms.BooleanField(
        label=_("The address is confidential"),
        required=False,
        help_text=_("It is shown to staff only, and nowhere else"),
    )
    check_every_months = forms.IntegerField(
        label=_("Check the entry again every … months"),
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "3"}),
    )

    @classmethod
    def values_of(cls, provider: Provider) -> dict[str, Any]:
        return {name: getattr(provider, name) for name in cls.base_fields}


class KeeperForm(HouseForm):
    """Somebody of the provider who will keep its entry."""

    first_name = forms.CharField(label=_("First name"), max_length=100)
    last_name = forms.CharField(label=_("Last name"), max_length=100)
    email = forms.EmailField(label=_("E-mail"), help_text=_("The invitation goes there"))
