"""Forms about entries that may be one person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.kit.forms import HouseForm
from cus.people.queries.merging import DataRow

LINES = {"rows": 2}
SURVIVOR, MERGED = "survivor", "merged"


class JoinForm(HouseForm):
    """Which value stays where the entries differ, and how we know that it is one person."""

    def __init__(self, *args: Any, rows: list[DataRow], has_team_notes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = [row.group for row in rows]
        for row in rows:
            choices = [(SURVIVOR, row.survivor), (MERGED, row.merged)]
            self.fields[row.group] = forms.ChoiceField(
                label=row.label, choices=choices, widget=forms.RadioSelect, initial=SURVIVOR
            )
        if has_team_notes:
            self.fields["open_team_notes"] = forms.BooleanField(
                label=_("The notes of each team may be read by the joined team"),
                required=False,
                help_text=_("Else only their authors and the director read notes that would get new readers."),
            )
        self.fields["why"] = forms.CharField(
            label=_("How do you know that it is one person?"),
            max_length=300,
            widget=forms.Textarea(attrs=LINES),
            help_text=_("for example: we compared the identity card at the desk"),
        )

    @property
    def taken(self) -> frozenset[str]:
        """The groups in which the value of the joined entry stays."""
        return frozenset(group for group in self.groups if self.cleaned_data.get(group) == MERGED)


class SplitForm(HouseForm):
    """Why a merge is undone, and whose the rows are that were written since."""

    def __init__(self, *args: Any, asked: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked:
            self.fields["goes"] = forms.MultipleChoiceField(
                label=_("What was written since the merge belongs to the entry that is split off:"),
                choices=asked,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("What you do not tick stays with the other entry."),
            )
        self.fields["why"] = forms.CharField(
            label=_("Why is the merge undone?"), max_length=300, widget=forms.Textarea(attrs=LINES)
        )
        self.fields["two_people"] = forms.BooleanField(
            label=_("Remember that these are two people"), required=False, initial=True
        )


class ProposeForm(HouseForm):
    """Which other entry is meant, and why."""

    other = forms.ChoiceField(label=_("Which entry is the same person?"), widget=forms.RadioSelect)
    why = forms.CharField(label=_("Why do you think so?"), max_length=300, widget=forms.Textarea(attrs=LINES))

    def __init__(self, *args: Any, others: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [(str(pk), words) for pk, words in others]  # type: ignore[attr-defined]
