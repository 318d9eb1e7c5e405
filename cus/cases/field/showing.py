"""Both wordings of a field as people read them: which field of what, and the words instead of codes."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cus.cases.field.merging import IS_THERE, THERE, Values, thing_of, values_of_thing
from cus.cases.field.values import FINDINGS
from cus.cases.models import (
    FieldMergeRow,
    NeedsRecognition,
    PlanNeed,
    PlanVersion,
    RecognitionPlace,
    Rhythm,
    ServiceRow,
    SupportKind,
    SupportRow,
)
from cus.kit.forms import PolishDateField
from cus.kit.incoming import number_in
from cus.kit.templatetags.kit import day_short
from cus.kit.word_differences import Change, word_differences
from cus.offer.models import Service

MODELS = {
    "recognition": NeedsRecognition, "frame": PlanVersion, "need": PlanNeed, "service": ServiceRow,
    "support": SupportRow,
}  # fmt: skip
CODES = {"place": RecognitionPlace, "rhythm": Rhythm}
LINES = frozenset({*FINDINGS, "summary"}) - {"place_detail", "present"}
NOT_TOGETHER = frozenset({"held_on", "place", "rhythm", "amount", "phone", "finish", "need", "service_id", IS_THERE})
NOT_IN_OTHER_WORDS = NOT_TOGETHER - {"amount", "phone"}


@dataclass(frozen=True)
class PieceOfSide:
    """A stretch of one side's wording; marked where the other side does not have it."""

    text: str
    is_only_here: bool


@dataclass(frozen=True)
class RowShown:
    """A row of the merge screen."""

    row: FieldMergeRow
    about: str
    label: str
    base: str
    office: str
    device: str
    together: str
    may_join: bool
    may_edit: bool
    is_long: bool
    result: str = ""

    @property
    def office_pieces(self) -> list[PieceOfSide]:
        return _pieces(self.office, self.device, but=Change.ADDED)

    @property
    def device_pieces(self) -> list[PieceOfSide]:
        return _pieces(self.office, self.device, but=Change.REMOVED)


def rows_shown(rows: Iterable[FieldMergeRow], *, office: Values, device: Values) -> list[RowShown]:
    """Every field with its two sides; `office` as it is now, for an ended merge as it was then."""
    return [_shown(row, office, device) for row in rows]


def digest(rows: Iterable[FieldMergeRow], office: Values) -> str:
    """Tells whether the office's side is still what somebody looked at."""
    seen = "\n".join(f"{row.key}={office.get(row.key, '')}" for row in rows)
    return hashlib.sha256(seen.encode()).hexdigest()[:20]


def joined(office: str, device: str, *, key: str) -> str:
    """Both wordings: lines below each other, short texts with a semicolon."""
    parts = [part for part in (office, device) if part]
    return ("\n" if thing_of(key)[2] in LINES and thing_of(key)[0] != "need" else "; ").join(parts)


def _shown(row: FieldMergeRow, office: Values, device: Values) -> RowShown:
    kind, key, field = thing_of(row.key)
    now = row.office if row.choice else office.get(row.key, "")
    is_name_of_need = kind == "need" and field == "need"
    may_join = field not in NOT_TOGETHER or is_name_of_need
    return RowShown(
        row=row,
        about=_about(kind, key, office, device),
        label=_label(kind, field),
        base=_words(kind, key, field, row.base, device),
        office=_words(kind, key, field, now, office),
        device=_words(kind, key, field, row.device, device),
        together=joined(now, row.device, key=row.key) if may_join and now and row.device else "",
        may_join=bool(may_join and now and row.device),
        may_edit=field not in NOT_IN_OTHER_WORDS or is_name_of_need,
        is_long=kind in ("recognition", "frame") and field in LINES,
        result=_words(kind, key, field, row.result, office | device) if row.choice else "",
    )


def _pieces(office: str, device: str, *, but: Change) -> list[PieceOfSide]:
    """One side in its reading order, with what the other lacks."""
    pieces = [piece for piece in word_differences(office, device) if piece.change is not but]
    return [PieceOfSide(piece.text, piece.change is not Change.SAME) for piece in pieces]


def _about(kind: str, key: str, office: Values, device: Values) -> str:
    if kind == "recognition":
        return _("Recognition of needs")
    if kind == "frame":
        return _("The plan")
    said = values_of_thing(device, kind, key) | values_of_thing(office, kind, key)
    if kind == "need":
        return _("Need: %(what)s") % {"what": said.get("need", "")}
    return _("Row of the plan: %(what)s") % {"what": said.get("what") or _service_name(said)}


def _label(kind: str, field: str) -> str:
    if field == IS_THERE:
        return _("Is it in the plan?")
    if field == "finish":
        return _("Is the recognition finished?")
    return str(MODELS[kind]._meta.get_field(field.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]


def _words(kind: str, key: str, field: str, value: str, said: Values) -> str:
    if field == IS_THERE:
        return _summary(kind, key, said) if value == THERE else _("not in the plan")
    if field == "finish":
        return _("finished") if value == THERE else _("a draft")
    if field == "held_on" and value:
        day = PolishDateField().to_python(value)
        return day_short(day) if day else value
    if field == "kind":
        return str(dict(SupportKind.choices).get(value, value))
    if field in CODES:
        return str(dict(CODES[field].choices).get(value, value))
    if field == "need" and kind != "need":
        return said.get(f"need.{value}.need", value)
    if field == "service_id":
        return _service_name({"service_id": value})
    return value


def _summary(kind: str, key: str, said: Values) -> str:
    """A whole thing in one line, for deciding whether it stays."""
    values = values_of_thing(said, kind, key)
    if kind == "need":
        parts = [values.get("need"), values.get("goal")]
    else:
        title = values.get("what") or _service_name(values)
        parts = [title, values.get("who"), values.get("when"), values.get("note")]
    return ", ".join(part for part in parts if part) or _("in the plan")


def _service_name(values: Values) -> str:
    number = values.get("service_id", "")
    row = Service.objects.filter(pk=number_in(number) or 0).first()
    return row.name if row else number
