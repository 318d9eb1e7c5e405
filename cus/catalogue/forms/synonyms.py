"""The form of a synonym."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cus.catalogue.models import Synonym, SynonymKind
from cus.catalogue.search.words import words_of
from cus.kit.forms import HouseForm

FINDS_NOTHING = (SynonymKind.NEVER, SynonymKind.OFF)


class SynonymForm(HouseForm):
    """What residents say, what the catalogue calls it, how much it counts, and words to try it with."""

    words = forms.CharField(
        label=gettext_lazy("Residents' words"),
        max_length=120,
        help_text=gettext_lazy("All of them must be in what is searched, in any form and order. Example: dom starców"),
    )
    means = forms.CharField(
        label=gettext_lazy("Words of the catalogue"),
        max_length=400,
        required=False,
        help_text=gettext_lazy(
            "As services are named. Part several wordings with |, the likeliest first."
            " Example: dom pomocy społecznej|mieszkanie wspomagane"
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How it counts"),
        choices=SynonymKind.choices,
        initial=SynonymKind.SAME,
        widget=forms.RadioSelect,
    )
    kind.hints = {  # type: ignore[attr-defined]
        SynonymKind.SAME: gettext_lazy("nearly as much as the words of the catalogue themselves"),
        SynonymKind.NEAR: gettext_lazy("weaker: shown below what fits better"),
        SynonymKind.HINT: gettext_lazy("finds nothing by itself, only moves up what fits"),
        SynonymKind.NEVER: gettext_lazy("keeps these services out; without words of the catalogue, nothing is found"),
        SynonymKind.OFF: gettext_lazy("the line of the shipped list with these words is not used"),
    }
    text = forms.CharField(
        label=gettext_lazy("Try it"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What a resident would type. You see what it finds now and with this line."),
    )

    def clean_words(self) -> str:
        words = " ".join(self.cleaned_data["words"].lower().split())
        if not words_of(words):
            raise forms.ValidationError(_("Write at least one word."))
        return words

    def clean_means(self) -> str:
        wordings = [" ".join(one.lower().split()) for one in self.cleaned_data["means"].split("|")]
        return "|".join(one for one in wordings if words_of(one))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "means" in given and not given["means"] and given.get("kind") not in FINDS_NOTHING:
            self.add_error("means", _("Write what the catalogue calls it."))
        return given

    def line(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("words", "means", "kind")}

    @staticmethod
    def values_of(synonym: Synonym) -> dict[str, str]:
        return {"words": synonym.words, "means": synonym.means, "kind": synonym.kind, "text": synonym.words}
