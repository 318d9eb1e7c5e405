"""Forms of the clock: why something stands still, a day, the words of a drafted letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.cases.models import StopReason
from cus.kit.forms import HouseForm, PolishDateField


class StopForm(HouseForm):
    """What stands still, why, since when, until when we expect it, which paper says so."""

    matter = forms.ChoiceField(label=_("What stands still?"), required=False, widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why?"), choices=StopReason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=300,
        help_text=_("For example: certificate from the doctor. No details of health."),
    )
    starts_on = PolishDateField(label=_("Since"))
    expected_on = PolishDateField(label=_("Expected until"), required=False)
    letter_id = forms.TypedChoiceField(
        label=_("Letter of the case"), required=False, coerce=int, empty_value=None, choices=[]
    )
    document_id = forms.TypedChoiceField(
        label=_("Document of the case"), required=False, coerce=int, empty_value=None, choices=[]
    )

    def __init__(
        self,
        *args: Any,
        matters: list[tuple[str, Any]],
        letters: list[tuple[int, str]],
        documents: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("none"))
        self.fields["matter"].choices = [("", _("the whole case")), *matters]  # type: ignore[attr-defined]
        for name, papers in (("letter_id", letters), ("document_id", documents)):
            if papers:
                self.fields[name].choices = [none, *papers]  # type: ignore[attr-defined]
            else:
                del self.fields[name]


class DayForm(HouseForm):
    """On which day it happened."""

    day = PolishDateField(label=_("On which day?"))


class DraftForm(HouseForm):
    """A drafted letter, as it will be written."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 16}))
