"""How a form field is drawn: its kind, what describes it, its choices. Used by `kit/field.html` only."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.widgets import ChoiceWidget
from django.utils.safestring import SafeString

KIND_CLASSES = {
    "text": "govuk-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
}


@dataclass(frozen=True)
class Choice:
    """One radio button or checkbox: its own hint, and the field it reveals."""

    id: str
    name: str
    value: str
    label: str
    chosen: bool
    disabled: bool
    hint: str
    reveals: BoundField | None


@dataclass(frozen=True)
class Box:
    """One of the three boxes of a date."""

    id: str
    name: str
    label: str
    value: str
    width: int


@dataclass(frozen=True)
class FieldLook:
    """Everything the template needs to draw a field."""

    kind: str
    first_id: str
    hint_id: str
    error_id: str
    described_by: str
    control: SafeString | str = ""
    choices: list[Choice] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def look_of(bound: BoundField) -> FieldLook:
    kind = _kind(bound)
    base = bound.auto_id or bound.html_name
    hint_id = f"{base}_hint" if bound.help_text else ""
    error_id = f"{base}_error" if bound.errors else ""
    described_by = " ".join(filter(None, (hint_id, error_id)))
    choices = _choices(bound) if kind in ("radios", "checkboxes") else []
    boxes = _boxes(bound, base) if kind == "date" else []
    control = "" if kind in ("radios", "checkboxes", "date") else _control(bound, kind, described_by)
    first_id = choices[0].id if choices else boxes[0].id if boxes else base
    return FieldLook(kind, first_id, hint_id, error_id, described_by, control, choices, boxes)


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if hasattr(widget, "boxes"):
        return "date"
    kinds: list[tuple[type[forms.Widget] | tuple[type[forms.Widget], ...], str]] = [
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.Textarea, "textarea"),
        (forms.Select, "select"),
        (forms.FileInput, "file"),
    ]
    return next((kind for widget_type, kind in kinds if isinstance(widget, widget_type)), "text")


def _control(bound: BoundField, kind: str, described_by: str) -> SafeString:
    width = bound.field.widget.attrs.get("data-width")
    classes = [
        bound.field.widget.attrs.get("class", ""),
        KIND_CLASSES[kind],
        f"{KIND_CLASSES[kind]}--error" if bound.errors else "",
        f"govuk-input--width-{width}" if width else "",
    ]
    attrs: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    if described_by:
        attrs["aria-describedby"] = described_by
    if bound.field.widget.attrs.get("placeholder") == bound.label:
        attrs["placeholder"] = False  # a placeholder is no label, and twice the same is noise
    return bound.as_widget(attrs=attrs)


def _choices(bound: BoundField) -> list[Choice]:
    hints = getattr(bound.field, "hints", {})
    reveals = getattr(bound.field, "reveals", {})
    found: list[Choice] = []
    for option in bound.subwidgets:
        value = str(option.data["value"])
        if (
            value == ""
            and isinstance(bound.field.widget, ChoiceWidget)
            and not bound.field.widget.allow_multiple_selected
        ):
            continue
        revealed = reveals.get(value)
        found.append(
            Choice(
                id=option.id_for_label or f"{bound.html_name}_{len(found)}",
                name=option.data["name"],
                value=value,
                label=option.choice_label,
                chosen=bool(option.data["selected"]),
                disabled=bool(option.data["attrs"].get("disabled")),
                hint=str(hints.get(value, "")),
                reveals=bound.form[revealed] if revealed else None,
            )
        )
    return found


def _boxes(bound: BoundField, base: str) -> list[Box]:
    widget = bound.field.widget
    values = widget.decompress(bound.value())
    return [
        Box(f"{base}_{name}", f"{bound.html_name}_{name}", str(label), value, 4 if name == "year" else 2)
        for (name, label), value in zip(widget.boxes, values, strict=True)
    ]
