"""How a letter is worded: by the centre's own version in force on the day, else as the system came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cus.accounts.models import Centre
from cus.cases.letter_kinds import EDITABLE, EditableLetter, filled_values
from cus.cases.models import LetterTemplate
from cus.records.letters import compose
from cus.records.wording import Filled, fill


@dataclass(frozen=True)
class Worded:
    """The title and the text of a letter, ready to be kept."""

    title: str
    text: str


def worded(
    *, centre: Centre, kind: str, known: Mapping[str, Any], on: date, title: str = "", template: str = ""
) -> Worded:
    """Word a letter of the kind; `title` names it where the matter does, `template` is for kinds nobody edits."""
    letter = EDITABLE.get(kind)
    if letter is None:
        return Worded(title, compose(template, known))
    own = LetterTemplate.objects.filter(centre=centre).in_force(kind, on=on)
    return by_wording(letter, filled_values(kind, known), own=own, title=title)


def by_wording(
    letter: EditableLetter, values: Mapping[str, Filled], *, own: LetterTemplate | None, title: str = ""
) -> Worded:
    """The same from values at hand: for a preview too."""
    if own is None or own.is_default:
        return Worded(title or letter.title, fill(letter.shipped, values))
    return Worded(own.title or title or letter.title, fill(own.text, values))
