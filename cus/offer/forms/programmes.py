"""The shape of what is written about programmes."""

from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Centre, Municipality
from cus.kit.forms import HouseForm, PolishDateField
from cus.law.programme import CONTENT
from cus.offer.models import EvaluationKind, ProgrammeVersion, Service

LINES = {"rows": 4}
CONTENT_FIELD = "content_"


def day(label: Any, **given: Any) -> PolishDateField:
    return PolishDateField(label=label, one_box=True, **given)


def lines(label: Any, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs=LINES), **given)


class NewProgrammeForm(HouseForm):
    title = forms.CharField(label=_("Title"), max_length=300)
    starts_on = day(_("Carried out from"))
    ends_on = day(_("to"))
    municipalities = forms.ModelMultipleChoiceField(
        label=_("Whose councils adopt it"),
        queryset=Municipality.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A joint programme is in force once every council has adopted it and all are published."),
    )

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipalities"].queryset = centre.municipalities.order_by("name")  # type: ignore[attr-defined]


class DraftForm(HouseForm):
    """Title, period and the text of each item of the checklist of the day."""

    title = forms.CharField(label=_("Title"), max_length=300)
    starts_on = day(_("Carried out from"))
    ends_on = day(_("to"))
    change_reason = lines(_("Why the programme changes"), required=False)

    def __init__(self, *args: Any, version: ProgrammeVersion, on: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", self.values_of(version))
        super().__init__(*args, **kwargs)
        if version.number == 1:
            del self.fields["change_reason"]
        for item in CONTENT.on(on):
            if item.key != "period":
                self.fields[f"{CONTENT_FIELD}{item.key}"] = lines(item.name_pl, required=False)

    @staticmethod
    def values_of(version: ProgrammeVersion) -> dict[str, Any]:
        frame = {name: getattr(version, name) for name in ("title", "starts_on", "ends_on", "change_reason")}
        return frame | {f"{CONTENT_FIELD}{key}": text for key, text in version.content.items()}

    def given(self) -> dict[str, Any]:
        """The fields as `save_version` takes them."""
        cleaned = dict(self.cleaned_data)
        content = {
            name.removeprefix(CONTENT_FIELD): text for name, text in cleaned.items() if name.startswith(CONTENT_FIELD)
        }
        frame = {name: value for name, value in cleaned.items() if not name.startswith(CONTENT_FIELD)}
        return frame | {"content": content}

    def box(self, key: str) -> BoundField | None:
        """The field of an item; the period has none of its own."""
        name = f"{CONTENT_FIELD}{key}"
        return self[name] if name in self.fields else None


class RejectForm(HouseForm):
    reason = lines(_("Why the council rejected it"))


class ResolutionForm(HouseForm):
    """One form for each council; which one, the address says."""

    number = forms.CharField(label=_("Number of the resolution"), max_length=60)
    adopted_on = day(_("Date of the resolution"))
    starts_on = day(
        _("In force from, if the resolution names a later day"),
        required=False,
        help_text=_("empty: 14 days after publication"),
    )


class PublicationForm(HouseForm):
    journal_year = forms.IntegerField(
        label=_("Year of the journal"),
        min_value=1990,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "4"}),
    )
    journal_position = forms.IntegerField(
        label=_("Position"),
        min_value=1,
        max_value=9_999_999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "10"}),
    )
    published_on = day(_("Published on"))


class AnnulmentForm(HouseForm):
    extent = forms.ChoiceField(
        label=_("What was annulled"),
        choices=[("WHOLE", _("the whole version")), ("PART", _("a part of it"))],
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(label=_("Reference of the ruling"), max_length=100)
    decided_on = day(_("Date of the ruling"))
    void_from = day(_("Not applied from"))
    what = lines(_("Which points are void"), required=False, help_text=_("needed when a part was annulled"))
    services = forms.ModelMultipleChoiceField(
        label=_("Services that are no longer given under the programme"),
        queryset=Service.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, version: ProgrammeVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_version = version.services.values("service_id")
        services = Service.objects.filter(pk__in=in_version).order_by("sort_key", "id")
        self.fields["services"].queryset = services  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        names = ("reference", "decided_on", "void_from", "what")
        return {name: self.cleaned_data[name] for name in names} | {"is_whole": self.cleaned_data["extent"] == "WHOLE"}


class AmendmentForm(HouseForm):
    reason = lines(_("Why the programme changes"), help_text=_("the council and residents will read it"))


class EvaluationForm(HouseForm):
    kind = forms.ChoiceField(label=_("Kind of evaluation"), choices=EvaluationKind.choices, widget=forms.RadioSelect)
    evaluated_on = day(_("Date of the evaluation"))
    findings = lines(_("What the programme gave"))
    indicators = lines(
        _("Indicators and their values"), required=False, help_text=_("for example: 41 people, 1 240 hours")
    )
    decision = lines(_("What follows from it"))
