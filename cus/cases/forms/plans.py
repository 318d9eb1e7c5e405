"""The shape of what is written about plans."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import User
from cus.cases.amounts import shown
from cus.cases.models import (
    ContactKind,
    EndReason,
    NoteLevel,
    Plan,
    PlanMember,
    PlanNeed,
    PlanVersion,
    Rhythm,
    SupportKind,
    TypicalGoal,
)
from cus.cases.queries.plans import possible_coordinators
from cus.kit.forms import HouseForm, PhoneField, PolishDateField
from cus.offer.models import Provider, Service, ServiceStatus
from cus.people.models import Person, Representation, Scope
from cus.people.permissions.acting import may_act_for

LINES = {"rows": 3}
ONE_LINE = 200


def day(label: Any, **given: Any) -> PolishDateField:
    return PolishDateField(label=label, one_box=True, **given)


def lines(label: Any, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs=LINES), **given)


class AmountField(forms.DecimalField):
    """An amount written with a comma or a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "data-width": "5"})

    def __init__(self, **given: Any) -> None:
        super().__init__(max_digits=7, decimal_places=2, min_value=0, **given)

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).replace(",", ".") if value else value)

    def prepare_value(self, value: Any) -> Any:
        return shown(value) if isinstance(value, Decimal) else value


class FrameForm(HouseForm):
    starts_on = day(_("The plan runs from"))
    ends_on = day(_("to"), help_text=_("a year at most"))
    summary = lines(_("What matters most, in the person's words"), required=False)


def member_field(label: Any, plan: Plan) -> forms.ModelChoiceField:
    """Whose it is in a plan for a household; everybody's when left alone."""
    members = PlanMember.objects.filter(plan=plan).in_it().select_related("person").order_by("id")
    field = forms.ModelChoiceField(label=label, queryset=members, required=False, empty_label=_("everybody"))
    field.label_from_instance = lambda member: member.person.name  # type: ignore[assignment,method-assign]
    return field


