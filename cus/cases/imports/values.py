"""One cell as what its column means: kept, mended with a remark where that is safe, or a reason to reject the row."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.pl import pesel as pesel_number

from cus.kit.errors import Refused
from cus.kit.polish import fold
from cus.people.services.register import international_phone

NOTHING = frozenset({"", "-", "--", "brak", "b/d", "bd", "nie dotyczy", "n/d", "nd", "brak danych", "null", "x"})
NO_END = ("bezterminow", "na stale", "czas nieokreslon", "nieokreslon", "do odwolania")
MONTHS = (
    "stycz", "lut", "mar", "kwie", "maj", "czerw", "lip", "sierp", "wrze", "paz", "list", "grud",
)  # fmt: skip
DAY_FIRST = re.compile(r"(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4})\s*r?\.?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
YEAR_FIRST = re.compile(r"(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})(?:[ t]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?")
IN_WORDS = re.compile(r"(\d{1,2})\.? ([a-z]+) (\d{4})(?: r\.?)?")
RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
SERIAL = re.compile(r"\d{2,5}")
SERIAL_ZERO = date(1899, 12, 30)  # a spreadsheet's day 1 is 1 January 1900, and it believes in 29 February 1900
ENDLESS_YEAR = 2099
OLDEST_YEAR = 1890
EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+")
PHONE_PARTS = re.compile(r"[,;/]| lub | oraz ")
POSTCODE = re.compile(r"(\d{2})[\s\-–]*(\d{3})")
HOUSE_AT_THE_END = re.compile(r"^(.*?\D)\s+(\d+\s?[a-z]?(?:\s?/\s?\w+)?(?:\s?m\.?\s?\d+\w?)?)$", re.IGNORECASE)
STREET_WORD = re.compile(r"^(?:ul\.?|ulica)\s+", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?")
PHONE_DIGITS = 9
MOST_HOURS = Decimal("744")  # of a month


class Misfit(Exception):
    """The cell cannot be what its column says; the text says why."""


@dataclass
class Remarks:
    """What was mended or left out on the way."""

    texts: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        if text not in self.texts:
            self.texts.append(text)


def said(cell: str) -> str:
    """The cell, empty where it says in words that there is nothing."""
    return "" if fold(cell).strip(" .") in NOTHING else cell.strip()


def day_in(cell: str, remarks: Remarks) -> date | None:
    """12.03.1948, 1948-03-12, 12 marca 1948, or the number of days a spreadsheet shows for it. Raises Misfit."""
    text = fold(said(cell))
    if not text or set(text) <= set("0.-/ "):
        return None
    if SERIAL.fullmatch(text):
        day = SERIAL_ZERO + timedelta(days=int(text))
        remarks.note(_("“%(cell)s” is a day as a spreadsheet counts it: %(day)s") % {"cell": cell, "day": _shown(day)})
    else:
        day = _written_day(text, cell)
    if day.year < OLDEST_YEAR:
        raise Misfit(_("“%(cell)s” lies too far back to be a day of this case") % {"cell": cell[:40]})
    return day


def end_in(cell: str, remarks: Remarks) -> date | None:
    """The last day; "bezterminowo" and days of the far future mean that there is none."""
    if any(word in fold(cell) for word in NO_END):
        remarks.note(_("the help has no end: “%(cell)s”") % {"cell": cell})
        return None
    day = day_in(cell, remarks)
    if day and day.year >= ENDLESS_YEAR:
        remarks.note(_("the help has no end: “%(cell)s”") % {"cell": cell})
        return None
    return day


def pesel_in(cell: str, remarks: Remarks) -> str:
    """Eleven digits that agree; zeros a spreadsheet took off its beginning are put back. Raises Misfit."""
    text = re.sub(r"[\s\-'\u00a0]", "", said(cell)).removesuffix(".0")
    if not text or set(text) == {"0"}:
        return ""
    if re.fullmatch(r"\d[.,]\d+[eE]\+?\d+", text):
        raise Misfit(
            _("the spreadsheet has rounded this PESEL (%(cell)s): format the column as text") % {"cell": cell}
        )
    if not text.isascii() or not text.isdigit():
        raise Misfit(_("PESEL “%(cell)s” is not made of digits only") % {"cell": cell[:20]})
    try:
        number = str(pesel_number.validate(text.zfill(11) if len(text) in (9, 10) else text))
    except WrongNumber:
        if len(text) != 11:
            raise Misfit(
                _("PESEL “%(cell)s” has %(count)d digits, not 11") % {"cell": cell[:20], "count": len(text)}
            ) from None
        raise Misfit(_("PESEL %(cell)s: its digits do not agree") % {"cell": cell[:20]}) from None
    if len(text) < 11:
        remarks.note(
            _("zeros at the beginning of the PESEL were lost and are put back: %(pesel)s") % {"pesel": number}
        )
    return number


def phone_in(cell: str, remarks: Remarks) -> str:
    """The first number that is one; others, and what is none, go into a remark."""
    is_one = len(re.sub(r"\D", "", cell)) == PHONE_DIGITS  # "12/345 67 89"
    parts = [part for part in ([cell] if is_one else PHONE_PARTS.split(said(cell))) if re.search(r"\d{3}", part)]
    for part in parts:
        try:
            number = international_phone(re.sub(r"[^\d+]", "", part))
        except Refused:
            continue
        if len(parts) > 1:
            remarks.note(
                _("several phones: only %(number)s is taken of “%(cell)s”") % {"number": part.strip(), "cell": cell}
            )
        return number
    if said(cell):
        remarks.note(_("“%(cell)s” is no phone number and is left out") % {"cell": cell[:60]})
    return ""


def email_in(cell: str, remarks: Remarks) -> str:
    text = said(cell)
    if text and not EMAIL.fullmatch(text):
        remarks.note(_("“%(cell)s” is no e-mail address and is left out") % {"cell": text[:60]})
        return ""
    return text


def postcode_in(cell: str, remarks: Remarks) -> str:
    text = said(cell)
    found = POSTCODE.fullmatch(text)
    if found:
        return f"{found[1]}-{found[2]}"
    if text:
        remarks.note(_("“%(cell)s” is no postcode and is left out") % {"cell": text[:20]})
    return ""


def sex_in(cell: str) -> str:
    first = fold(said(cell))[:1]
    return {"k": "FEMALE", "f": "FEMALE", "m": "MALE"}.get(first, "")


def name_in(cell: str) -> str:
    """KOWALSKA-NOWAK as Kowalska-Nowak; a name written in both sizes stays as it is."""
    text = " ".join(said(cell).split()).strip(" ,;")
    return text.title() if len(text) > 1 and text.isupper() else text


def street_and_house(cell: str) -> tuple[str, str]:
    """ "ul. Piasta 5/3" as street and number; a village without streets has the number only."""
    text = STREET_WORD.sub("", said(cell)).strip(" ,")
    found = HOUSE_AT_THE_END.match(text)
    return (found[1].strip(" ,"), found[2].replace(" ", "")) if found else (text, "")


def hours_in(cell: str, remarks: Remarks) -> tuple[Decimal | None, str]:
    """20 a month for "20 godz./mies."; a week where the cell says so."""
    text = said(cell)
    if not text:
        return None, ""
    amount = _number(text)
    if amount is None or not 0 < amount <= MOST_HOURS:
        remarks.note(_("“%(cell)s” is no number of hours and is left out") % {"cell": text[:40]})
        return None, ""
    return amount, "WEEK" if re.search(r"tyg|tydz", fold(text)) else "MONTH"


def fee_in(cell: str) -> tuple[int | None, str]:
    """The amount in grosze where the cell is one, and for what it is paid."""
    text = said(cell)
    plain = fold(text)
    amount = _number(text)
    if (
        amount is None
        or "%" in text
        or not re.fullmatch(r"[\d\s.,]+(?:zl|pln)?[\s/]*(?:za )?(?:1 )?[a-z.\-/]*", plain)
    ):
        return None, ""
    return int(amount * 100), "MONTH" if re.search(r"mies|m-c|mc", plain) else "HOUR"


def _number(text: str) -> Decimal | None:
    found = NUMBER.search(text)
    try:
        amount = Decimal(re.sub(r"\s", "", found[0]).replace(",", ".")) if found else None
    except InvalidOperation:
        return None
    return amount.quantize(Decimal("0.01")) if amount is not None and amount < 10_000 else None


def _written_day(text: str, cell: str) -> date:
    for pattern, year, month, day in ((DAY_FIRST, 3, 2, 1), (YEAR_FIRST, 1, 2, 3), (RUN_TOGETHER, 1, 2, 3)):
        if found := pattern.fullmatch(text):
            return _day(int(found[year]), int(found[month]), int(found[day]), cell)
    if found := IN_WORDS.fullmatch(text):
        month = next((number for number, name in enumerate(MONTHS, 1) if found[2].startswith(name)), 0)
        return _day(int(found[3]), month, int(found[1]), cell)
    raise Misfit(_("“%(cell)s” is no day: write it as 12.03.1948") % {"cell": cell[:40]})


def _day(year: int, month: int, day: int, cell: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Misfit(_("there is no such day: “%(cell)s”") % {"cell": cell[:40]}) from None


def _shown(day: date) -> str:
    return f"{day.day}.{day.month:02}.{day.year}"
