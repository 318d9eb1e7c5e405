"""What offices write in one cell: an address, opening hours, a price, yes or no."""

import re
from dataclasses import dataclass

from cus.kit.polish import fold

POSTCODE = re.compile(r"\b(\d{2}-\d{3})\b")
STREET = re.compile(r"(?:^|[\s,])(?:ul|al|pl|os|aleja|ulica|plac|osiedle|rynek)\b\.?", re.IGNORECASE)
NOT_A_TOWN = re.compile(r",.*$|\b(wieś|dzielnica|osada|kolonia)\b.*$", re.IGNORECASE)
YES, NO = ("tak", "t", "yes", "y", "true", "1", "x", "prawda"), ("nie", "n", "no", "false", "0", "falsz")
DAY_NAMES = (
    ("MO", ("poniedzialek", "poniedzialku", "pon", "pn", "mo", "monday", "mon")),
    ("TU", ("wtorek", "wtorku", "wt", "tu", "tuesday", "tue")),
    ("WE", ("sroda", "srody", "srode", "sr", "we", "wednesday", "wed")),
    ("TH", ("czwartek", "czwartku", "czw", "cz", "th", "thursday", "thu")),
    ("FR", ("piatek", "piatku", "pt", "pi", "fr", "friday", "fri")),
    ("SA", ("sobota", "soboty", "sobote", "sob", "so", "sa", "saturday", "sat")),
    ("SU", ("niedziela", "niedzieli", "niedziele", "nd", "niedz", "su", "sunday", "sun")),
)
DAY_OF = {name: code for code, names in DAY_NAMES for name in names}
CODES = tuple(code for code, _names in DAY_NAMES)
CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
HOURS = re.compile(rf"{CLOCK}\s*(?:-|–|—|do)\s*{CLOCK}")
PIECES = re.compile(rf"{HOURS.pattern}|[a-z]+|[-–—]")
MONEY = re.compile(r"\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?")


@dataclass(frozen=True)
class Address:
    street: str
    postcode: str
    town: str


@dataclass(frozen=True)
class OpenDays:
    """Days of the week that are open alike: "MO,TU" from 09:00 to 15:30."""

    byday: str
    opens_at: str
    closes_at: str


def address_in(text: str) -> Address:
    """Street, postcode and town of "ul. Piasta 5 05-822 Milanówek" or "Maszewo ul. Kręta 1A"; "" where not said."""
    found = POSTCODE.search(text)
    if found:
        town = NOT_A_TOWN.sub("", text[found.end() :]).strip(" ,;.")
        return Address(text[: found.start()].strip(" ,;"), found[1], town)
    street = STREET.search(text)
    if street:
        town = NOT_A_TOWN.sub("", text[: street.start()]).strip(" ,;")
        return Address(text[street.start() :].strip(" ,;"), "", town)
    return Address(text.strip(), "", "")


def yes_or_no(text: str) -> bool | None:
    plain = fold(text).strip(" .")
    return True if plain in YES else False if plain in NO else None


def amount_in(text: str) -> float | None:
    """636.3 for "636.3 zł"; None where no number stands."""
    found = MONEY.search(text)
    return float(found[0].replace(" ", "").replace("\u00a0", "").replace(",", ".")) if found else None


def opening_in(text: str) -> list[OpenDays]:
    """Opening hours in words: "Poniedziałek, Wtorek 6:30-16:30", "pn-pt 8-16", "Mo-We 8:00-15:30; Th 8:00-17:00"."""
    opening: list[OpenDays] = []
    days: list[str] = []
    joins = after_hours = False
    for piece in PIECES.finditer(fold(text)):
        word = piece[0]
        if piece[1]:
            hours = _hours(piece)
            if hours and days:
                opening.append(OpenDays(",".join(days), *hours))
            after_hours = True
        elif word in DAY_OF:
            if after_hours:
                days, after_hours = [], False
            days = _with(days, DAY_OF[word], joins)
            joins = False
        elif word in ("-", "–", "—", "do"):
            joins = bool(days) and not after_hours
    return list(dict.fromkeys(opening))


def _with(days: list[str], day: str, joins: bool) -> list[str]:
    if not joins or not days:
        return days if day in days else [*days, day]
    first, last = CODES.index(days[-1]), CODES.index(day)
    between = CODES[first : last + 1] if first <= last else (*CODES[first:], *CODES[: last + 1])
    return [*days, *(one for one in between if one not in days)]


def _hours(piece: re.Match[str]) -> tuple[str, str] | None:
    opens, closes = (int(piece[1]), int(piece[2] or 0)), (int(piece[3]), int(piece[4] or 0))
    if not (opens < closes <= (24, 0)) or max(opens[1], closes[1]) > 59:
        return None
    return f"{opens[0]:02}:{opens[1]:02}:00", "00:00:00" if closes == (24, 0) else f"{closes[0]:02}:{closes[1]:02}:00"
