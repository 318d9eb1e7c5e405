"""Forms about homes, rights to act, the circle, consents, reach and leaving. They check the shape only."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.kit.forms import HouseForm, PhoneField, PolishDateField
from cus.people.models import (
    BasisKind,
    CircleKind,
    ConsentKind,
    ConsentWay,
    HouseholdRole,
    Interpreter,
    MayTell,
    Never,
    Person,
    Representation,
    RepresentationKind,
    Scope,
)
from cus.people.models.household import WHOLE
from cus.people.models.reach import Channel

NOT_KNOWN = ("", _("not known"))
CHOOSE = ("", _("Choose"))
WORDS = forms.Textarea(attrs={"rows": 4})


def a_day(label: Any, **given: Any) -> PolishDateField:
    """A date in one box, as staff write it."""
    return PolishDateField(label=label, one_box=True, **given)


class ReachForm(HouseForm):
    """How to reach the person: what endangers them comes first."""

    never = forms.MultipleChoiceField(
        label=_("What must never happen"),
        choices=Never.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("It stands in red on top of every page of the person."),
    )
    safe_from = forms.TimeField(
        label=_("Safe to call from"), required=False, widget=forms.TextInput(attrs={"data-width": "5"}),
        help_text=_("for example 9:00"),
    )  # fmt: skip
    safe_to = forms.TimeField(
        label=_("Safe to call to"), required=False, widget=forms.TextInput(attrs={"data-width": "5"})
    )
    safe_note = forms.CharField(
        label=_("What is safe"), max_length=300, required=False,
        help_text=_("for example: on Wednesdays, when the husband is at work; never write why here"),
    )  # fmt: skip
    phone_is_shared = forms.BooleanField(
        label=_("Others answer this phone too"), required=False,
        help_text=_("Nothing personal will be sent there; ask for the person and say nothing else."),
    )  # fmt: skip
    email_is_shared = forms.BooleanField(
        label=_("Others read this e-mail too"), required=False, help_text=_("Nothing will be sent there.")
    )
    channel = forms.ChoiceField(
        label=_("Preferred way of contact"), choices=[NOT_KNOWN, *Channel.choices], required=False
    )
    reach_note = forms.CharField(label=_("How to reach the person, what to mind"), max_length=300, required=False)
    languages = forms.CharField(
        label=_("Languages"), max_length=100, required=False, help_text=_("for example: Polish, Ukrainian")
    )
    interpreter = forms.ChoiceField(
        label=_("Interpreter"), choices=[("", _("not needed")), *Interpreter.choices], required=False
    )
    hearing = forms.CharField(
        label=_("Hearing"), max_length=150, required=False, help_text=_("for example: hears with the left ear only")
    )
    sight = forms.CharField(
        label=_("Sight"), max_length=150, required=False, help_text=_("for example: reads large print only")
    )
    mobility = forms.CharField(
        label=_("Moving about"), max_length=150, required=False, help_text=_("for example: wheelchair, third floor")
    )

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        return {name: getattr(person, name) for name in ReachForm.base_fields}


class RightToActForm(HouseForm):
    """A right to act, as it stands in the paper one holds in the hand."""

    kind = forms.ChoiceField(label=_("In what role"), choices=[CHOOSE, *RepresentationKind.choices])
    name = forms.CharField(label=_("First and last name"), max_length=200)
    represented_by_id = forms.TypedChoiceField(
        label=_("In the register as"), required=False, coerce=int, empty_value=None,
        help_text=_("people of the same household"),
    )  # fmt: skip
    relation = forms.CharField(label=_("Who they are to the person"), max_length=100, required=False)
    scope = forms.MultipleChoiceField(
        label=_("What they may do"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Only what stands in the paper. For a curator: what the court wrote."),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("On what basis"), max_length=200, required=False,
        help_text=_("for a guardian or a curator: court, number and date of the order"),
    )  # fmt: skip
    limits = forms.CharField(label=_("What the court left out or added"), max_length=300, required=False)
    document_seen_on = a_day(_("We saw the document on"), required=False)
    starts_on = a_day(_("Acts from"))
    ends_on = a_day(_("Acts until"), required=False, help_text=_("for a parent: the day before the 18th birthday"))
    phone = PhoneField(label=_("Phone"), required=False)
    phone_is_shared = forms.BooleanField(label=_("Others answer this phone too"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    email_is_shared = forms.BooleanField(label=_("Others read this e-mail too"), required=False)

    def __init__(self, *args: Any, people: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(person.pk), person.name) for person in people]
        self.fields["represented_by_id"].choices = [("", _("not in the register")), *found]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(representation: Representation) -> dict[str, Any]:
        return {name: getattr(representation, name) for name in RightToActForm.base_fields}


class EndRightForm(HouseForm):
    ends_on = a_day(_("Last day of the right"))
    reason = forms.CharField(label=_("Why it ends"), max_length=200)


class HouseholdForm(HouseForm):
    """A home with the person in it."""

    name = forms.CharField(
        label=_("Name of the household"), max_length=100, required=False, help_text=_("usually the last name")
    )
    role = forms.ChoiceField(label=_("Who the person is there"), choices=[CHOOSE, *HouseholdRole.choices])
    starts_on = a_day(_("Lives there from"))


class MemberForm(HouseForm):
    """Somebody else in the home."""

    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("First name, when not in the register"), max_length=100, required=False,
        help_text=_("as little as is needed"),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Who they are there"), choices=[CHOOSE, *HouseholdRole.choices])
    starts_on = a_day(_("Lives there from"))
    share = forms.IntegerField(
        label=_("Part of the time, in per cent"), initial=WHOLE, min_value=1, max_value=WHOLE,
        help_text=_("100 when always; 50 when half of the time is spent in another home"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "3"}),
    )  # fmt: skip
    days = forms.CharField(
        label=_("Which days"), max_length=200, required=False, help_text=_("for example: every other week")
    )


class ShareForm(HouseForm):
    share = forms.IntegerField(
        label=_("Part of the time, in per cent"), min_value=1, max_value=WHOLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "3"}),
    )  # fmt: skip
    days = forms.CharField(label=_("Which days"), max_length=200, required=False)


class CircleForm(HouseForm):
    """Somebody around the person."""

    kind = forms.ChoiceField(label=_("Who it is"), choices=[CHOOSE, *CircleKind.choices])
    name = forms.CharField(label=_("First and last name"), max_length=200)
    phone = PhoneField(label=_("Phone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    note = forms.CharField(
        label=_("What it is good to know"), max_length=300, required=False, help_text=_("for example: has the key")
    )
    may_tell = forms.ChoiceField(
        label=_("May we tell them?"), choices=MayTell.choices, initial=MayTell.NO, widget=forms.RadioSelect,
        help_text=_("The person decides. Family has no right to know by itself."),
    )  # fmt: skip
    may_tell_what = forms.CharField(label=_("What may be told"), max_length=300, required=False)


class ConsentForm(HouseForm):
    """What the person agrees to, in words they can read."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=[CHOOSE, *ConsentKind.choices])
    words = forms.CharField(
        label=_("Words of the consent"), max_length=2000, widget=WORDS,
        help_text=_("as the person heard or read them: simple, one thing"),
    )  # fmt: skip
    to_whom = forms.CharField(
        label=_("For whom"), max_length=200, required=False, help_text=_("name of the person or the institution")
    )
    given_by_id = forms.TypedChoiceField(label=_("Given by"), required=False, coerce=int, empty_value=None)
    way = forms.ChoiceField(label=_("How"), choices=ConsentWay.choices)
    starts_on = a_day(_("Given on"))
    ends_on = a_day(_("Valid until"), required=False, help_text=_("empty: until it is taken back"))

    def __init__(self, *args: Any, givers: Iterable[Representation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(giver.pk), giver.name) for giver in givers]
        self.fields["given_by_id"].choices = [("", _("the person themselves")), *found]  # type: ignore[attr-defined]


