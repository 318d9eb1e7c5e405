"""The shape of what is written about diagnoses and consultations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.community.models import Priority, RemarkOutcome
from cus.kit.forms import HouseForm, PolishDateField
from cus.law.services import Area

LINES = {"rows": 4}


def day(label: Any, **given: Any) -> PolishDateField:
    return PolishDateField(label=label, one_box=True, **given)


def lines(label: Any, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs=LINES), **given)


class DiagnosisForm(HouseForm):
    title = forms.CharField(label=_("Title"), max_length=300)
    made_on = day(_("Date of the diagnosis"), help_text=_("it serves for five years from this day"))
    method = lines(_("How it was made: who was asked, which data"), required=False)
    potential = lines(_("Potential: people, places, organisations"), required=False)


class FindingForm(HouseForm):
    words = lines(_("What was found"), help_text=_("one need or one strength; numbers, no names"))
    area = forms.TypedChoiceField(label=_("Area of the Act"), coerce=int)
    people = forms.IntegerField(
        label=_("How many people"),
        min_value=1,
        max_value=10_000_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "5"}),
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"), coerce=int, choices=Priority.choices, initial=Priority.MIDDLE
    )

    def __init__(self, *args: Any, areas: tuple[Area, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(area.number, f"{area.number}. {area.name_pl}") for area in areas]  # type: ignore[attr-defined]


class ConsultationForm(HouseForm):
    starts_on = day(_("From"))
    ends_on = day(_("To"))
    channels = lines(
        _("How residents can take part"),
        help_text=_("where the draft lies, how to send a remark, who answers questions"),
    )


class RemarkForm(HouseForm):
    words = lines(_("Remark"), help_text=_("without names and addresses"))
    came_on = day(_("Came on"))
    came_from = forms.CharField(
        label=_("From whom"), max_length=200, help_text=_("for example: a resident, an organisation")
    )
    concerns = forms.CharField(label=_("What it concerns"), max_length=200, required=False)


class AnswerForm(HouseForm):
    outcome = forms.ChoiceField(label=_("What came of it"), choices=RemarkOutcome.choices, widget=forms.RadioSelect)
    answer = lines(_("Answer with reasons"))


class ReportForm(HouseForm):
    report = forms.CharField(label=_("Report"), widget=forms.Textarea(attrs={"rows": 8}))
