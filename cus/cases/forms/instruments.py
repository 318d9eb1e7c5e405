"""What is asked to assess a person: the questions of a form, and when and with whom the talk was."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cus.cases.instruments.answering import (
    LONGEST_TEXT,
    condition_in_words,
    limits_in_words,
    missing,
    shown_number,
    too_many_points,
    wrong_in_answer,
)
from cus.cases.instruments.conditions import shown_questions
from cus.cases.instruments.form import NO, YES, Condition, Form, Kind, Question, Section
from cus.cases.instruments.writing import condition_as_data, plain_number
from cus.cases.models import Filling, InstrumentVersion, NeedsRecognition
from cus.kit.forms import HouseForm, PolishDateField

ASKED = "q_"
LONGEST_NUMBER = 20  # characters


class NumberField(forms.Field):
    """A number as people write it: 36,6."""

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "data-width": "5"}))
        super().__init__(**kwargs)
        self.unit = unit

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            number = Decimal(text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", "."))
            if not number.is_finite() or abs(number) >= Decimal(10**12) or len(text) > LONGEST_NUMBER:
                raise InvalidOperation
        except InvalidOperation:
            raise ValidationError(_("Write a number in digits, for example 36,6"), code="invalid") from None
        return number

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (int, Decimal)):
            return shown_number(Decimal(value))
        return value.replace(".", ",") if isinstance(value, str) else value


@dataclass(frozen=True)
class Asked:
    """One question on the page: its field, when it is shown, whether it is shown now."""

    field: BoundField
    shown_if: str
    condition: str
    question: Question


@dataclass(frozen=True)
class AskedSection:
    section: Section
    shown_if: str
    condition: str
    questions: list[Asked]


class AnswersForm(HouseForm):
    """The questions of a form. `finishing` asks for every required answer; a draft may lack any."""

    def __init__(self, *args: Any, asks: Form, finishing: bool = False, **kwargs: Any) -> None:
        self.asks, self.finishing = asks, finishing
        super().__init__(*args, **kwargs)
        for question in asks.questions():
            self.fields[ASKED + question.key] = field_of(question)
        if not self.is_bound:
            self._say_what_is_required()

    @staticmethod
    def initial_of(answers: Mapping[str, Any]) -> dict[str, Any]:
        return {ASKED + key: answer for key, answer in answers.items()}

    @property
    def answers(self) -> dict[str, Any]:
        """What a valid form says, as it is kept."""
        given = {key.removeprefix(ASKED): self.cleaned_data.get(key) for key in self.fields if key.startswith(ASKED)}
        return {key: _as_kept(value) for key, value in given.items() if value not in (None, "", [])}

    def clean(self) -> dict[str, Any]:
        super().clean()
        answers, valid = self.answers, {}
        for question in self.asks.questions():
            answer = answers.get(question.key)
            if answer is None:
                continue
            if wrong := wrong_in_answer(question, answer):
                self.add_error(ASKED + question.key, wrong)
            else:
                valid[question.key] = answer
        if self.finishing:
            self._check_finished(valid)
        self._say_what_is_required()
        return self.cleaned_data

    def _check_finished(self, answers: Mapping[str, Any]) -> None:
        for question in missing(self.asks, answers):
            if ASKED + question.key not in self.errors:
                self.add_error(ASKED + question.key, _("Answer: %(question)s") % {"question": question.text})
        for text in too_many_points(self.asks, answers):
            self.add_error(None, text)

    def _say_what_is_required(self) -> None:
        """Only now, for a draft may lack an answer; the page says „optional” beside the others."""
        for question in self.asks.questions():
            self.fields[ASKED + question.key].required = question.required

    def sections(self) -> list[AskedSection]:
        return [
            AskedSection(
                section,
                self._in_words(section.show_if),
                _data_of(section.show_if),
                [
                    Asked(self[ASKED + one.key], self._in_words(one.show_if), _data_of(one.show_if), one)
                    for one in section.questions
                ],
            )
            for section in self.asks.sections
        ]

    def _in_words(self, condition: Condition | None) -> str:
        return condition_in_words(self.asks, condition) if condition else ""

    def hidden_answers(self) -> list[Question]:
        """Questions that were answered though their condition does not hold: their answers are not kept."""
        shown = shown_questions(self.asks, self.answers)
        return [one for one in self.asks.questions() if one.key in self.answers and one.key not in shown]


def _data_of(condition: Condition | None) -> str:
    """For the script that hides what is not asked."""
    return json.dumps(condition_as_data(condition)) if condition else ""


def _as_kept(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_number(value)
    return value.isoformat() if isinstance(value, date) else value


def field_of(question: Question) -> forms.Field:
    """The field that asks the question. Never required here: a draft may lack any answer."""
    said: dict[str, Any] = {"label": question.text, "help_text": question.hint, "required": False}
    chosen = {**said, "choices": [(option.key, option.text) for option in question.options]}
    match question.kind:
        case Kind.CHOICE:
            return forms.ChoiceField(**chosen, widget=forms.RadioSelect)
        case Kind.SEVERAL:
            return forms.MultipleChoiceField(**chosen, widget=forms.CheckboxSelectMultiple)
        case Kind.YES_NO:
            answers = [(YES, _("yes")), (NO, _("no"))]
            return forms.ChoiceField(**said, choices=answers, widget=forms.RadioSelect)
        case Kind.SCALE:
            return _scale_field(question, said)
        case Kind.NUMBER:
            limits = limits_in_words(question)
            said["help_text"] = " ".join(filter(None, (question.hint, limits)))
            return NumberField(unit=question.unit, **said)
        case Kind.DATE:
            return PolishDateField(**said)
    return forms.CharField(**said, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))


def _scale_field(question: Question, said: dict[str, Any]) -> forms.Field:
    least, most = int(question.least or 0), int(question.most or 0)
    words = {least: question.least_text, most: question.most_text}
    steps = [(step, f"{step} – {words[step]}" if words.get(step) else str(step)) for step in range(least, most + 1)]
    return forms.TypedChoiceField(**said, choices=steps, coerce=int, empty_value=None, widget=forms.RadioSelect)


class TalkForm(AnswersForm):
    """A filling: the day, who answered, the questions, remarks."""

    held_on = PolishDateField(label=gettext_lazy("Day of the talk"))
    present = forms.CharField(
        label=gettext_lazy("Who answered"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The person, somebody from the family, a carer, your own observation"),
    )
    note = forms.CharField(
        label=gettext_lazy("Remarks"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @staticmethod
    def initial_of_filling(filling: Filling) -> dict[str, Any]:
        talk = {"held_on": filling.held_on, "present": filling.present, "note": filling.note}
        return talk | AnswersForm.initial_of(filling.answers)


class BeginForm(HouseForm):
    """With which form, on which day, at which talk about needs."""

    version = forms.ModelChoiceField(
        label=gettext_lazy("With which form?"),
        queryset=InstrumentVersion.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    held_on = PolishDateField(label=gettext_lazy("Day of the talk"))
    recognition = forms.ModelChoiceField(
        label=gettext_lazy("Recognition of needs this belongs to"),
        queryset=NeedsRecognition.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, versions: Any, recognitions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forms_field, talks = self.fields["version"], self.fields["recognition"]
        forms_field.queryset = versions  # type: ignore[attr-defined]
        forms_field.label_from_instance = lambda version: version.name  # type: ignore[attr-defined]
        talks.queryset = recognitions  # type: ignore[attr-defined]
        talks.label_from_instance = lambda talk: f"{talk.held_on:%d.%m.%Y}, {talk.application.number}"  # type: ignore[attr-defined]
        if not recognitions:
            del self.fields["recognition"]


class CorrectForm(HouseForm):
    reason = forms.CharField(
        label=gettext_lazy("What was wrong?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class NameForm(HouseForm):
    """A new form: its name, or its whole text in the language of forms."""

    name = forms.CharField(label=gettext_lazy("Name of the form"), max_length=300)


class PublishForm(HouseForm):
    reason = forms.CharField(
        label=gettext_lazy("What changes in this version and why?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FormTextForm(HouseForm):
    """The whole form as text in the language of forms."""

    text = forms.CharField(
        label=gettext_lazy("The form as text"),
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "mono"}),
    )