class NeedForm(HouseForm):
    """With `user`, a typical goal of the centre may fill what is left empty."""

    typical = forms.ModelChoiceField(
        label=_("Begin from a typical goal"),
        queryset=TypicalGoal.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    need = forms.CharField(label=_("What is needed"), max_length=300, required=False)
    goal = forms.CharField(label=_("Goal, in the person's words"), max_length=300, required=False)

    def __init__(self, *args: Any, plan: Plan | None = None, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = TypicalGoal.objects.visible_to(user).in_use().order_by("need", "goal", "id") if user else None
        if goals is not None and goals.exists():
            typical: Any = self.fields["typical"]
            typical.queryset = goals
            typical.label_from_instance = lambda one: f"{one.need}: {one.goal}"
        else:
            del self.fields["typical"]
        if plan and plan.household_id:
            self.fields["member"] = member_field(_("Whose need it is"), plan)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        typical = given.pop("typical", None)
        if typical and not given.get("need"):
            given["need"] = typical.need
        if typical and not given.get("goal"):
            given["goal"] = typical.goal
        if not given.get("need") and "need" not in self.errors:
            self.add_error("need", _("Write the need in a few words."))
        member = given.pop("member", None)
        return given | {"member_id": member.pk if member else None}


class RowForm(HouseForm):
    """What rows of both threads share; `lines` sets the fields that belong together side by side."""

    lines: tuple[tuple[str, ...], ...] = ()

    need = forms.ModelChoiceField(label=_("For which need"), queryset=PlanNeed.objects.none(), empty_label=None)
    when = forms.CharField(
        label=_("Days and hours"),
        max_length=200,
        required=False,
        help_text=_("for example: pn, śr 8:00–9:30"),
    )
    starts_on = day(_("From"))
    ends_on = day(_("To"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = version.needs.order_by("position", "id")  # type: ignore[attr-defined]
        if version.plan.household_id:
            self.fields["member"] = member_field(_("For whom"), version.plan)
            self.lines = (*self.lines[:2], ("member",), *self.lines[2:])

    @property
    def lined_fields(self) -> list[list[BoundField]]:
        return [[self[name] for name in line] for line in self.lines]


class ServiceRowForm(RowForm):
    service = forms.ModelChoiceField(
        label=_("Service"), queryset=Service.objects.none(), empty_label=_("choose a service")
    )
    amount = AmountField(label=_("How much"), required=False)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    rhythm = forms.ChoiceField(label=_("Over what time"), choices=Rhythm.choices, initial=Rhythm.WEEK)
    provider = forms.ModelChoiceField(
        label=_("Who delivers"),
        queryset=Provider.objects.none(),
        required=False,
        empty_label=_("as in the catalogue"),
    )
    fee_text = forms.CharField(label=_("Fee"), max_length=200, required=False)
    lines = (
        ("need",), ("service",), ("amount", "unit", "rhythm"), ("when",), ("starts_on", "ends_on"), ("provider",),
        ("fee_text",), ("note",),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = (self.initial.get("service"),)
        services = Service.objects.visible_to(user)
        offered = services.filter(status=ServiceStatus.PUBLIC) | services.filter(pk__in=[pk for pk in chosen if pk])
        self.fields["service"].queryset = offered.order_by("sort_key", "id")  # type: ignore[attr-defined]
        providers = Provider.objects.visible_to(user).order_by("name", "id")
        self.fields["provider"].queryset = providers  # type: ignore[attr-defined]


class SupportRowForm(RowForm):
    what = forms.CharField(label=_("What they do"), max_length=200)
    kind = forms.ChoiceField(label=_("Who they are"), choices=SupportKind.choices)
    who = forms.CharField(label=_("First and last name, or the group"), max_length=200)
    phone = PhoneField(label=_("Phone"), required=False, help_text=_("only if they agreed to give it"))
    lines = (("need",), ("what",), ("kind", "who"), ("phone",), ("when",), ("starts_on", "ends_on"), ("note",))


class AgreeForm(HouseForm):
    """The agreement of a person, or of who may agree to plans for them today."""

    agreed_on = day(_("Day of the agreement"))
    representation = forms.ModelChoiceField(
        label=_("Who agreed"),
        queryset=Representation.objects.none(),
        required=False,
        empty_label=_("they themselves"),
        error_messages={
            "invalid_choice": _("They may not agree to a plan for this person today. Check the right to act.")
        },
    )
    how = forms.CharField(
        label=_("How"), max_length=ONE_LINE, help_text=_("for example: in a talk at home, the plan was read aloud")
    )

    def __init__(self, *args: Any, person: Person, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = person.representations.in_force(on=on).select_related("person").order_by("id")
        able = [row.pk for row in rows if may_act_for(row, Scope.AGREE_PLAN, on)]
        field: Any = self.fields["representation"]
        field.queryset = rows.filter(pk__in=able)
        field.label_from_instance = lambda row: f"{row.name} ({row.get_kind_display()})"

    @property
    def agreement(self) -> dict[str, Any]:
        """What the service is told."""
        given = {name: self.cleaned_data[name] for name in ("agreed_on", "how")}
        representation = self.cleaned_data["representation"]
        return given | {"representation_id": representation.pk if representation else None}


class ReasonForm(HouseForm):
    reason = lines(_("Reason"))


class ReturnForm(HouseForm):
    reason = lines(_("What is to be mended"))


class ChangeForm(HouseForm):
    reason = lines(_("Why the plan changes"), help_text=_("the person and the director will read it"))


class CoordinatorForm(HouseForm):
    coordinator = forms.ModelChoiceField(
        label=_("New coordinator"), queryset=User.objects.none(), empty_label=_("choose")
    )
    reason = forms.CharField(label=_("Why"), max_length=ONE_LINE, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinator"].queryset = possible_coordinators(user=user)  # type: ignore[attr-defined]


class PauseForm(HouseForm):
    reason = forms.CharField(label=_("Why the plan stands still"), max_length=ONE_LINE, help_text=_("e.g. hospital"))
    starts_on = day(_("From"))
    ends_on = day(_("To"), required=False, help_text=_("leave empty if not known"))


class ResumeForm(HouseForm):
    resumed_on = day(_("The plan runs again from"))


class EndForm(HouseForm):
    reason = forms.ChoiceField(label=_("Why the plan ends"), choices=EndReason.choices, widget=forms.RadioSelect)
    ended_on = day(_("Last day"))
    note = lines(_("In a sentence"), required=False)


class TalkForm(HouseForm):
    held_on = day(_("The talk was held on"), required=False)
    present = forms.CharField(label=_("Who was there"), max_length=ONE_LINE, required=False)
    note = lines(_("What was said"), required=False)
    why_none = lines(_("If there was no talk: why"), required=False)


class CloseForm(HouseForm):
    course_and_results = forms.CharField(
        label=_("Course and results"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        help_text=_("what was done, what changed for the person, which goals were reached"),
    )


class ContactForm(HouseForm):
    """Twenty seconds: kind, a sentence, when again."""

    person = forms.IntegerField(widget=forms.HiddenInput)
    plan = forms.IntegerField(widget=forms.HiddenInput, required=False)
    application = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind of contact"), choices=ContactKind.choices, widget=forms.RadioSelect)
    reached = forms.ChoiceField(
        label=_("Did you talk?"),
        choices=[("yes", _("yes")), ("no", _("no, not reached"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    text = lines(_("What was said"), required=False)
    level = forms.ChoiceField(
        label=_("Who reads it"), choices=NoteLevel.choices, initial=NoteLevel.OFFICE, required=False
    )
    happened_on = day(_("When"), required=False)
    next_contact_on = day(_("Next contact"), required=False)


class TaskForm(HouseForm):
    text = forms.CharField(label=_("What to do"), max_length=300)
    due_on = day(_("By"))
    person = forms.IntegerField(widget=forms.HiddenInput, required=False)
    application = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DeliveredForm(HouseForm):
    """One field a row of the plan, for one month."""

    def __init__(self, *args: Any, rows: dict[str, str], month: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month = month
        for key, label in rows.items():
            self.fields[key] = AmountField(label=label, required=False)
