"""What is asked to judge the conditions of a programme: only what they ask about and no record tells."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cus.cases.judging.verdict import JudgingPage
from cus.kit.forms import HouseForm, MoneyField
from cus.law.eligibility import Kind
from cus.law.stored_conditions import MOST_PEOPLE, OLDEST
from cus.offer.terms_in_words import DEGREES, HOUSEHOLDS

YES, NO, UNKNOWN = "yes", "no", "unknown"
THREE = [(YES, _("yes")), (NO, _("no")), (UNKNOWN, _("not known"))]
KNOWN = {YES: True, NO: False}
ASKED = "asked_"


def number(label: Any, most: int) -> forms.IntegerField:
    wrong = _("Write a whole number from %(least)s to %(most)s.") % {"least": 0, "most": most}
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "5"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class FactsForm(HouseForm):
    """Built for one request: what its conditions ask about."""

    age = number(_("Age on the day of filing"), OLDEST)
    degree = forms.ChoiceField(
        label=_("Certificate of disability"),
        choices=[("", _("not known")), *((one.value, label) for one, label in DEGREES.items())],
        required=False,
    )
    income = MoneyField(label=_("Income a month for each person"), required=False)
    household = forms.ChoiceField(
        label=_("Household"),
        choices=[("", _("not known")), *((one.value, label) for one, label in HOUSEHOLDS.items())],
        required=False,
    )
    people = number(_("How many people in the household"), MOST_PEOPLE)
    criterion = forms.TypedChoiceField(
        label=_("Which criterion of order does the person meet?"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("The first one that fits. Among equals the order of filing decides."),
    )

    OF_KIND = {
        "age": {Kind.AGE},
        "degree": {Kind.DISABILITY},
        "income": {Kind.INCOME},
        "household": {Kind.HOUSEHOLD, Kind.INCOME},
        "people": {Kind.HOUSEHOLD, Kind.INCOME},
    }

    def __init__(self, *args: Any, page: JudgingPage, knows_age: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = page.verdict.kinds
        for name, asked in self.OF_KIND.items():
            if not asked & kinds or (name == "age" and knows_age):
                del self.fields[name]
        for one in page.verdict.conditions:
            if one.is_asked:
                self.fields[ASKED + one.place] = forms.ChoiceField(
                    label=one.sentence,
                    choices=THREE,
                    required=False,
                    initial=UNKNOWN,
                    widget=forms.RadioSelect,
                )
        if page.criteria:
            stated = [(str(i), text) for i, text in enumerate(page.criteria, start=1)]
            self.fields["criterion"].choices = [("", _("none of them")), *stated]  # type: ignore[attr-defined]
        else:
            del self.fields["criterion"]

    @property
    def facts(self) -> dict[str, Any]:
        """What a valid form says, as it is kept; what is not known is left out."""
        given = self.cleaned_data
        typed = {name: given[name] for name in self.OF_KIND if given.get(name) not in (None, "")}
        asked = {
            name.removeprefix(ASKED): KNOWN[value]
            for name, value in given.items()
            if name.startswith(ASKED) and value in KNOWN
        }
        return typed | ({"asked": asked} if asked else {})

    @staticmethod
    def values_of(facts: dict[str, Any]) -> dict[str, Any]:
        asked = {ASKED + place: YES if known else NO for place, known in facts.get("asked", {}).items()}
        return facts | asked
