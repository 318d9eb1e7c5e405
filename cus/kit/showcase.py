"""What the page of components shows: made-up values, one of each kind."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator

from cus.kit.charts import bar_chart
from cus.kit.forms import HouseForm, MoneyField, PeselField, PhoneField, PolishDateField, PostcodeField
from cus.kit.icons import ICONS


class EveryField(HouseForm):
    """One field of each kind."""

    name = forms.CharField(label="Imię i nazwisko", help_text="Jak w dowodzie osobistym")
    phone = PhoneField(label="Numer telefonu", help_text="9 cyfr")
    born_on = PolishDateField(label="Data urodzenia", help_text="Na przykład 24 11 1948")
    next_on = PolishDateField(label="Następny kontakt", one_box=True, required=False)
    pesel = PeselField(label="PESEL", required=False)
    postcode = PostcodeField(label="Kod pocztowy")
    fee = MoneyField(label="Opłata za godzinę", required=False)
    village = forms.ChoiceField(label="Miejscowość", choices=[("", "wybierz"), ("A", "Lipnowiec"), ("B", "Zalesie")])
    contact = forms.ChoiceField(
        label="Jak się kontaktować?",
        choices=[("LETTER", "Listem"), ("EMAIL", "E-mailem"), ("OTHER", "Przez osobę, której ufam")],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(label="Adres e-mail", required=False)
    troubles = forms.MultipleChoiceField(
        label="Co jest trudne?",
        choices=[("SHOP", "Zakupy"), ("STAIRS", "Schody")],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label="Uwagi", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    paper = forms.FileField(label="Dokument", required=False, help_text="PDF albo zdjęcie, do 10 MB")
    consent = forms.BooleanField(label="Córka może dzwonić w mojej sprawie")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].reveals = {"EMAIL": "email"}  # type: ignore[attr-defined]
        self.fields["contact"].hints = {"OTHER": "Na przykład córkę, syna, sąsiadkę."}  # type: ignore[attr-defined]


def showcase_context(*, on: date) -> dict[str, Any]:
    """Everything `kit/showcase.html` needs."""
    written = {
        "phone": "600 123 45",
        "born_on_day": "31",
        "born_on_month": "2",
        "born_on_year": "1948",
        "contact": "EMAIL",
    }
    rows = [("Usługi opiekuńcze", 412), ("Przewozy", 96), ("Zakupy sąsiedzkie", 141)]
    return {
        "today": on,
        "wrong_form": EveryField(written),
        "steps": [
            {"label": "Kto składa", "url": "#k-steps", "done": True},
            {"label": "Kontakt", "current": True},
            {"label": "Adres"},
            {"label": "Sprawdzenie"},
        ],
        "tabs": [
            {"label": "Co się działo", "url": "#k-table", "current": True},
            {"label": "Plan", "url": "#k-table"},
            {"label": "Pisma i dokumenty", "url": "#k-table", "count": 4},
        ],
        "pills": [
            {"label": "Wszystkie", "url": "#k-table", "count": 42, "current": True},
            {"label": "Po terminie", "url": "#k-table", "count": 1},
        ],
        "crumbs": [{"label": "Osoby", "url": "#k-person"}, {"label": "Lipnowiec", "url": "#k-person"}],
        "tags": [
            {"label": "Słabo słyszy", "tone": "warn", "icon": "bell"},
            {"label": "Klucz u sąsiadki", "tone": "neighbour", "icon": "lock"},
        ],
        "facts": [("Koordynatorka", "Joanna Mazur"), ("Sprawa", "CUS-2026-1184"), ("Bliska osoba", "")],
        "page": Paginator(range(300), 20).page(7),
        "entries": _entries(on),
        "chart": bar_chart("Osoby z pomocą", rows, what="Usługa", unit="osób", neighbour_rows=["Zakupy sąsiedzkie"]),
        "icons": sorted(ICONS),
    }


def _entries(on: date) -> list[dict[str, Any]]:
    visit = {"title": "Pierwsza wizyta opiekunki", "text": "Od 8:00 do 9:30.", "thread": "service", "note": "J. Mazur"}
    shopping = {"title": "Sąsiadka robi zakupy", "text": "Wtorki i piątki.", "thread": "neighbour"}
    filed = {"title": "Wniosek przyjęty", "text": "Od tego dnia liczy się 30 dni na plan."}
    return [{**visit, "on": on}, {**shopping, "on": on}, {**filed, "on": on - timedelta(days=40)}]
