"""A row of the table by its meaning: who, which case, what help, which household. No database is asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from stdnum.pl import pesel as pesel_number

from cus.cases.imports import values
from cus.cases.imports.fields import NAMES
from cus.cases.imports.values import Misfit, Remarks, said
from cus.catalogue.imports.tables.words import address_in
from cus.kit.csv_lines import as_written
from cus.kit.polish import fold
from cus.kit.tables import TableLine, lines_of

Value = TypeVar("Value")
LONGEST = {
    "first_name": 100, "last_name": 100, "street": 100, "house": 20, "town": 100, "reach_note": 300, "email": 254,
    "case_number": 60, "kind": 200, "decision_number": 60, "fee_text": 300, "worker": 200, "household": 60,
}  # fmt: skip
GIVES_NO_HELP = ("odm", "uchyl", "umorz", "wygas", "zwrot", "koncz", "zakoncz", "wstrzym")
CASE_FIELDS = ("case_number", "kind", "decision_number", "starts_on")


@dataclass
class ReadRow:
    """What one line says: `given` by field, ready to be kept; reasons to reject it; remarks on what was mended."""

    line: int
    cells: list[str]
    given: dict[str, Any] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.given.get('last_name', '')} {self.given.get('first_name', '')}".strip()


def rows_in(
    path: Path, *, heading_line: int, heading: list[str], columns: dict[str, int], on: date
) -> Iterator[ReadRow]:
    """The rows below the heading; the heading printed again on a next page is passed over."""
    width = len(heading)
    as_heading: list[str] = []
    for line in lines_of(path, is_titled=True):
        if line.number == heading_line:
            as_heading = line.cells
        if line.number <= heading_line or line.cells == as_heading:
            continue
        yield read_row(line, width=width, columns=columns, on=on)


def read_row(line: TableLine, *, width: int, columns: dict[str, int], on: date) -> ReadRow:
    row = ReadRow(line.number, line.cells)
    if line.trouble:
        row.reasons.append(line.trouble)
        return row
    if len(line.cells) > width and any(line.cells[width:]):
        have = {"have": len(line.cells), "want": width}
        row.reasons.append(_("the row has %(have)d cells and the heading %(want)d") % have)
        return row
    cells = {name: as_written(line.cells[place]) for name, place in columns.items() if place < len(line.cells)}
    remarks = Remarks()
    for read in (_person, _address, _reach, _case, _help, _household):
        read(row, cells, remarks)
    row.given = {name: _fitting(name, value, remarks) for name, value in row.given.items() if value not in ("", None)}
    row.remarks = remarks.texts
    _check(row, on=on)
    return row


def _person(row: ReadRow, cells: dict[str, str], remarks: Remarks) -> None:
    last, first = _names(cells)
    row.given |= {"last_name": last, "first_name": first, "sex": values.sex_in(cells.get("sex", ""))}
    pesel = _kept(row, lambda: values.pesel_in(cells.get("pesel", ""), remarks))
    born_on = _kept(row, lambda: values.day_in(cells.get("born_on", ""), remarks))
    if pesel:
        told = pesel_number.get_birth_date(pesel)
        if born_on and born_on != told:
            row.reasons.append(
                _("the date of birth %(day)s does not agree with the PESEL %(pesel)s")
                % {"day": born_on, "pesel": pesel}
            )
        born_on = told
        sex = "FEMALE" if pesel_number.get_gender(pesel) == "F" else "MALE"
        if row.given["sex"] not in ("", sex):
            remarks.note(_("the sex is taken from the PESEL, not from its column"))
        row.given["sex"] = sex
    row.given |= {"pesel": pesel, "born_on": born_on.isoformat() if born_on else ""}


def _names(cells: dict[str, str]) -> tuple[str, str]:
    """Last and first name, from two columns or from one."""
    given = {name: values.name_in(cells.get(name, "")) for name in NAMES}
    if given["last_name"] or given["first_name"]:
        return given["last_name"], given["first_name"]
    last, _blank, first = given["last_and_first"].partition(" ")
    if last:
        return last, first.strip()
    first, _blank, last = given["first_and_last"].rpartition(" ")
    return last, first.strip()


def _address(row: ReadRow, cells: dict[str, str], remarks: Remarks) -> None:
    whole = address_in(said(cells.get("address", "")))
    town = said(cells.get("town", "")) or whole.town
    street, house = values.street_and_house(cells.get("street") or whole.street)
    house = said(cells.get("house", "")) or house
    flat = said(cells.get("flat", ""))
    if not street and not town and whole.street:
        town = whole.street
    row.given |= {
        "street": "" if fold(street) == fold(town) else street,
        "house": f"{house}/{flat}" if flat and house else house or flat,
        "postcode": values.postcode_in(cells.get("postcode", "") or whole.postcode, remarks),
        "town": town,
    }


def _reach(row: ReadRow, cells: dict[str, str], remarks: Remarks) -> None:
    row.given |= {
        "phone": values.phone_in(cells.get("phone", ""), remarks),
        "email": values.email_in(cells.get("email", ""), remarks),
        "reach_note": said(cells.get("reach_note", "")),
    }


def _case(row: ReadRow, cells: dict[str, str], remarks: Remarks) -> None:
    filed_on = _kept(row, lambda: values.day_in(cells.get("filed_on", ""), remarks))
    row.given |= {
        "case_number": said(cells.get("case_number", "")),
        "filed_on": filed_on.isoformat() if filed_on else "",
        "worker": values.name_in(cells.get("worker", "")),
    }


def _help(row: ReadRow, cells: dict[str, str], remarks: Remarks) -> None:
    verdict = said(cells.get("verdict", ""))
    if any(fold(verdict).startswith(word) for word in GIVES_NO_HELP):
        row.reasons.append(
            _("the decision gives no help (“%(verdict)s”): only help that is given is taken over")
            % {"verdict": verdict[:40]}
        )
    starts_on = _kept(row, lambda: values.day_in(cells.get("starts_on", ""), remarks))
    ends_on = _kept(row, lambda: values.end_in(cells.get("ends_on", ""), remarks))
    decided_on = _kept(row, lambda: values.day_in(cells.get("decided_on", ""), remarks))
    if starts_on and ends_on and ends_on < starts_on:
        row.reasons.append(
            _("the help ends (%(last)s) before it begins (%(first)s)") % {"first": starts_on, "last": ends_on}
        )
    hours, over = values.hours_in(cells.get("hours", ""), remarks)
    fee_grosze, fee_per = values.fee_in(cells.get("fee", ""))
    row.given |= {
        "kind": said(cells.get("kind", "")),
        "starts_on": starts_on.isoformat() if starts_on else "",
        "ends_on": ends_on.isoformat() if ends_on else "",
        "decision_number": said(cells.get("decision_number", "")),
        "decided_on": decided_on.isoformat() if decided_on else "",
        "hours": str(hours) if hours is not None else "",
        "hours_over": over,
        "fee_text": said(cells.get("fee", "")) if fee_grosze is None else "",
        "fee_grosze": fee_grosze,
        "fee_per": fee_per,
    }


def _household(row: ReadRow, cells: dict[str, str], remarks: Remarks) -> None:
    number = said(cells.get("household", ""))
    row.given |= {"household": number, "role": role_in(cells.get("role", "")) if number else ""}


ROLES = (
    ("SPOUSE", ("maz", "zona", "malzon", "partner", "konkub", "wspolmalz")),
    ("FOSTER_CHILD", ("dziecko w pieczy", "dziecko w rodzinie zastep", "dziecko umieszczone", "wychowan")),
    ("CHILD", ("dziecko", "syn", "corka", "pasierb")),
    ("GRANDPARENT", ("babcia", "dziadek", "prababcia", "pradziadek")),
    ("PARENT", ("matka", "ojciec", "rodzic", "ojczym", "macocha")),
    ("RELATIVE", ("brat", "siostra", "wnuk", "wnuczka", "ciocia", "ciotka", "wuj", "stryj", "tesc", "ziec", "synowa",
                  "szwagier", "krewn", "kuzyn", "bratan", "siostrzen")),
    ("LODGER", ("lokator", "wspollokator", "obcy", "niespokrewn")),
)  # fmt: skip
EXACT_FIRST = ("synowa",)  # begins like "syn"


def role_in(cell: str) -> str:
    """Who somebody is in the household; an adult where the words are not known."""
    plain = fold(said(cell))
    if plain.startswith(EXACT_FIRST):
        return "RELATIVE"
    return next((role for role, words in ROLES if plain.startswith(words)), "ADULT")


def _kept(row: ReadRow, read: Callable[[], Value]) -> Value | None:
    """The value; a cell that cannot be it rejects the row."""
    try:
        return read()
    except Misfit as wrong:
        row.reasons.append(str(wrong))
        return None


def _fitting(name: str, value: Any, remarks: Remarks) -> Any:
    """The text as long as its field is; what is cut off is told."""
    most = LONGEST.get(name)
    if most and isinstance(value, str) and len(value) > most:
        remarks.note(_("“%(cell)s…” is longer than %(count)d signs and was cut") % {"cell": value[:30], "count": most})
        return value[:most].strip()
    return value


def _check(row: ReadRow, *, on: date) -> None:
    """A row says who it is about: by both names, or by a number that finds somebody we know."""
    given = row.given
    if given.get("born_on", "") > on.isoformat():
        row.reasons.append(_("the date of birth lies ahead: %(day)s") % {"day": given["born_on"]})
    if row.reasons:
        return
    has_names = bool(given.get("last_name") and given.get("first_name"))
    if not has_names and not given.get("pesel") and not given.get("case_number"):
        row.reasons.append(_("the row does not say who it is about: the first and the last name are needed"))


def tells_of_a_case(given: Mapping[str, Any]) -> bool:
    return any(given.get(name) for name in CASE_FIELDS)
