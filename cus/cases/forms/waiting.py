"""Forms of a line: they check the shape, the services check the meaning."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.cases.forms.outcomes import long_text
from cus.cases.models import LinePauseReason, Unanswered
from cus.cases.services.waiting import Then
from cus.cases.ways import WayToTell
from cus.kit.forms import HouseForm, PolishDateField
from cus.offer.models import Service

IN_HISTORY = _("The reason stays in the history of the line.")


class OfferForm(HouseForm):
    """How the person is told of the free place."""

    channel = forms.ChoiceField(label=_("How will the person be told?"), widget=forms.RadioSelect)
    told = forms.BooleanField(
        label=_("I have told them already, today"),
        required=False,
        help_text=_("The days to answer run from the day the person knows. A letter tells by being posted."),
    )
    out_of_turn = forms.CharField(
        label=_("Why is this person first?"), widget=long_text(2), max_length=300, help_text=IN_HISTORY
    )

    def __init__(self, *args: Any, ways: list[WayToTell], in_turn: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channel = self.fields["channel"]
        channel.choices = [(way.channel.value, way.channel.label) for way in ways]  # type: ignore[attr-defined]
        channel.hints = {way.channel.value: way.shown for way in ways}  # type: ignore[attr-defined]
        channel.initial = ways[0].channel.value if ways else None
        if in_turn:
            del self.fields["out_of_turn"]


class DeclineForm(HouseForm):
    """The person said no."""

    then = forms.ChoiceField(
        label=_("What becomes of their place in line?"), choices=Then.choices, widget=forms.RadioSelect,
        initial=Then.KEEP,
    )  # fmt: skip
    until = PolishDateField(
        label=_("Pause until"),
        required=False,
        help_text=_("Only for a pause. Leave it empty when no end is in sight."),
    )
    note = forms.CharField(label=_("What the person said"), required=False, max_length=300, widget=long_text(2))


class RecallForm(HouseForm):
    note = forms.CharField(label=_("Why is the offer called off?"), max_length=300, widget=long_text(2))


class PauseForm(HouseForm):
    """From when to when, and why."""

    reason = forms.ChoiceField(label=_("Reason"), choices=LinePauseReason.choices, widget=forms.RadioSelect)
    starts_on = PolishDateField(label=_("From"))
    ends_on = PolishDateField(label=_("To"), required=False, help_text=_("Leave it empty when no end is in sight."))
    note = forms.CharField(label=_("Note"), required=False, max_length=300, widget=long_text(2))


class PlaceForm(HouseForm):
    """Another place in line."""

    place = forms.IntegerField(label=_("New place in line"), min_value=1, widget=forms.TextInput(
        attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}
    ))  # fmt: skip
    reason = forms.CharField(label=_("Why?"), max_length=500, widget=long_text(2), help_text=IN_HISTORY)


class MoveForm(HouseForm):
    """The line of another service."""

    service = forms.ModelChoiceField(
        label=_("For which service does the person wait instead?"), queryset=Service.objects.none()
    )
    reason = forms.CharField(label=_("Why?"), max_length=500, widget=long_text(2), help_text=IN_HISTORY)

    def __init__(self, *args: Any, services: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]


class RulesForm(HouseForm):
    """How free places are offered."""

    offers_by_itself = forms.BooleanField(
        label=_("Offer a free place to the next in line by itself"),
        required=False,
        help_text=_("Only the offer passes on by itself. A person qualifies; nobody is struck off."),
    )
    days_to_answer = forms.IntegerField(
        label=_("Days to answer"), min_value=1, max_value=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )  # fmt: skip
    unanswered = forms.ChoiceField(
        label=_("Who does not answer in time"), choices=Unanswered.choices, widget=forms.RadioSelect
    )
    for_all = forms.BooleanField(label=_("The same for every service without rules of its own"), required=False)
