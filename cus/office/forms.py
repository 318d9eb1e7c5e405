"""Forms of the team."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Role
from cus.accounts.services import GIVEN_BY_A_DIRECTOR
from cus.kit.forms import HouseForm, PolishDateField
from cus.team.models import AuthorisationKind

GIVEN_ROLES = [(role.value, role.label) for role in Role if role in GIVEN_BY_A_DIRECTOR]


class MemberForm(HouseForm):
    """A new account."""

    first_name = forms.CharField(label=_("First name"), max_length=100)
    last_name = forms.CharField(label=_("Last name"), max_length=100)
    email = forms.EmailField(
        label=_("Work e-mail"),
        help_text=_("The person chooses “I forgot the password” at sign-in and sets one by e-mail."),
    )
    post = forms.CharField(label=_("Post, as letters name it"), max_length=100, required=False)


class RoleForm(HouseForm):
    """A role from a day to a day."""

    role = forms.ChoiceField(label=_("Role"), choices=GIVEN_ROLES)
    starts_on = PolishDateField(label=_("From"))
    ends_on = PolishDateField(label=_("To"), required=False, help_text=_("Leave empty when no end is set."))


class AuthorisationForm(HouseForm):
    """What the director entrusts."""

    kind = forms.ChoiceField(label=_("Authorised to"), choices=AuthorisationKind.choices)
    number = forms.CharField(label=_("Number of the authorisation"), max_length=60, required=False)
    starts_on = PolishDateField(label=_("From"))
    ends_on = PolishDateField(label=_("To"), required=False, help_text=_("Leave empty when no end is set."))
