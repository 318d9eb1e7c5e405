"""What templates say with `{% load kit %}`: icons, Polish dates, money and phones, form fields, small blocks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Any

import phonenumbers
from django import template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context
from django.template.backends.utils import csrf_input
from django.template.loader import render_to_string
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cus.kit import polish
from cus.kit.addresses import address_of
from cus.kit.day_told import day_of_telling
from cus.kit.fields import FieldLook, look_of
from cus.kit.icons import ICONS

register = template.Library()

LAST_QUARTER = 75
LONGEST_QUEUE = 60


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An inline drawing. Beside a word it is hidden from readers; alone it needs a label saying what and whose."""
    return _drawing(name) if not label else _drawn(name, format_html('role="img" aria-label="{}"', label))


@cache
def _drawing(name: str) -> SafeString:
    """A list draws the same few beside its words, row after row."""
    return _drawn(name, mark_safe('aria-hidden="true"'))


def _drawn(name: str, says: SafeString) -> SafeString:
    return format_html('<svg class="icon" {} viewBox="0 0 24 24"><path d="{}"/></svg>', says, ICONS[name])


@register.simple_tag
def page(name: str, number: int) -> str:
    """`{% url %}` for the page of one row, in a list of many."""
    return address_of(name, number)


TONE_ICONS = {
    "ok": "check",
    "warn": "clock",
    "danger": "alert",
    "info": "info",
    "brand": "house",
    "neighbour": "heart",
}
STATES = {  # of things with a workflow: the tone and the icon, where the tone's own does not say it
    "done": ("ok", ""),
    "wait": ("warn", ""),
    "stopped": ("danger", "cross"),
    "moving": ("info", "right"),
    "draft": ("", "pencil"),
    "": ("", "pencil"),
}


@register.simple_tag
def tag(label: object, tone: str | None = "", icon: str | None = "") -> SafeString:
    """The tag of `kit/tag.html`: written here and not in a template, for lists that show one in each row."""
    return _tag(label if isinstance(label, str) else str(label), tone or "", icon or TONE_ICONS.get(tone or "", ""))


@lru_cache(maxsize=512, typed=True)  # typed: a safe text equals the same text that must be escaped
def _tag(label: str, tone: str, drawn: str) -> SafeString:
    """A list shows the same few states, row after row."""
    return format_html('<span class="tag" data-tone="{}">{} {}</span>', tone, drawn and _drawing(drawn), label)


@register.simple_tag
def state(label: object, tone: str | None = "") -> SafeString:
    """The tag of `kit/state.html`."""
    return tag(label, *STATES.get(tone or "", (tone, "")))


@register.simple_tag
def menu_item(item: Mapping[str, Any]) -> SafeString:
    """A line of the staff menu: written here and not in a template, as every page of staff shows thirty."""
    line = _menu_line(str(item["url"]), str(item["label"]), item.get("icon") or "right", bool(item.get("current")))
    return format_html("<li>{}{}</a></li>", line, _menu_count(item) if item.get("count") else "")


@lru_cache(maxsize=1024)
def _menu_line(url: str, label: str, icon: str, is_current: bool) -> SafeString:
    here = mark_safe(' aria-current="page"') if is_current else ""
    return format_html('<a href="{}"{}>{} <span>{}</span>', url, here, _drawing(icon), label)


def _menu_count(item: Mapping[str, Any]) -> SafeString:
    tone = item.get("tone", "")
    says = format_html('<span class="govuk-visually-hidden"> {}</span>', _("urgent")) if tone == "danger" else ""
    of_tone = format_html(' data-tone="{}"', tone) if tone else ""
    return format_html(' <span class="count"{}>{}{}</span>', of_tone, item["count"], says)


@register.filter
def nbsp(text: Any) -> SafeString:
    return mark_safe(polish.nbsp(conditional_escape(text)))


@register.filter
def phone(number: str | None) -> str:
    """+48600123456 as 600 123 456, a landline as 12 345 67 89, a foreign number with its prefix; hard spaces."""
    if not number:
        return ""
    try:
        parsed = phonenumbers.parse(number, "PL")
    except phonenumbers.NumberParseException:
        return number
    polish_number = parsed.country_code == 48
    style = phonenumbers.PhoneNumberFormat.NATIONAL if polish_number else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style).replace(" ", polish.HARD_SPACE)


