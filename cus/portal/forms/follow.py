"""The two things that open one's own case, and the one that can be added to it."""

from django import forms
from django.utils.translation import gettext_lazy

from cus.cases.forms.intake import FilesField
from cus.kit.forms import HouseForm


class FollowForm(HouseForm):
    number = forms.CharField(
        label=gettext_lazy("Number of the application"),
        max_length=60,
        help_text=gettext_lazy("It stands on the confirmation, for example CUS.5020.12.2026"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "data-width": "20"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=30,
        help_text=gettext_lazy("10 letters and digits; spaces do not matter"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "data-width": "20"}),
    )


class MoreDocumentsForm(HouseForm):
    files = FilesField(  # type: ignore[assignment]
        label=gettext_lazy("Choose files"),
        help_text=gettext_lazy("PDF, photo (JPG, PNG, HEIC) or DOCX, up to 10 MB each"),
    )
