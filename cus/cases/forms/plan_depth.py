"""Forms around a plan: templates, reviews, progress, easy words, the next plan, a household, supervision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, User
from cus.cases.forms.plans import ONE_LINE, AmountField, day, lines
from cus.cases.models import (
    Application,
    GoalStep,
    Plan,
    PlanTemplate,
    ReviewOutcome,
    Rhythm,
    SaidBy,
    SupervisionForm,
    SupportKind,
)
from cus.kit.forms import HouseForm
from cus.offer.models import Service, ServiceStatus
from cus.people.models import Person
from cus.team.models import Unit

LONGEST_SENTENCE = 500


class TemplateForm(HouseForm):
    name = forms.CharField(label=_("Name of the template"), max_length=120)
    for_whom = forms.CharField(label=_("For whom it fits"), max_length=300, required=False)


class TemplateNeedForm(HouseForm):
    need = forms.CharField(label=_("What is needed"), max_length=300)
    goal = forms.CharField(label=_("Goal"), max_length=300, required=False)


class TypicalGoalForm(HouseForm):
    need = forms.CharField(label=_("What is needed"), max_length=300)
    goal = forms.CharField(label=_("Goal"), max_length=300)


class TemplateServiceForm(HouseForm):
    service = forms.ModelChoiceField(
        label=_("Service"), queryset=Service.objects.none(), empty_label=_("choose a service")
    )
    amount = AmountField(label=_("How much"), required=False)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    rhythm = forms.ChoiceField(label=_("Over what time"), choices=Rhythm.choices, initial=Rhythm.WEEK)
    when = forms.CharField(
        label=_("Days and hours"), max_length=ONE_LINE, required=False, help_text=_("for example: pn, śr 8:00–9:30")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Service.objects.visible_to(user).filter(status=ServiceStatus.PUBLIC)
        self.fields["service"].queryset = offered.order_by("sort_key", "id")  # type: ignore[attr-defined]


class TemplateHelpForm(HouseForm):
    what = forms.CharField(label=_("What they do"), max_length=ONE_LINE)
    kind = forms.ChoiceField(label=_("Who they are"), choices=SupportKind.choices)
    when = forms.CharField(
        label=_("Days and hours"), max_length=ONE_LINE, required=False, help_text=_("for example: pn, śr 8:00–9:30")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ChooseTemplateForm(HouseForm):
    template = forms.ModelChoiceField(
        label=_("Template"), queryset=PlanTemplate.objects.none(), empty_label=_("choose")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        templates = PlanTemplate.objects.visible_to(user).in_use().order_by("name", "id")
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]


class ReviewForm(HouseForm):
    planned_on = day(_("Day of the review"))


class ReviewsForm(HouseForm):
    months = forms.TypedChoiceField(
        label=_("How often"),
        choices=[(1, _("every month")), (2, _("every two months")), (3, _("every three months"))],
        coerce=int,
        initial=3,
    )


class HoldReviewForm(HouseForm):
    held_on = day(_("When it was held"))
    present = forms.CharField(label=_("Who was there"), max_length=ONE_LINE, required=False)
    outcome = forms.ChoiceField(label=_("What came of it"), choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    note = lines(_("What was said"), required=False)


class CallOffForm(HouseForm):
    why = forms.CharField(label=_("Why there is no review"), max_length=ONE_LINE)


class ProgressForm(HouseForm):
    noted_on = day(_("Day"))
    step = forms.TypedChoiceField(
        label=_("How far has the goal come?"), choices=GoalStep.choices, coerce=int, widget=forms.RadioSelect
    )
    said_by = forms.ChoiceField(
        label=_("Who says so"), choices=SaidBy.choices, widget=forms.RadioSelect, initial=SaidBy.PERSON
    )
    note = forms.CharField(label=_("In a sentence"), max_length=LONGEST_SENTENCE, required=False)


class PlainForm(HouseForm):
    text = forms.CharField(
        label=_("In easy words"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("One short sentence a line, one thing a sentence. Empty: the plan says it in its own words."),
    )


class NextPlanForm(HouseForm):
    application = forms.ModelChoiceField(
        label=_("On which application"), queryset=Application.objects.none(), empty_label=None
    )
    starts_on = day(_("The next plan starts on"))

    def __init__(self, *args: Any, plan: Plan, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Application.objects.visible_to(user).filter(person=plan.person_id).order_by("-filed_at", "-id")
        self.fields["application"].queryset = own  # type: ignore[attr-defined]
        self.fields["application"].label_from_instance = lambda one: one.number  # type: ignore[attr-defined]


class HouseholdForm(HouseForm):
    people = forms.ModelMultipleChoiceField(
        label=_("For whom else is the plan?"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["people"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]


class SupervisionRecordForm(HouseForm):
    """What was talked over, with nobody's name in it."""

    held_on = day(_("Day"))
    form = forms.ChoiceField(label=_("For whom"), choices=SupervisionForm.choices, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        label=_("Which team"), queryset=Unit.objects.none(), required=False, empty_label=_("no team")
    )
    present = forms.ModelMultipleChoiceField(
        label=_("Who took part"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    supervisor = forms.CharField(label=_("Supervisor"), max_length=200)
    minutes = forms.IntegerField(
        label=_("How long, in minutes"), required=False, min_value=1, max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "4"}),
    )  # fmt: skip
    theme = forms.CharField(label=_("Theme"), max_length=200)
    label = forms.CharField(
        label=_("Label of the case"), max_length=60, required=False, help_text=_("made up, for example: person A")
    )
    question = lines(_("Question"), help_text=_("no names, numbers or addresses: the text is checked"))
    conclusions = lines(_("Conclusions"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.visible_to(user).order_by("name", "id")  # type: ignore[attr-defined]
        colleagues = User.objects.visible_to(user).holding(*CASE_STAFF).filter(is_active=True)
        present: Any = self.fields["present"]
        present.queryset = colleagues.order_by("last_name", "first_name", "id")
        present.label_from_instance = lambda one: one.name