@register.filter
def tel(number: str | None) -> str:
    """The address of a telephone link."""
    try:
        parsed = phonenumbers.parse(number or "", "PL")
    except phonenumbers.NumberParseException:
        return f"tel:{number or ''}"
    return f"tel:{phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)}"


@register.filter
def day(when: date | None, today: date | None = None) -> str:
    """wtorek, 24 listopada; with the year when it is not this year."""
    return _day(when, "l, j E", today)


@register.filter
def day_short(when: date | None, today: date | None = None) -> str:
    """24 listopada; with the year when it is not this year."""
    return _day(when, "j E", today)


def _day(when: date | None, style: str, today: date | None) -> str:
    if not when:
        return ""
    if isinstance(when, datetime):
        when = localtime(when).date()
    with_year = style if when.year == (today or day_of_telling()).year else f"{style} Y"
    return _in_words(when, with_year, get_language())


@lru_cache(maxsize=4096)
def _in_words(when: date, style: str, language: str | None) -> str:
    """A list names the same few days, row after row."""
    weekday, comma, rest = date_format(when, style).rpartition(", ")
    if language in ("pl", "uk"):
        weekday = weekday.lower()
    return f"{weekday}{comma}{rest.replace(' ', polish.HARD_SPACE)}"


@register.filter
def clock_time(moment: datetime | time | None) -> str:
    """8:05, in the time of the place."""
    if not moment:
        return ""
    if isinstance(moment, datetime):
        moment = localtime(moment).time()
    return f"{moment.hour}:{moment.minute:02}"


@register.filter
def money(grosze: int | None) -> str:
    """320 as 3,20 zł; zero as bezpłatnie."""
    if grosze in (None, ""):
        return ""
    if grosze == 0:
        return _("free of charge")
    amount = number_format(abs(grosze) / 100, decimal_pos=2, use_l10n=True, force_grouping=True)
    whole = amount.removesuffix(",00").removesuffix(".00") if abs(grosze) >= 100_000 else amount
    return f"{'−' if grosze < 0 else ''}{whole} zł".replace(" ", polish.HARD_SPACE)


@register.filter
def initials(name: str | None) -> str:
    """Anna Maria Zielińska-Kowal as AZ: the first and the last word."""
    words = [word for word in str(name or "").split() if word[0].isalpha()]
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


@register.simple_tag
def time_left(days: int) -> str:
    """3 days, today, 2 days late."""
    if days == 0:
        return _("today")
    if days > 0:
        return (ngettext("%(days)d day", "%(days)d days", days) % {"days": days}).replace(" ", polish.HARD_SPACE)
    late = ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
    return late.replace(" ", polish.HARD_SPACE, 1)


CLOCK = (
    '<span class="clock" data-tone="{}"><svg aria-hidden="true" viewBox="0 0 24 24">'
    '<circle class="track" cx="12" cy="12" r="9"/>'
    '<circle cx="12" cy="12" r="9" pathLength="100" stroke-dasharray="{} 100"/></svg><span>{}{}</span></span>'
)


@register.simple_tag
def clock(
    days_left: int | str | None = None,
    due_on: date | str | None = None,
    share: float | str | None = None,
    paused: str | None = "",
    label: str | None = "",
) -> SafeString:
    """The clock of `kit/clock.html`: written here and not in a template, for lists that show one in each row."""
    face = clock_face(days_left, share, paused)
    words = label or (_("the clock stands") if paused else face.words)
    beside = paused or day_short(due_on)  # type: ignore[arg-type]
    date_of_it = format_html(' <span class="clock-date">{}</span>', beside) if beside else ""
    return format_html(CLOCK, face.tone, face.share, words, date_of_it)


@dataclass(frozen=True)
class ClockFace:
    """The tone, the part of the time used and the words of a clock."""

    tone: str
    share: int
    words: str


