"""What is wrong in an entry: the words, and where to answer if one likes."""

from django import forms
from django.utils.translation import gettext_lazy

from cus.kit.forms import HouseForm


class ReportForm(HouseForm):
    words = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        max_length=2000,
        help_text=gettext_lazy("For example: the number does not answer, the opening hours have changed."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write what is wrong, even in a few words.")},
    )
    contact = forms.CharField(
        label=gettext_lazy("Your phone or e-mail"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only if you want an answer. We delete it once we have answered."),
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )
