"""Which unit of a limit the words of a service or a plan mean."""

from cus.kit.polish import fold
from cus.law.limits import Unit

# Beginnings of words, written after `fold`: every form of „godzina” begins with „godz”.
STEMS = {
    Unit.HOUR: ("godz",),
    Unit.RIDE: ("przejazd", "kurs"),
    Unit.KILOMETRE: ("km", "kilomet"),
    Unit.DAY: ("dzien", "dni", "dob"),
    Unit.MEAL: ("posil", "obiad"),
    Unit.MONTH: ("miesi",),
    Unit.TIME: ("wizyt", "spotka", "sesj", "zabieg", "uslug", "wyjazd", "wyjsc", "porad", "wypozycz", "raz"),
}


def unit_in(words: str) -> Unit | None:
    """The unit a text such as „wizyty” names; None when no limit counts it."""
    first = fold(words).strip()
    return next((unit for unit, stems in STEMS.items() if first.startswith(stems)), None)
