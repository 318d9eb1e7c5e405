"""Forms and fields of the house. Every error says how to write it right."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from stdnum.exceptions import InvalidChecksum
from stdnum.pl import pesel

PHONE_DIGITS = 9
PESEL_DIGITS = 11
WRITTEN_DATE = re.compile(r"^\s*(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4})\s*r?\.?\s*$")
ISO_DATE = re.compile(r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$")
CHOOSING = (forms.ChoiceField, forms.ModelChoiceField)


class HouseForm(forms.Form):
    """A form drawn by `kit/field.html`: errors come from us, not from the browser, and name their field.

    `labels` replace those of the class, in the errors too.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, labels: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, label in (labels or {}).items():
            self.fields[name].label = label
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _what_is_missing(field, str(self[name].label))


def _what_is_missing(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Tick “%(label)s” to go on.") % {"label": label}
    if isinstance(field, CHOOSING):
        return _("Choose an answer: %(label)s") % {"label": label}
    return _("Fill in: %(label)s") % {"label": label}


class ThreeBoxes(forms.Widget):
    """Day, month and year in three boxes; a whole date written into the first one is understood too."""

    input_type = "text"
    boxes = (
        ("day", pgettext_lazy("box of a date", "Day")),
        ("month", pgettext_lazy("box of a date", "Month")),
        ("year", pgettext_lazy("box of a date", "Year")),
    )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | list[str] | None:
        written = [str(data.get(f"{name}_{box}", "")).strip() for box, _label in self.boxes]
        if any(written):
            return written[0] if written[0] and not any(written[1:]) and not written[0].isdigit() else written
        return data.get(name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}_{box}" in data for box, _label in self.boxes)

    def decompress(self, value: Any) -> list[str]:
        """The three texts to show again."""
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        if isinstance(value, (list, tuple)):
            return [str(part) for part in value]
        found = _parts_of_date(str(value or ""))
        return [str(part) for part in found] if found else [str(value or ""), "", ""]


class PolishDateField(forms.DateField):
    """A date in three boxes, or in one text such as 24.11.2026 when `one_box` is set (quick staff forms)."""

    widget = ThreeBoxes

    def __init__(self, *, one_box: bool = False, **kwargs: Any) -> None:
        if one_box:
            kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "data-width": "10"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or not value or (isinstance(value, list) and not any(value)):
            return super().to_python(value if isinstance(value, date) else None)
        parts = _parts_of_date(" ".join(value)) if isinstance(value, list) else _parts_of_date(str(value))
        if isinstance(value, list) and not all(value):
            raise ValidationError(_missing_part(value), code="invalid")
        if parts is None:
            raise ValidationError(_("Write the day, month and year in digits, for example 24 11 2026"), code="invalid")
        day, month, year = parts
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError(_("There is no such day. Check the day and the month."), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, date) and isinstance(self.widget, forms.TextInput):
            return f"{value.day}.{value.month:02}.{value.year}"
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def _parts_of_date(text: str) -> tuple[int, int, int] | None:
    if written := WRITTEN_DATE.match(text):
        return int(written[1]), int(written[2]), int(written[3])
    if iso := ISO_DATE.match(text):
        return int(iso[3]), int(iso[2]), int(iso[1])
    return None


def _missing_part(boxes: list[str]) -> str:
    day, month, _year = boxes
    if not day:
        return _("The day is missing. Write for example 24 11 2026")
    if not month:
        return _("The month is missing. Write for example 24 11 2026")
    return _("The year is missing. Write for example 24 11 2026")


class PhoneField(forms.CharField):
    """A telephone number, kept as +48600123456. Polish unless it begins with a plus."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "type": "tel", "data-width": "20"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return _international(text) if text else ""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(r"\+48\d{9}", value):
            return phonenumbers.format_number(phonenumbers.parse(value), phonenumbers.PhoneNumberFormat.NATIONAL)
        return value


def _international(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    foreign = text.lstrip().startswith(("+", "00")) and not digits.removeprefix("00").startswith("48")
    if not foreign:
        if re.search(r"[^\W\d_]", text):
            raise ValidationError(_("Write the number in digits only, for example 600 123 456"), code="letters")
        own = re.sub(r"^(?:00)?48(?=\d{9})|^0(?=\d{9}$)", "", digits)
        _check_count(PHONE_DIGITS - len(own))
        text = f"+48{own}"
    try:
        parsed = phonenumbers.parse(re.sub(r"^\s*00", "+", text), "PL")
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        raise ValidationError(_("Check the number. A foreign one starts with a plus, for example +380 44 123 4567"))
    if not foreign and not phonenumbers.is_valid_number(parsed):
        raise ValidationError(_("No Polish number looks like this. Check it digit by digit."), code="invalid")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _check_count(missing: int) -> None:
    if missing > 0:
        text = ngettext("One digit is missing.", "%(count)d digits are missing.", missing)
    elif missing < 0:
        text = ngettext("There is one digit too many.", "There are %(count)d digits too many.", -missing)
    else:
        return
    advice = _("Write 9 digits, for example 600 123 456")
    raise ValidationError(f"{text % {'count': abs(missing)}} {advice}" if "%" in text else f"{text} {advice}")


class PeselField(forms.CharField):
    """A PESEL number, checked digit by digit; what is wrong is said."""

    # never kept as a draft on the device: it may be a shared one
    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off", "data-width": "20", "data-no-draft": ""}
    )

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("11 digits, in the identity card"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        number = re.sub(r"[\s\-]", "", super().to_python(value) or "")
        if not number:
            return ""
        if not number.isascii() or not number.isdigit():
            raise ValidationError(_("PESEL is made of digits only."), code="letters")
        if len(number) != PESEL_DIGITS:
            counted = ngettext("You wrote %(count)d digit.", "You wrote %(count)d digits.", len(number))
            raise ValidationError(
                f"{counted % {'count': len(number)}} {_('PESEL has 11 of them, for example 44051401359')}",
                code="length",
            )
        try:
            return pesel.validate(number)
        except InvalidChecksum:
            text = _("One of the digits does not agree with the rest. Compare the number with the document.")
            raise ValidationError(text, code="checksum") from None
        except Exception as wrong:
            text = _("The first six digits are the date of birth, and there is no such date. Check the number.")
            raise ValidationError(text, code="date") from wrong


class PostcodeField(forms.CharField):
    """A Polish postcode, kept as 32-005."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "data-width": "5"})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        written = re.fullmatch(r"(\d{2})[\s\-–]*(\d{3})", text.strip())
        if not written:
            raise ValidationError(_("Write 5 digits, for example 32-005"), code="invalid")
        return f"{written[1]}-{written[2]}"


class MoneyField(forms.Field):
    """An amount of money, written as 3,20 and kept in grosze."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "data-width": "5"})
    unit = "zł"

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        text = re.sub(r"(?i)\s|zł|pln", "", str(value)).replace(",", ".")
        try:
            amount = Decimal(text)
        except InvalidOperation:
            raise ValidationError(_("Write the amount in digits, for example 3,20"), code="invalid") from None
        if not amount.is_finite() or amount < 0:
            raise ValidationError(_("Write the amount in digits, for example 3,20"), code="invalid")
        grosze = amount * 100
        if grosze != grosze.to_integral_value(ROUND_HALF_UP):
            raise ValidationError(_("Write at most two digits after the comma, for example 3,20"), code="precision")
        if grosze >= 10**11:
            raise ValidationError(_("This amount is too large. Check it."), code="large")
        return int(grosze)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return f"{value // 100},{value % 100:02}"
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True
