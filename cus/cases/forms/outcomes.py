"""Forms of the steps of a case: they check the shape, the services check the meaning."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import User
from cus.cases.models import RecognitionPlace, RequestedService
from cus.cases.models.transfer import TransferAnswer
from cus.kit.forms import HouseForm, PolishDateField
from cus.records.models.letter import DeliveryWay
from cus.team.models import Unit


def long_text(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class CoordinatorForm(HouseForm):
    """Who takes the case."""

    coordinator = forms.ModelChoiceField(
        label=_("Coordinator"), queryset=User.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, coordinators: "Any", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinator"].queryset = coordinators  # type: ignore[attr-defined]


class CoordinationForm(HouseForm):
    """From when to when services are coordinated."""

    starts_on = PolishDateField(label=_("From"))
    ends_on = PolishDateField(label=_("To"), required=False, help_text=_("Leave it empty when no end is in sight."))


class RecognitionForm(HouseForm):
    """What was learnt in a conversation about needs."""

    held_on = PolishDateField(label=_("When did you talk?"))
    place = forms.ChoiceField(label=_("Where?"), choices=RecognitionPlace.choices, widget=forms.RadioSelect)
    place_detail = forms.CharField(
        label=_("Where exactly"),
        required=False,
        max_length=200,
        help_text=_("For example: at home, in hospital, ward 3"),
    )
    present = forms.CharField(
        label=_("Who was there"), required=False, max_length=200, help_text=_("For example: the daughter Ewa")
    )
    hard = forms.CharField(label=_("What is hard"), required=False, widget=long_text())
    wants = forms.CharField(
        label=_("What the person wants"), required=False, widget=long_text(), help_text=_("In their own words.")
    )
    worries = forms.CharField(label=_("What the person worries about"), required=False, widget=long_text())
    can_do = forms.CharField(label=_("What the person can do"), required=False, widget=long_text())
    strengths = forms.CharField(label=_("Strengths: what helps"), required=False, widget=long_text())
    network = forms.CharField(
        label=_("People around: family, neighbours, friends"), required=False, widget=long_text()
    )
    needs = forms.CharField(
        label=_("Needs"),
        required=False,
        widget=long_text(5),
        help_text=_("One need a line. The plan begins with them."),
    )


class NoteForm(HouseForm):
    """A note that goes with a step."""

    note = forms.CharField(label=_("Note"), required=False, widget=long_text(2))


class PassingOverForm(HouseForm):
    """Why somebody gets a place out of turn."""

    passing_over = forms.CharField(
        label=_("Why is this person first?"),
        widget=long_text(2),
        help_text=_("The reason stays in the case and in the person's history."),
    )


class NeverthelessForm(HouseForm):
    """Why somebody is qualified against the conditions of the programme."""

    nevertheless = forms.CharField(
        label=_("Why does this person get the service nevertheless?"),
        widget=long_text(2),
        help_text=_("The reason stays in the case and in the person's history."),
    )


class WithdrawalForm(HouseForm):
    reason = forms.CharField(label=_("Why, in a few words"), required=False, widget=long_text(2))


class TransferForm(HouseForm):
    """What is passed on, where, and with what consent."""

    requests = forms.ModelMultipleChoiceField(
        label=_("What do you pass on?"),
        queryset=RequestedService.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you leave out stays open here."),
    )
    unit = forms.ModelChoiceField(
        label=_("To whom?"), queryset=Unit.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(label=_("Why there"), required=False, widget=long_text(2))
    consented_on = PolishDateField(
        label=_("When did the person agree?"),
        help_text=_("An application is passed on only with consent."),
        error_messages={"required": _("Ask the person first, then write the day they agreed.")},
    )
    consented_how = forms.CharField(
        label=_("How did they agree?"),
        max_length=200,
        help_text=_("For example: in a phone call, in writing"),
    )
    follow_up_on = PolishDateField(label=_("When will you ask what became of it?"))

    def __init__(self, *args: Any, requests: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requests"].queryset = requests  # type: ignore[attr-defined]
        self.fields["requests"].label_from_instance = lambda one: one.service.name  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].hints = {str(unit.pk): unit.get_kind_display() for unit in units}  # type: ignore[attr-defined]


class AnswerForm(HouseForm):
    """What the other side said."""

    answer = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[choice for choice in TransferAnswer.choices if choice[0] != TransferAnswer.NONE],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), required=False, widget=long_text(2))


class RefusalForm(HouseForm):
    """The wording of a refusal."""

    requests = forms.ModelMultipleChoiceField(
        label=_("Which services are refused?"),
        queryset=RequestedService.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    for_lack_of_places = forms.BooleanField(
        label=_("The reason is the lack of places"),
        required=False,
        help_text=_("Then it is also counted as an unmet need, without the name of the person."),
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        widget=long_text(8),
        help_text=_("What was found out, which condition is not met. Write to the person, in plain words."),
    )
    provision = forms.CharField(label=_("Legal basis"), max_length=300, widget=long_text(2))
    appeal_instruction = forms.CharField(label=_("How to appeal"), widget=long_text(5))

    def __init__(self, *args: Any, requests: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if requests is None:
            del self.fields["requests"]
            return
        self.fields["requests"].queryset = requests  # type: ignore[attr-defined]
        self.fields["requests"].label_from_instance = lambda one: one.service.name  # type: ignore[attr-defined]


# An e-mail proves nothing: a decision never counts as delivered by it.
WAYS_OF_DECISIONS = [(way.value, way.label) for way in DeliveryWay if way != DeliveryWay.EMAIL]


class DeliveryForm(HouseForm):
    """How and when a letter reached the person."""

    way = forms.ChoiceField(label=_("How was it delivered?"), choices=WAYS_OF_DECISIONS, widget=forms.RadioSelect)
    delivered_on = PolishDateField(label=_("When did the person get it?"))


class AppealForm(HouseForm):
    appealed_on = PolishDateField(
        label=_("When did the appeal come?"), help_text=_("The day it was posted, if it came by post.")
    )


class AppealResultForm(HouseForm):
    """What the appeal body decided."""

    result = forms.ChoiceField(
        label=_("What did the appeal body decide?"),
        choices=[("uphold", _("the refusal stays in force")), ("reverse", _("the refusal is reversed"))],
        widget=forms.RadioSelect,
    )
    ended_on = PolishDateField(label=_("When?"))
    note = forms.CharField(label=_("Note"), required=False, widget=long_text(2))
