"""What the files of people and cases look like: our own layout, the same from release to release.

Neither Pomost nor TT-Pomoc publishes a layout others could write for; both are fed by the office's own import or by
the maker of the program. So the files say plainly what is in them, and our own import reads them without help.
The headings are Polish whatever the language of the page: programs read them.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cus.cases.models import ExportKind

VERSION = 1


@dataclass(frozen=True)
class Column:
    """A column: its heading in the file, what stands in it, an example."""

    heading: str
    meaning: str | Promise
    example: str = ""


WHO = (
    Column("Nazwisko", _("last name"), "Wrona"),
    Column("Imię", _("first name"), "Halina"),
    Column("PESEL", _("11 digits; empty when not known"), "48031412345"),
    Column("Data urodzenia", _("day as year-month-day"), "1948-03-14"),
)
ADDRESS = (
    Column("Ulica", _("street; empty where streets have no names"), "Lipowa"),
    Column("Nr domu", _("number of the house, after a stroke the flat"), "3/5"),
    Column("Kod pocztowy", _("postcode"), "00-001"),
    Column("Miejscowość", _("town or village"), "Zdrojowo"),
)
PERIOD = (
    Column("Data od", _("first day of the help; empty when not known"), "2026-01-01"),
    Column("Data do", _("last day of the help; empty when it has none"), "2026-12-31"),
)
DECISION = (
    Column("Nr decyzji", _("number of the decision; empty where none is needed"), "D/12/2026"),
    Column("Liczba godzin", _("number with “mies.” or “tyg.”: a month or a week"), "20 mies."),
    Column("Odpłatność", _("amount with “zł/godz.” or “zł/mies.”, otherwise in words"), "12,50 zł/godz."),
)
CASE = (
    Column("Nr sprawy", _("number of the case"), "OPS.5022.7.2025"),
    Column("Data wniosku", _("day of filing"), "2025-12-15"),
)
LAYOUTS: dict[str, tuple[Column, ...]] = {
    ExportKind.PEOPLE: (
        *WHO,
        Column("Płeć", _("K: woman, M: man"), "K"),
        *ADDRESS,
        Column("Telefon", _("nine digits, or with the code of the country"), "600 000 100"),
        Column("E-mail", _("e-mail address"), "halina@example.org"),
        Column("Uwagi do kontaktu", _("how to reach the person, what to mind"), "dzwonić po 16"),
    ),
    ExportKind.HOUSEHOLDS: (
        *WHO,
        *ADDRESS,
        Column("Nr gospodarstwa", _("the same for everybody of one household"), "G-12"),
        Column("Rola w gospodarstwie", _("who somebody is in the household"), "dziecko"),
        Column("W gospodarstwie od", _("first day in the household"), "2026-01-01"),
        Column("W gospodarstwie do", _("last day in the household; empty when still there"), ""),
    ),
    ExportKind.CASES: (
        *WHO,
        *ADDRESS,
        *CASE,
        Column("Rodzaj pomocy", _("service, as the catalogue calls it"), "Usługi opiekuńcze"),
        Column("Stan", _("where the service stands, in words"), "przyznano decyzją"),
        *PERIOD,
        *DECISION,
        Column("Pracownik", _("coordinator of the case"), "Zofia Czajka"),
    ),
    ExportKind.DECISIONS: (
        *WHO,
        *ADDRESS,
        *CASE,
        Column("Rodzaj pomocy", _("service, as the catalogue calls it"), "Usługi opiekuńcze"),
        Column("Rodzaj decyzji", _("what the decision does, in words"), "przyznaje pomoc"),
        Column("Data decyzji", _("day it was signed; empty when not known"), "2025-12-29"),
        *PERIOD,
        *DECISION,
        Column("Odpłatność słownie", _("fee in words"), "30% kosztu godziny"),
        Column("Doręczono", _("day of delivery; empty when not known"), "2026-01-05"),
    ),
}
FILE_NAMES = {
    ExportKind.PEOPLE: "osoby",
    ExportKind.HOUSEHOLDS: "gospodarstwa",
    ExportKind.CASES: "sprawy",
    ExportKind.DECISIONS: "decyzje",
}
