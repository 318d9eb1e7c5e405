"""The forms a device shows without network: the office's own where they are the same, shorter ones for the plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.cases.forms.outcomes import long_text
from cus.cases.forms.plans import AmountField
from cus.cases.models import Rhythm, SupportKind
from cus.kit.forms import HouseForm, PhoneField


class FieldFrameForm(HouseForm):
    summary = forms.CharField(label=_("What matters most, in the person's words"), required=False, widget=long_text())


class FieldServiceForm(HouseForm):
    """A row under its need; the device lists the services of the case."""

    service_id = forms.ChoiceField(label=_("Service"), choices=())
    amount = AmountField(label=_("How much"), required=False)
    rhythm = forms.ChoiceField(label=_("Over what time"), choices=Rhythm.choices, initial=Rhythm.WEEK)
    when = forms.CharField(
        label=_("Days and hours"), max_length=200, required=False, help_text=_("for example: pn, śr 8:00–9:30")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class FieldSupportForm(HouseForm):
    what = forms.CharField(label=_("What they do"), max_length=200)
    kind = forms.ChoiceField(label=_("Who they are"), choices=SupportKind.choices)
    who = forms.CharField(label=_("First and last name, or the group"), max_length=200)
    phone = PhoneField(label=_("Phone"), required=False, help_text=_("only if they agreed to give it"))
    when = forms.CharField(label=_("Days and hours"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
