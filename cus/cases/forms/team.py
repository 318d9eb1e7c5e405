"""Forms of the team around a person and of handovers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, Role, User
from cus.cases.forms.plans import day
from cus.cases.models import HandoverReason, TeamRole
from cus.kit.forms import HouseForm, PhoneField
from cus.team.models import Unit


class TeamMemberForm(HouseForm):
    """A colleague, or somebody from outside."""

    user = forms.ModelChoiceField(
        label=_("Colleague"), queryset=User.objects.none(), required=False, empty_label=_("somebody from outside")
    )
    name = forms.CharField(label=_("First and last name, if from outside"), max_length=200, required=False)
    organisation = forms.CharField(
        label=_("Where from"), max_length=200, required=False, help_text=_("for example: clinic, parish, neighbour")
    )
    phone = PhoneField(label=_("Phone"), required=False, help_text=_("only if they agreed to give it"))
    role = forms.ChoiceField(label=_("Role"), choices=TeamRole.choices)
    task = forms.CharField(label=_("What they do for the person"), max_length=200, required=False)
    starts_on = day(_("From"))
    ends_on = day(_("To"), required=False, help_text=_("leave empty if not known"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.visible_to(by).holding(*CASE_STAFF).order_by("last_name", "first_name", "id")
        self.fields["user"].queryset = colleagues  # type: ignore[attr-defined]


class HandoverForm(HouseForm):
    """To whom, why, from when, until when."""

    receiver = forms.ModelChoiceField(
        label=_("To whom"), queryset=User.objects.none(), empty_label=_("choose a coordinator")
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=HandoverReason.choices, widget=forms.RadioSelect)
    starts_on = day(_("From"))
    returns_on = day(_("The cases come back on"), required=False, help_text=_("only for a leave or an illness"))
    note = forms.CharField(
        label=_("What to mind"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.visible_to(giver).holding(Role.COORDINATOR).filter(is_active=True)
        others = colleagues.exclude(pk=giver.pk).order_by("last_name", "first_name", "id")
        self.fields["receiver"].queryset = others  # type: ignore[attr-defined]


class DeclineForm(HouseForm):
    reason = forms.CharField(label=_("Why can you not take them over?"), max_length=300)


class UnitAccessForm(HouseForm):
    """Which unit reads along, what for, until when."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("choose"))
    why = forms.CharField(label=_("What it needs the case for"), max_length=200)
    ends_on = day(_("Until"), required=False, help_text=_("leave empty: as long as the consent lasts"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.visible_to(by).order_by("name", "id")  # type: ignore[attr-defined]
