"""Forms of letters on their way: handing over, posting, cards, electronic addresses; and of their wording."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.cases.models import CameBack, TakenBy
from cus.kit.forms import HouseForm, PolishDateField
from cus.records.models.letter import LetterKind

PROOF = _("A photo or a scan: PDF, JPG or PNG.")


class TakenForm(HouseForm):
    """Who took the letter, and the paper that proves it."""

    received_on = PolishDateField(label=_("When did they take it?"))
    received_by = forms.CharField(label=_("Who took it"), max_length=200, help_text=_("First and last name."))
    taken_by = forms.ChoiceField(
        label=_("Who is that?"), choices=TakenBy.choices, widget=forms.RadioSelect, initial=TakenBy.PERSON
    )
    is_signed_for = forms.BooleanField(label=_("They signed for it"), required=False)
    proof = forms.FileField(label=_("The signed paper"), required=False, help_text=PROOF)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class EProofForm(HouseForm):
    """What the proof of the electronic delivery says."""

    received_on = PolishDateField(label=_("Which day does the proof name?"))
    proof = forms.FileField(label=_("The proof of delivery"), help_text=PROOF)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class BackForm(HouseForm):
    """Why the letter came back, and the notices the post left."""

    came_back = forms.ChoiceField(label=_("Why did it come back?"), choices=CameBack.choices, widget=forms.RadioSelect)
    came_back_on = PolishDateField(label=_("When did it come back?"))
    first_notice_on = PolishDateField(
        label=_("First notice left on"), required=False, help_text=_("It stands on the envelope.")
    )
    second_notice_on = PolishDateField(label=_("Second notice left on"), required=False)
    proof = forms.FileField(label=_("The envelope or the card"), required=False, help_text=PROOF)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class PostingForm(HouseForm):
    posted_on = PolishDateField(label=_("When was it posted?"))


class ConsignmentForm(HouseForm):
    card_number = forms.CharField(label=_("Number of the consignment"), max_length=40)


class AddressCheckForm(HouseForm):
    """What the base of electronic addresses said."""

    address = forms.CharField(
        label=_("Electronic address"),
        required=False,
        max_length=60,
        help_text=_("For example: AE:PL-12345-67890-ABCDE-12. Leave it empty when the base knows none."),
    )


class WordingForm(HouseForm):
    """A new wording of one kind of letter."""

    title = forms.CharField(label=_("Title of the letter"), max_length=200)
    text = forms.CharField(label=_("Text of the letter"), widget=forms.Textarea(attrs={"rows": 24}))
    starts_on = PolishDateField(label=_("From which day does it hold?"))
    reason = forms.CharField(label=_("What changes and why"), max_length=300)

    def __init__(self, *args: Any, has_title: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_title:
            del self.fields["title"]


class PostingBookForm(HouseForm):
    first = PolishDateField(label=_("From"), one_box=True)
    last = PolishDateField(label=_("To"), one_box=True)


KINDS = [("", _("all")), *LetterKind.choices]
