"""How much, in words a person reads: „2 godziny w tygodniu”."""

from decimal import Decimal

from django.utils.formats import number_format

from cus.cases.models import Rhythm

# One, few, many: the units of the catalogue. A unit written by hand stays as it was written.
FORMS = {
    "godzina": ("godzina", "godziny", "godzin"),
    "wizyta": ("wizyta", "wizyty", "wizyt"),
    "spotkanie": ("spotkanie", "spotkania", "spotkań"),
    "dzień": ("dzień", "dni", "dni"),
    "miesiąc": ("miesiąc", "miesiące", "miesięcy"),
    "posiłek": ("posiłek", "posiłki", "posiłków"),
    "usługa": ("usługa", "usługi", "usług"),
    "przejazd": ("przejazd", "przejazdy", "przejazdów"),
    "wyjazd": ("wyjazd", "wyjazdy", "wyjazdów"),
    "dostęp": ("dostęp", "dostępy", "dostępów"),
    "sesja": ("sesja", "sesje", "sesji"),
    "doba": ("doba", "doby", "dób"),
    "zabieg": ("zabieg", "zabiegi", "zabiegów"),
    "wypożyczenie": ("wypożyczenie", "wypożyczenia", "wypożyczeń"),
}


def counted(amount: Decimal, unit: str) -> str:
    """1 godzina, 2 godziny, 5 godzin; a part takes the few's singular genitive only in speech, here „1,5 godziny”."""
    forms = FORMS.get(unit)
    return f"{shown(amount)} {_form(amount, forms) if forms else unit}"


def shown(amount: Decimal) -> str:
    """2 and not 2,00; 1,5 with a comma."""
    plain = amount.normalize()
    places = max(-int(plain.as_tuple().exponent), 0)
    return number_format(amount, decimal_pos=places, use_l10n=True)


def _form(amount: Decimal, forms: tuple[str, str, str]) -> str:
    one, few, many = forms
    if amount != int(amount):
        return few
    number = int(amount)
    if number == 1:
        return one
    return few if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else many


def amount_in_words(amount: Decimal | None, unit: str, rhythm: str) -> str:
    """The whole of a row's amount; nothing when the amount is still to be agreed."""
    return f"{counted(amount, unit)} {Rhythm(rhythm).label}" if amount is not None else ""