def clock_face(days_left: int | str | None, share: float | str | None, paused: str | None) -> ClockFace:
    """Calm at first, warning in the last quarter, alarming when late, still when paused."""
    left = days_left if isinstance(days_left, int) else None
    used = min(max(int(share), 0), 100) if share not in (None, "") else 0
    late = left is not None and left < 0
    tone = "info" if paused else "danger" if late else "warn" if used >= LAST_QUARTER else ""
    return ClockFace(tone, 100 if late else used, "" if left is None else time_left(left))


@register.filter
def month_and_year(when: date) -> str:
    """Listopad 2026."""
    words = date_format(when, "F Y")
    return words[:1].upper() + words[1:]


@register.simple_tag
def page_numbers(page: Page) -> list[int]:
    """The numbers to show under a list; 0 stands for a gap."""
    return [
        number if isinstance(number, int) else 0
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


@register.simple_tag
def queue_marks(first: int, last: int, total: int) -> list[bool]:
    """Which marks of a drawn queue are yours."""
    return [first <= place <= last for place in range(1, min(total, LONGEST_QUEUE) + 1)]


@dataclass(frozen=True)
class SortState:
    """How a column is sorted now, and what a click on its head asks for."""

    aria: str
    icon: str
    next: str


@register.simple_tag
def sort_state(key: str, sort: str | None) -> SortState:
    if sort == key:
        return SortState("ascending", "up", f"-{key}")
    if sort == f"-{key}":
        return SortState("descending", "down", key)
    return SortState("none", "sort", key)


@register.simple_tag(takes_context=True)
def csrf(context: Context) -> SafeString:
    """`{% csrf_token %}` that works inside `{% include … only %}`, where the context's own token is out of reach."""
    request = getattr(context, "request", None)
    return csrf_input(request) if request else SafeString("")


@register.simple_tag
def look(field: BoundField) -> FieldLook:
    """How a form field is to be drawn; for `kit/field.html`."""
    return look_of(field)


@register.filter
def standing_alone(form: BaseForm) -> list[BoundField]:
    """The visible fields that no choice of another field reveals."""
    revealed = {name for field in form.fields.values() for name in getattr(field, "reveals", {}).values()}
    return [field for field in form.visible_fields() if field.name not in revealed]


@dataclass(frozen=True)
class ErrorLine:
    """One line of the summary of errors, and the field it leads to."""

    text: str
    url: str


@register.simple_tag
def error_lines(form: BaseForm | None, formsets: Iterable[BaseFormSet] | None = None) -> list[ErrorLine]:
    """Every error of a form and of formsets beside it, in the order of the page."""
    many = [formset for formset in (formsets or ()) if formset]
    lines = [line for one in ([form] if form else []) for line in _lines_of(one)]
    for formset in many:
        if formset.is_bound:
            lines += [ErrorLine(str(error), "") for error in formset.non_form_errors()]
            lines += [line for one in formset.forms for line in _lines_of(one)]
    return lines


def _lines_of(form: BaseForm) -> list[ErrorLine]:
    whole = [ErrorLine(str(error), "") for error in form.non_field_errors()]
    hidden = [ErrorLine(str(error), "") for field in form.hidden_fields() for error in field.errors]
    shown = [
        ErrorLine(str(error), f"#{look_of(field).first_id}")
        for field in form.visible_fields()
        for error in field.errors
    ]
    return whole + hidden + shown


@dataclass(frozen=True)
class MessageParts:
    """What stands in a message's tags beside its level: a way to undo, the provision behind a refusal."""

    undo_url: str = ""
    provision: str = ""


@register.filter
def parts(message: Message) -> MessageParts:
    """Read `extra_tags="undo:/address/"` or `extra_tags="provision:art. 31 …"` of a message."""
    kind, _colon, value = (message.extra_tags or "").partition(":")
    return MessageParts(undo_url=value if kind == "undo" else "", provision=value if kind == "provision" else "")


@register.simple_block_tag
def card(content: str, title: str = "", thread: str = "", sunken: bool = False, level: int = 2) -> str:
    given = {"content": content, "title": title, "thread": thread, "sunken": sunken, "level": level}
    return render_to_string("kit/card.html", given)


@register.simple_block_tag
def table_scroll(content: str, label: str, tall: bool = False) -> str:
    return render_to_string("kit/table_scroll.html", {"content": content, "label": label, "tall": tall})
