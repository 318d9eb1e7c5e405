"""The editor of forms: a part of a form at a time, made into the data the language of forms describes."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cus.cases.forms.instruments import NumberField
from cus.cases.forms.rows import Rows
from cus.cases.instruments.editing import new_key
from cus.cases.instruments.form import NO, WITH_OPTIONS, YES, Better, Form, Kind, Question, Range, Score, Section
from cus.cases.instruments.reading import LINE, MOST_POINTS, PARAGRAPH
from cus.cases.instruments.writing import plain_number
from cus.kit.forms import HouseForm

NUMERIC = (Kind.SCALE, Kind.NUMBER)
SPLIT = "="


def line(label: Any, *, required: bool = False, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=LINE, required=required, help_text=hint)


def paragraph(label: Any, *, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=PARAGRAPH, required=False, widget=area, help_text=hint)


def points(label: Any, *, limit: int = MOST_POINTS) -> forms.IntegerField:
    wrong = gettext_lazy("Write a whole number of points, for example 5")
    box = forms.TextInput(attrs={"inputmode": "numeric", "data-width": "5"})
    errors = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(
        label=label, required=False, min_value=-limit, max_value=limit, widget=box, error_messages=errors
    )


class HeadForm(HouseForm):
    """What the form is, for what, and where it comes from."""

    name = line(gettext_lazy("Name of the form"), required=True)
    purpose = paragraph(gettext_lazy("What it is for"), hint=gettext_lazy("Shown above the questions"))
    source = paragraph(gettext_lazy("Source"), hint=gettext_lazy("Who made the scale, where it was published"))
    variant = paragraph(gettext_lazy("Which variant it is"))
    note = paragraph(gettext_lazy("What to mind"), hint=gettext_lazy("Shown beside the result too"))
    better = forms.ChoiceField(
        label=gettext_lazy("What more points mean"), choices=Better.choices, required=False, widget=forms.RadioSelect
    )
    unconfirmed = forms.BooleanField(
        label=gettext_lazy("Not confirmed in an official source: say so on the screen and on paper"), required=False
    )

    @staticmethod
    def values_of(form: Form) -> dict[str, Any]:
        return {name: getattr(form, name) for name in HeadForm.base_fields}

    @property
    def part(self) -> dict[str, Any]:
        return self.cleaned_data


class ShownIf(HouseForm):
    """When a part is shown: one of the ticked answers, or a number within limits. A wider condition stays."""

    show_if_answers = forms.MultipleChoiceField(
        label=gettext_lazy("Show only when one of these was answered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: always shown"),
    )
    show_if_number = forms.ChoiceField(label=gettext_lazy("Or when this number"), required=False)
    show_if_least = NumberField(label=gettext_lazy("is at least"), required=False)
    show_if_most = NumberField(label=gettext_lazy("is at most"), required=False)
    CONDITION = ("show_if_answers", "show_if_number", "show_if_least", "show_if_most")

    def __init__(self, *args: Any, earlier: Iterable[Question], kept: dict[str, Any] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = list(earlier)
        self.kept = kept
        self.initial.update(written_simply(kept) or {})
        self.is_wider = kept is not None and written_simply(kept) is None
        answers = [
            (f"{question.key}{SPLIT}{key}", f"{question.text}: {text}")
            for question in earlier
            for key, text in answers_of(question)
        ]
        numbers = [(question.key, question.text) for question in earlier if question.kind in NUMERIC]
        self.fields["show_if_answers"].choices = answers  # type: ignore[attr-defined]
        self.fields["show_if_number"].choices = [("", _("no number")), *numbers]  # type: ignore[attr-defined]
        if self.is_wider or not answers:
            del self.fields["show_if_answers"]
        if self.is_wider or not numbers:
            for name in self.CONDITION[1:]:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        bounds = [given.get("show_if_least"), given.get("show_if_most")]
        if given.get("show_if_number") and bounds == [None, None]:
            self.add_error("show_if_least", _("Write from which number, or up to which."))
        if not given.get("show_if_number") and bounds != [None, None] and "show_if_number" in self.fields:
            self.add_error("show_if_number", _("Choose which number is meant."))
        return given

    @property
    def condition(self) -> dict[str, Any]:
        """As part of the data: nothing, or `show_if`."""
        if self.is_wider:
            return {"show_if": self.kept}
        given = self.cleaned_data
        found: dict[str, list[str]] = {}
        for one in given.get("show_if_answers") or []:
            question, answer = one.split(SPLIT, 1)
            found.setdefault(question, []).append(answer)
        parts: list[dict[str, Any]] = [{"question": key, "is": answers} for key, answers in found.items()]
        if given.get("show_if_number"):
            bounds = {"at_least": given.get("show_if_least"), "at_most": given.get("show_if_most")}
            limits = {name: plain_number(value) for name, value in bounds.items() if value is not None}
            parts.append({"question": given["show_if_number"]} | limits)
        if not parts:
            return {}
        return {"show_if": parts[0] if len(parts) == 1 else {"any": parts}}

    def plain_fields(self) -> list[BoundField]:
        """Those of the part itself, without the condition and without rows."""
        rows = tuple(f"{prefix}_" for prefix in ("option", "range", "band"))
        return [one for one in self if one.name not in self.CONDITION and not one.name.startswith(rows)]

    def condition_fields(self) -> list[BoundField]:
        return [self[name] for name in self.CONDITION if name in self.fields]


def answers_of(question: Question) -> list[tuple[str, str]]:
    """The answers a condition may look at."""
    if question.kind == Kind.YES_NO:
        return [(YES, _("yes")), (NO, _("no"))]
    return [(option.key, option.text) for option in question.options] if question.kind in WITH_OPTIONS else []


def written_simply(condition: dict[str, Any] | None) -> dict[str, Any] | None:
    """The values of the fields of `ShownIf` that say the condition; None where they cannot."""
    if condition is None:
        return {}
    parts = condition.get("any", [condition])
    on_numbers = [part for part in parts if "at_least" in part or "at_most" in part]
    on_answers = [part for part in parts if "is" in part]
    if len(on_numbers) + len(on_answers) != len(parts) or len(on_numbers) > 1:
        return None
    values: dict[str, Any] = {
        "show_if_answers": [f"{part['question']}{SPLIT}{key}" for part in on_answers for key in part["is"]]
    }
    for part in on_numbers:
        bounds = {
            name: part.get(bound) for name, bound in (("show_if_least", "at_least"), ("show_if_most", "at_most"))
        }
        values |= {"show_if_number": part["question"]} | bounds
    return values


class SectionForm(ShownIf):
    title = line(gettext_lazy("Heading of the section"), required=True)
    hint = paragraph(gettext_lazy("A word of explanation"))

    @staticmethod
    def values_of(section: Section) -> dict[str, Any]:
        return {"title": section.title, "hint": section.hint}

    @property
    def part(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in ("title", "hint")}
        return {name: value for name, value in given.items() if value} | self.condition


class NewQuestionForm(HouseForm):
    """First what is asked and how; the answers and points come on the next page."""

    text = line(gettext_lazy("Question"), required=True)
    kind = forms.ChoiceField(
        label=gettext_lazy("How is it answered?"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.CHOICE
    )

    @property
    def part(self) -> dict[str, Any]:
        bounds = {"least": 0, "most": 10} if self.cleaned_data["kind"] == Kind.SCALE else {}
        return {"text": self.cleaned_data["text"], "kind": self.cleaned_data["kind"]} | bounds


class QuestionForm(ShownIf):
    """One question, with the fields its kind needs."""

    text = line(gettext_lazy("Question"), required=True)
    hint = paragraph(gettext_lazy("A word of explanation"))
    required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    least = NumberField(label=gettext_lazy("The least"), required=False)
    most = NumberField(label=gettext_lazy("The most"), required=False)
    least_text = line(gettext_lazy("What the least means"))
    most_text = line(gettext_lazy("What the most means"))
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=20, required=False)
    decimals = forms.TypedChoiceField(
        label=gettext_lazy("Digits after the comma"),
        choices=[(0, "0"), (1, "1"), (2, "2"), (3, "3")],
        coerce=int,
        empty_value=None,
        required=False,
    )
    counts = forms.BooleanField(label=gettext_lazy("The number itself counts as points"), required=False)
    points_yes = points(gettext_lazy("Points for “yes”"))
    points_no = points(gettext_lazy("Points for “no”"))
    OF_KIND: dict[str, tuple[str, ...]] = {
        Kind.SCALE: ("least", "most", "least_text", "most_text", "counts"),
        Kind.NUMBER: ("least", "most", "unit", "decimals", "counts"),
        Kind.YES_NO: ("points_yes", "points_no"),
    }

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        self.question = question
        super().__init__(*args, **kwargs)
        for names in list(self.OF_KIND.values()):
            for name in set(names) - set(self.OF_KIND.get(question.kind, ())):
                self.fields.pop(name, None)
        self.rows = self._rows()

    def _rows(self) -> Rows | None:
        if self.question.kind in WITH_OPTIONS:
            columns = {
                "text": line(_("Answer")),
                "points": points(_("Points")),
                "place": points(_("Order")),
                "key": forms.CharField(label=_("Key"), max_length=40, required=False, widget=forms.HiddenInput),
            }
            given = [
                {"text": one.text, "points": one.points, "place": place, "key": one.key}
                for place, one in enumerate(self.question.options, 1)
            ]
            return Rows(self, "option", columns, given)
        if self.question.kind in NUMERIC:
            return Rows(self, "range", _limits(points(_("Points"))), [_of_range(one) for one in self.question.ranges])
        return None

    @staticmethod
    def values_of(question: Question) -> dict[str, Any]:
        names = ("text", "hint", "required", "least", "most", "least_text", "most_text", "unit", "decimals", "counts")
        values = {name: getattr(question, name) for name in names}
        return values | {f"points_{option.key}": option.points for option in question.options}

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.rows and self.rows.half_filled(by="text" if self.question.kind in WITH_OPTIONS else "from"):
            raise ValidationError(_("A row has points but does not say what for. Write it, or clear the points."))
        return given

    @property
    def part(self) -> dict[str, Any]:
        """The question as data."""
        given, kind = self.cleaned_data, self.question.kind
        data: dict[str, Any] = {"kind": kind, "text": given["text"]}
        data |= {"hint": given["hint"]} if given["hint"] else {}
        data |= {} if given["required"] else {"required": False}
        for name in self.OF_KIND.get(kind, ()):
            value = given.get(name)
            if value is not None and value != "" and value is not False and (name, value) != ("decimals", 0):
                data[name] = plain_number(value) if isinstance(value, Decimal) else value
        if self.rows and kind in WITH_OPTIONS:
            data["options"] = self._options(self.rows.filled(by="text"))
        elif self.rows and (ranges := self.rows.filled(by="from")):
            data["ranges"] = [_as_range(one) | {"points": one["points"] or 0} for one in ranges]
        return data | self.condition

    def _options(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """In the order asked for; an answer keeps its key, so that what was answered stays comparable."""
        rows = [row for _place, row in sorted(enumerate(rows), key=lambda one: (one[1]["place"] or len(rows), one[0]))]
        taken = {row["key"] for row in rows if row["key"] and self.question.option(row["key"])}
        options = []
        for row in rows:
            key = row["key"] if row["key"] in taken else new_key({"sections": _as_keys(taken)}, row["text"])
            taken.add(key)
            points_of_it = {} if row["points"] is None else {"points": row["points"]}
            options.append({"key": key, "text": row["text"]} | points_of_it)
        return options


class ScoreForm(HouseForm):
    """A sum: of what, and what its points mean."""

    name = line(gettext_lazy("Name of the sum"), required=True)
    main = forms.BooleanField(label=gettext_lazy("The main result: what people look at first"), required=False)
    of = forms.MultipleChoiceField(
        label=gettext_lazy("What it adds up"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: everything that has points"),
    )
    at_most = points(gettext_lazy("The most the sum may come to"))

    def __init__(self, *args: Any, asks: Form, score: Score | None, **kwargs: Any) -> None:
        if score:
            values = {name: getattr(score, name) for name in ("name", "main", "at_most")}
            kwargs["initial"] = values | {"of": list(score.of)} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        choices = []
        for section in asks.sections:
            choices.append((section.key, _("whole section: %(title)s") % {"title": section.title}))
            choices += [(one.key, one.text) for one in section.questions if one.scores]
        self.fields["of"].choices = choices  # type: ignore[attr-defined]
        given = [_of_range(one) | {"meaning": one.meaning} for one in score.bands] if score else []
        self.rows = Rows(
            self, "band", _limits(None) | {"meaning": paragraph(_("What it means, in plain words"))}, given
        )

    def plain_fields(self) -> list[BoundField]:
        return [one for one in self if not one.name.startswith("band_")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.rows.half_filled(by="meaning") or self.rows.half_filled(by="from"):
            raise ValidationError(_("Every range says from where, to where and what it means."))
        return given

    @property
    def part(self) -> dict[str, Any]:
        given = self.cleaned_data
        data: dict[str, Any] = {"name": given["name"], "of": given["of"] or "all"}
        data |= {"main": True} if given["main"] else {}
        data |= {} if given["at_most"] is None else {"at_most": given["at_most"]}
        if bands := self.rows.filled(by="meaning"):
            data["bands"] = [_as_range(one) | {"meaning": one["meaning"]} for one in bands]
        return data


def _limits(of_points: forms.Field | None) -> dict[str, forms.Field]:
    columns: dict[str, forms.Field] = {
        "from": NumberField(label=_("From"), required=False),
        "to": NumberField(label=_("To"), required=False),
    }
    return columns | ({"points": of_points} if of_points else {})


def _of_range(one: Range) -> dict[str, Any]:
    return {"from": one.least, "to": one.most, "points": one.points}


def _as_range(row: dict[str, Any]) -> dict[str, Any]:
    least = row["from"]
    most = row["to"] if row["to"] is not None else least
    return {"from": plain_number(least), "to": plain_number(most)}


def _as_keys(keys: set[str]) -> list[dict[str, Any]]:
    return [{"key": key, "questions": []} for key in keys]
