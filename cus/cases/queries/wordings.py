"""How letters are worded now, how they were, what differs from the system's own wording."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cus.accounts.models import Centre, User
from cus.accounts.sender import letter_paper
from cus.cases.letter_kinds import EDITABLE, EditableLetter
from cus.cases.letter_texts import by_wording
from cus.cases.models import LetterTemplate
from cus.kit.word_differences import Piece, word_differences
from cus.records.models import Letter
from cus.records.papers.paper import Paper

EXAMPLE_NUMBER = "CUS.5023.7.2026"
EXAMPLE_RECIPIENT = {"name": "Pani Maria Zielińska", "address": ["Lipowa 8", "32-005 Lipnowiec"]}
EXAMPLE_SIGNATURE = {
    "name": "Ewa Malinowska",
    "post": "koordynatorka indywidualnych planów usług społecznych",
    "authorisation": "",
}


@dataclass(frozen=True)
class WordingRow:
    """One kind of letter, and whether the centre words it itself."""

    letter: EditableLetter
    now: LetterTemplate | None
    next: LetterTemplate | None

    @property
    def is_own(self) -> bool:
        return self.now is not None and not self.now.is_default


def wordings(*, user: User, on: date) -> list[WordingRow]:
    """All kinds that can be worded, with the version in force and the one that comes next, in one question."""
    versions = list(LetterTemplate.objects.visible_to(user).order_by("starts_on", "number").defer("text"))
    rows = []
    for kind, letter in EDITABLE.items():
        own = [one for one in versions if one.kind == kind]
        now = next((one for one in reversed(own) if one.starts_on <= on), None)
        rows.append(WordingRow(letter, now, next((one for one in own if one.starts_on > on), None)))
    return rows


def history_of(kind: str, *, user: User) -> QuerySet[LetterTemplate]:
    rows = LetterTemplate.objects.visible_to(user).filter(kind=kind).select_related("author")
    return rows.order_by("-starts_on", "-number")


def preview_of(letter: EditableLetter, version: LetterTemplate | None, *, centre: Centre, on: date) -> Paper:
    """The letter to an example person; nothing of it is kept."""
    words = by_wording(letter, letter.examples, own=version, title=letter.title or letter.kind.label.capitalize())
    return letter_paper(
        Letter(
            kind=letter.kind,
            number=EXAMPLE_NUMBER,
            title=words.title,
            dated_on=on,
            recipient=EXAMPLE_RECIPIENT,
            text=words.text,
            signature=EXAMPLE_SIGNATURE,
        ),
        centre=centre,
    )


def compared_with_shipped(letter: EditableLetter, version: LetterTemplate | None) -> list[Piece]:
    """Word by word; empty while the shipped wording holds."""
    if version is None or version.is_default:
        return []
    return word_differences(letter.shipped.strip(), version.text.replace("\r\n", "\n").strip())