class WithdrawForm(HouseForm):
    withdrawn_on = a_day(_("Taken back on"))
    way = forms.ChoiceField(label=_("How"), choices=ConsentWay.choices)


class BasisForm(HouseForm):
    """What is processed by law."""

    kind = forms.ChoiceField(label=_("Why without consent"), choices=[CHOOSE, *BasisKind.choices])
    purpose = forms.CharField(label=_("What for"), max_length=300)
    categories = forms.CharField(label=_("Which data"), max_length=300)
    provision = forms.CharField(
        label=_("Provision"), max_length=300, help_text=_("as your data protection officer gives it")
    )
    kept_for = forms.CharField(label=_("How long it is kept"), max_length=200, required=False)


class DeathForm(HouseForm):
    died_on = a_day(_("Day of death"))
    known_from = forms.CharField(
        label=_("How we know it"), max_length=200, help_text=_("for example: the daughter called")
    )


class MovingForm(HouseForm):
    moved_on = a_day(_("Moved on"))
    moved_to = forms.CharField(label=_("Where to"), max_length=200, required=False)
    known_from = forms.CharField(
        label=_("How we know it"), max_length=200, help_text=_("for example: the person told us")
    )


class UndoLeavingForm(HouseForm):
    reason = forms.CharField(
        label=_("Why the note is taken back"), max_length=300,
        help_text=_("for example: another person of the same name died"),
    )  # fmt: skip
