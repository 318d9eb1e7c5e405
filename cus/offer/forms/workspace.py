"""The forms in which providers say what changed, and staff answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.kit.forms import HouseForm, PhoneField, PolishDateField, PostcodeField
from cus.offer.models import Provider, Service, ServiceStatus

LONG = 4000


class OwnEntryForm(HouseForm):
    """What a provider may propose of itself."""

    description = forms.CharField(
        label=_("What you do"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=LONG
    )
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = PostcodeField(label=_("Postcode"), required=False)
    town = forms.CharField(label=_("Town"), max_length=100, required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.URLField(
        label=_("Website"), max_length=300, required=False, assume_scheme="https", widget=forms.TextInput
    )
    message = forms.CharField(
        label=_("Message to the centre"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class OwnServiceForm(HouseForm):
    """What a provider may propose of one of its services: the words, not the conditions the council set."""

    description = forms.CharField(
        label=_("What it is"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONG,
        help_text=_("One or two plain sentences"),
    )
    recipients = forms.CharField(label=_("For whom"), max_length=300)
    keywords = forms.CharField(
        label=_("Words residents use for it"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("They find it by them in the search"),
    )
    documents = forms.CharField(
        label=_("Documents to bring"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 2})
    )
    contact = forms.CharField(label=_("Contact"), max_length=200, required=False)
    place = forms.CharField(label=_("Place and hours, in words"), max_length=200, required=False)
    website = forms.URLField(
        label=_("Website"), max_length=300, required=False, assume_scheme="https", widget=forms.TextInput
    )
    message = forms.CharField(
        label=_("Message to the centre"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class FreeForm(HouseForm):
    free = forms.IntegerField(
        label=_("How many more people could you help now?"),
        min_value=0,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "3"}),
    )
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("For example: mornings only, from 1 March")
    )


class BreakForm(HouseForm):
    service = forms.ModelChoiceField(
        label=_("What rests"), queryset=Service.objects.none(), required=False, empty_label=_("everything we do")
    )
    starts_on = PolishDateField(label=_("First day"))
    ends_on = PolishDateField(label=_("Last day"))
    reason = forms.CharField(label=_("Why"), max_length=200, required=False, help_text=_("People will read it"))

    def __init__(self, *args: Any, provider: Provider, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Service.objects.filter(provider=provider).exclude(status=ServiceStatus.WITHDRAWN)
        self.fields["service"].queryset = rows.order_by("sort_key", "id")  # type: ignore[attr-defined]


class ReturnForm(HouseForm):
    reason = forms.CharField(
        label=_("What should be different?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class AnswerForm(HouseForm):
    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
