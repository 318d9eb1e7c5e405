"""Numbers of organisations: NIP, REGON and KRS, checked digit by digit; what is wrong is said."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.pl import nip, regon

KRS_DIGITS = 10


class NumberField(forms.CharField):
    """Digits with any spaces and dashes between them, kept without; `lengths` are allowed, `check` sums them up."""

    name = ""
    lengths: tuple[int, ...] = ()

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "data-width": "20"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        number = re.sub(r"[\s\-]", "", super().to_python(value) or "")
        number = re.sub(r"(?i)^(PL|KRS|NIP|REGON):?", "", number)
        if not number:
            return ""
        if not (number.isascii() and number.isdigit()):
            raise ValidationError(_("%(name)s is made of digits only.") % {"name": self.name}, code="letters")
        return self.whole(number)

    def whole(self, number: str) -> str:
        if len(number) not in self.lengths:
            counted = _("%(name)s has %(lengths)s digits; you wrote %(count)d.") % {
                "name": self.name,
                "lengths": _(" or ").join(str(length) for length in self.lengths),
                "count": len(number),
            }
            raise ValidationError(counted, code="length")
        return number

    def summed(self, number: str, check: Callable[[str], str]) -> str:
        try:
            return check(number)
        except NotANumber:
            text = _("One of the digits does not agree with the rest. Compare %(name)s with the document.")
            raise ValidationError(text % {"name": self.name}, code="checksum") from None


class NipField(NumberField):
    name = "NIP"
    lengths = (10,)

    def whole(self, number: str) -> str:
        return self.summed(super().whole(number), nip.validate)


class RegonField(NumberField):
    name = "REGON"
    lengths = (9, 14)

    def whole(self, number: str) -> str:
        return self.summed(super().whole(number), regon.validate)


class KrsField(NumberField):
    """KRS has no check digit; the zeros in front may be left out, as people write them on the tax form."""

    name = "KRS"
    lengths = (KRS_DIGITS,)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("10 digits; the zeros in front may be left out"))
        super().__init__(**kwargs)

    def whole(self, number: str) -> str:
        return super().whole(number.zfill(KRS_DIGITS) if number.strip("0") else number)
