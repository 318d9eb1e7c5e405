"""Forms of the assistance track: they check the shape, the services check the meaning."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import User
from cus.cases.forms.outcomes import long_text
from cus.cases.models import AssistanceKind, FeePer, HoursOver, InterviewPlace
from cus.cases.models.assistance import GIVES_HELP
from cus.kit.forms import HouseForm, MoneyField, PolishDateField
from cus.offer.models import Service
from cus.people.models.consent import ConsentWay


class PlanInterviewForm(HouseForm):
    """Who visits the person, and when."""

    social_worker = forms.ModelChoiceField(
        label=_("Social worker"), queryset=User.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    planned_on = PolishDateField(
        label=_("Day of the visit"), required=False, help_text=_("Leave empty if not agreed yet.")
    )
    planned_at = forms.TimeField(label=_("At what time"), required=False, help_text=_("For example 10:30"))
    place = forms.ChoiceField(label=_("Where"), choices=InterviewPlace.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, social_workers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["social_worker"].queryset = social_workers  # type: ignore[attr-defined]


class InterviewForm(HouseForm):
    """What was learnt at home, part by part."""

    held_on = PolishDateField(label=_("When was the visit?"))
    place = forms.ChoiceField(label=_("Where"), choices=InterviewPlace.choices, widget=forms.RadioSelect)
    place_detail = forms.CharField(label=_("Where exactly"), required=False, max_length=200)
    present = forms.CharField(label=_("Who was there"), required=False, max_length=200)
    situation = forms.CharField(label=_("Situation of the person"), required=False, widget=long_text())
    health = forms.CharField(label=_("Health and what the person can do"), required=False, widget=long_text())
    housing = forms.CharField(label=_("Housing"), required=False, widget=long_text())
    family = forms.CharField(
        label=_("Family: who can help and how far"),
        required=False,
        widget=long_text(),
        help_text=_("Who lives near, what they do already, what they cannot do."),
    )
    income = forms.CharField(
        label=_("Income and sources of support"),
        required=False,
        widget=long_text(),
        help_text=_("Only what the decision and its fee need."),
    )
    conclusions = forms.CharField(label=_("Conclusions"), required=False, widget=long_text())
    proposed_help = forms.CharField(
        label=_("Proposed help"), required=False, widget=long_text(), help_text=_("Hours, tasks, for how long.")
    )


class CancelInterviewForm(HouseForm):
    reason = forms.CharField(label=_("Why is it cancelled?"), widget=long_text(2))


class AssistanceForm(HouseForm):
    """A decision: what its kind does not have is not asked for."""

    hours = forms.DecimalField(
        label=_("Hours"), localize=True, max_digits=6, decimal_places=2, min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-width": "5"}),
    )  # fmt: skip
    hours_over = forms.ChoiceField(label=_("Over what time"), choices=HoursOver.choices, widget=forms.RadioSelect)
    starts_on = PolishDateField(label=_("From"))
    ends_on = PolishDateField(label=_("To"))
    tasks = forms.CharField(label=_("Tasks"), widget=long_text(5), help_text=_("One task a line."))
    fee_grosze = MoneyField(
        label=_("Fee"), required=False, help_text=_("What the person pays; 0 when the help is free.")
    )
    fee_per = forms.ChoiceField(label=_("For what"), choices=FeePer.choices, widget=forms.RadioSelect)
    fee_text = forms.CharField(
        label=_("Fee, in words"),
        required=False,
        max_length=300,
        help_text=_("For example: 30% of the cost of an hour"),
    )
    reasons = forms.CharField(label=_("Reasons"), widget=long_text(5))
    provision = forms.CharField(label=_("Legal basis"), max_length=300)
    appeal_instruction = forms.CharField(label=_("How to appeal"), widget=long_text(4))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind not in GIVES_HELP:
            for name in ("hours", "hours_over", "ends_on", "tasks", "fee_grosze", "fee_per", "fee_text"):
                del self.fields[name]
        if kind == AssistanceKind.REFUSE:
            del self.fields["starts_on"]
        if kind == AssistanceKind.END:
            self.fields["starts_on"].label = _("First day without this help")


class TrackForm(HouseForm):
    """Which service of the other track, and how the person agreed."""

    service = forms.ModelChoiceField(
        label=_("Which service instead?"), queryset=Service.objects.none(), widget=forms.Select, empty_label=None
    )
    reason = forms.CharField(label=_("Why"), widget=long_text(2), help_text=_("It stays in the history of the case."))
    consented_on = PolishDateField(
        label=_("When did the person agree?"),
        error_messages={"required": _("Ask the person first, then write the day they agreed.")},
    )
    way = forms.ChoiceField(
        label=_("In what way?"), choices=ConsentWay.choices, initial=ConsentWay.SPOKEN, widget=forms.RadioSelect
    )
    consented_how = forms.CharField(
        label=_("How did they agree?"), max_length=200, help_text=_("For example: in a call, in writing")
    )

    def __init__(self, *args: Any, services: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
