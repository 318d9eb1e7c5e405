"""The forms of open contests of offers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Centre
from cus.kit.forms import HouseForm, MoneyField, PolishDateField
from cus.kit.templatetags.kit import money
from cus.offer.forms.agreements import services_to_choose
from cus.offer.models import Contest, Criterion, Provider, Service
from cus.offer.queries.contests import Place, Ranking

POINTS = {"inputmode": "numeric", "data-width": "3"}


class ContestForm(HouseForm):
    """The call for offers."""

    title = forms.CharField(label=_("Title"), max_length=200)
    task = forms.CharField(label=_("What is to be done"), widget=forms.Textarea(attrs={"rows": 5}), max_length=8000)
    services = forms.ModelMultipleChoiceField(
        label=_("Services"), queryset=Service.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    amount_grosze = MoneyField(label=_("Money for the task"))
    starts_on = PolishDateField(label=_("The task begins on"))
    ends_on = PolishDateField(label=_("The task ends on"))
    offers_until = PolishDateField(label=_("Offers until"), help_text=_("At least 21 days after the announcement"))

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].queryset = services_to_choose(centre)  # type: ignore[attr-defined]

    @classmethod
    def values_of(cls, contest: Contest) -> dict[str, Any]:
        values = {name: getattr(contest, name) for name in cls.base_fields if name != "services"}
        return values | {"services": [service.pk for service in contest.services.all()]}


class CriterionForm(HouseForm):
    name = forms.CharField(label=_("Criterion"), max_length=200)
    most_points = forms.IntegerField(
        label=_("Points at most"), min_value=1, max_value=1000, widget=forms.TextInput(attrs=POINTS)
    )


class JudgeForm(HouseForm):
    name = forms.CharField(label=_("First and last name"), max_length=200)
    represents = forms.CharField(
        label=_("Represents"), max_length=200, required=False, help_text=_("The centre, the gmina, an organisation…")
    )


class OfferForm(HouseForm):
    """An offer that came in."""

    provider = forms.ModelChoiceField(
        label=_("Provider"),
        queryset=Provider.objects.none(),
        empty_label=_("choose"),
        help_text=_("Not on the list? Add it to the register first."),
    )
    title = forms.CharField(label=_("Title of the offer"), max_length=200, required=False)
    amount_grosze = MoneyField(label=_("Amount asked for"))
    own_grosze = MoneyField(label=_("Own contribution"), required=False)
    filed_on = PolishDateField(label=_("Filed on"))

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = Provider.objects.filter(centre=centre).order_by("name", "id")  # type: ignore[attr-defined]

    def clean_own_grosze(self) -> int:
        return self.cleaned_data["own_grosze"] or 0


class FaultForm(HouseForm):
    fault = forms.CharField(
        label=_("Formal fault"), max_length=300, required=False, help_text=_("Empty: the offer is taken in again")
    )


class PointsForm(HouseForm):
    """The points of one judge for one offer: a field for each criterion."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in criteria:
            self.fields[f"points_{criterion.pk}"] = forms.IntegerField(
                label=criterion.name,
                min_value=0,
                max_value=criterion.most_points,
                help_text=_("0 to %(most)d") % {"most": criterion.most_points},
                widget=forms.TextInput(attrs=POINTS),
                error_messages={"required": _("Give points for: %(criterion)s") % {"criterion": criterion.name}},
            )

    def points(self) -> dict[int, int]:
        return {int(name.removeprefix("points_")): value for name, value in self.cleaned_data.items()}


class DecisionForm(HouseForm):
    """Which offers are chosen, with how much each, and why. An empty amount: not chosen."""

    reasons = forms.CharField(label=_("Reasons of the choice"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, ranking: Ranking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in ranking.places:
            if place.number:
                self.fields[f"granted_{place.offer.pk}"] = self.amount_of(place, ranking.most_points)
        self.order_fields([*(name for name in self.fields if name != "reasons"), "reasons"])

    @staticmethod
    def amount_of(place: Place, most_points: int) -> MoneyField:
        """What the offer asks for and its points stand beside the field: one decides looking at them."""
        stands = _("Asked for: %(amount)s. Points: %(points)s of %(most)s") % {
            "amount": money(place.offer.amount_grosze),
            "points": floatformat(place.points, "-2"),
            "most": most_points,
        }
        return MoneyField(label=place.offer.provider.name, required=False, help_text=stands)

    def granted(self) -> dict[int, int]:
        return {
            int(name.removeprefix("granted_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("granted_") and value
        }


class CancelForm(HouseForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)
