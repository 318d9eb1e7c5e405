"""Forms about who may see a person's file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import STAFF, User
from cus.kit.forms import HouseForm
from cus.people.models import ExclusionGround, Verdict

LINES = {"rows": 3}


class ExclusionForm(HouseForm):
    """A colleague who is family or close."""

    colleague = forms.ModelChoiceField(
        label=_("Which colleague"), queryset=User.objects.none(), empty_label=_("choose")
    )
    ground = forms.ChoiceField(label=_("Why"), choices=ExclusionGround.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Who they are to each other"), max_length=200, required=False, help_text=_("for example: daughter")
    )

    def __init__(self, *args: Any, user: User, may_choose: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.visible_to(user).holding(*STAFF).order_by("last_name", "first_name", "id")
        chosen = colleagues if may_choose else colleagues.filter(pk=user.pk)
        self.fields["colleague"].queryset = chosen  # type: ignore[attr-defined]


class LiftForm(HouseForm):
    reason = forms.CharField(label=_("Why may the colleague see the file again?"), max_length=200)


class EmergencyForm(HouseForm):
    """Whom it is about, and what cannot wait."""

    whom = forms.CharField(
        label=_("Whose file"),
        max_length=100,
        help_text=_("PESEL or the case number; a first and last name only if there is one such person"),
    )
    reason = forms.CharField(
        label=_("What happened, and why can it not wait?"),
        widget=forms.Textarea(attrs=LINES),
        help_text=_("The director will read it tomorrow, together with everything you opened."),
    )


class ReviewForm(HouseForm):
    verdict = forms.ChoiceField(label=_("Was it needed?"), choices=Verdict.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("What you found"), widget=forms.Textarea(attrs=LINES), required=False)
