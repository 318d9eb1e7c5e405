"""The texts a device brings, read into what services take. What cannot be read is refused with words of the form."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cus.cases.models import RecognitionPlace, Rhythm, SupportKind
from cus.kit.errors import Refused
from cus.kit.forms import PhoneField, PolishDateField

LONGEST = {
    "place_detail": 200, "present": 200, "need": 300, "goal": 300, "when": 200, "note": 300, "what": 200, "who": 200,
}  # fmt: skip
NOT_EMPTY = ("need", "what", "who")


def read_day(written: str) -> date:
    found = _cleaned(PolishDateField(required=False), written)
    if found is None:
        raise Refused(_("Write when you talked, then send it again."))
    return found  # type: ignore[no-any-return]


def read_amount(written: str) -> Decimal | None:
    field = forms.DecimalField(max_digits=7, decimal_places=2, min_value=0, required=False)
    return _cleaned(field, written.replace(",", "."))  # type: ignore[no-any-return]


def read_phone(written: str) -> str:
    return str(_cleaned(PhoneField(required=False), written))


def read_choice(written: str, choices: type[RecognitionPlace] | type[Rhythm] | type[SupportKind]) -> str:
    if written not in choices.values:
        raise Refused(_("“%(value)s” is not one of the answers. Choose again.") % {"value": written[:40]})
    return written


def read_text(name: str, written: str) -> str:
    """A text that fits its column; longer ones are shortened by a person, never by us."""
    longest = LONGEST.get(name)
    if longest and len(written.strip()) > longest:
        raise Refused(_("The text is longer than %(count)s characters. Shorten it.") % {"count": longest})
    if name in NOT_EMPTY and not written.strip():
        raise Refused(_("Who helps, with what or what is needed is not written. Complete it."))
    return written.strip()


def _cleaned(field: forms.Field, written: str) -> Any:
    clean: Callable[[Any], Any] = field.clean
    try:
        return clean(written)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from None
