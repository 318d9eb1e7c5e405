"""The editor of a form: one part at a time, each with a page of its own; everything works by keyboard."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.cases.forms.form_editor import HeadForm, NewQuestionForm, QuestionForm, ScoreForm, SectionForm
from cus.cases.forms.instruments import FormTextForm
from cus.cases.instruments import editing
from cus.cases.instruments.answering import condition_in_words
from cus.cases.instruments.checking import unfinished
from cus.cases.instruments.form import Form, Question, Section
from cus.cases.instruments.scoring import bounds_of
from cus.cases.instruments.writing import condition_as_data
from cus.cases.models import InstrumentVersion
from cus.cases.services import instruments as services
from cus.cases.states import FormState
from cus.cases.views.form_page import NOT_ACCEPTED
from cus.cases.views.instruments.library import as_json, version_or_404
from cus.kit.errors import Refused
from cus.kit.forms import HouseForm
from cus.kit.pages import explain, show

Data = dict[str, Any]


def draft_or_404(request: HttpRequest, form_version_id: int) -> InstrumentVersion:
    """A wording that is still being written, for those who write."""
    version = version_or_404(request, form_version_id, to_write=True)
    if version.state != FormState.DRAFT:
        raise Http404
    return version


def editor_url(version: InstrumentVersion, place: str = "") -> str:
    return reverse("cases:edit_form", args=[version.pk]) + (f"#{place}" if place else "")


@require_GET
def edit_form(request: HttpRequest, form_version_id: int) -> HttpResponse:
    version = draft_or_404(request, form_version_id)
    form = version.as_form()
    context = {
        "version": version,
        "form_said": form,
        "sections": [_section_line(form, section) for section in form.sections],
        "scores": [(score, form.counted_in(score), bounds_of(form, score)) for score in form.scores],
        "to_do": unfinished(form),
        "new_section": SectionForm(auto_id="section_%s", earlier=[], kept=None),
    }
    return show(request, "cases/form_editor.html", context)


def _section_line(form: Form, section: Section) -> dict[str, Any]:
    return {
        "section": section,
        "shown_if": condition_in_words(form, section.show_if) if section.show_if else "",
        "questions": [
            {"question": one, "shown_if": condition_in_words(form, one.show_if) if one.show_if else ""}
            for one in section.questions
        ],
    }


def _changed(request: HttpRequest, version: InstrumentVersion, change: Callable[[Data], Data]) -> InstrumentVersion:
    return services.change_form(version_id=version.pk, change=change, by=request.user, on=localdate())


def part_page(
    request: HttpRequest,
    version: InstrumentVersion,
    form: HouseForm,
    *,
    change: Callable[[Data], Data],
    title: str,
) -> HttpResponse:
    """The form of one part: shown, or its change kept and back to the editor (or on, with more empty rows)."""
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            _changed(request, version, change)
        except Refused as refused:
            refusal = refused
        else:
            return redirect(request.path if "more" in request.POST else editor_url(version))
    context = {"version": version, "form": form, "title": title, "refusal": refusal, "back_url": editor_url(version)}
    return show(request, "cases/form_part.html", context, status=NOT_ACCEPTED if refusal or form.errors else 200)


@require_http_methods(["GET", "POST"])
def change_head(request: HttpRequest, form_version_id: int) -> HttpResponse:
    version = draft_or_404(request, form_version_id)
    form = HeadForm(request.POST or None, initial=HeadForm.values_of(version.as_form()))
    return part_page(
        request,
        version,
        form,
        change=lambda data: editing.with_head(data, form.part),
        title=_("What the form is"),
    )


@require_POST
def add_section(request: HttpRequest, form_version_id: int) -> HttpResponse:
    version = draft_or_404(request, form_version_id)
    form = SectionForm(request.POST, auto_id="section_%s", earlier=version.as_form().questions(), kept=None)
    return part_page(
        request, version, form, change=lambda data: editing.with_section(data, form.part), title=_("Add a section")
    )


@require_http_methods(["GET", "POST"])
def change_section(request: HttpRequest, form_version_id: int, section_key: str) -> HttpResponse:
    version = draft_or_404(request, form_version_id)
    asks = version.as_form()
    section = _there(asks.section(section_key))
    form = SectionForm(
        request.POST or None,
        initial=SectionForm.values_of(section),
        earlier=_before(asks, section.questions[0] if section.questions else None, section),
        kept=condition_as_data(section.show_if) if section.show_if else None,
    )
    return part_page(
        request,
        version,
        form,
        change=lambda data: editing.with_section(data, form.part, key=section.key),
        title=section.title,
    )


@require_http_methods(["GET", "POST"])
def add_question(request: HttpRequest, form_version_id: int, section_key: str) -> HttpResponse:
    """First the question and its kind; then the page of the question, with what its kind needs."""
    version = draft_or_404(request, form_version_id)
    section = _there(version.as_form().section(section_key))
    form, refusal = NewQuestionForm(request.POST or None), None
    if form.is_bound and form.is_valid():
        try:
            changed = _changed(
                request, version, lambda data: editing.with_question(data, form.part, section=section.key)
            )
        except Refused as refused:
            refusal = refused
        else:
            added = _there(changed.as_form().section(section.key)).questions[-1]
            return redirect("cases:change_question", version.pk, added.key)
    title = _("Add a question: %(section)s") % {"section": section.title}
    context = {"version": version, "form": form, "title": title, "refusal": refusal, "back_url": editor_url(version)}
    return show(request, "cases/form_part.html", context, status=NOT_ACCEPTED if refusal or form.errors else 200)


@require_http_methods(["GET", "POST"])
def change_question(request: HttpRequest, form_version_id: int, question_key: str) -> HttpResponse:
    version = draft_or_404(request, form_version_id)
    asks = version.as_form()
    question = _there(asks.question(question_key))
    form = QuestionForm(
        request.POST or None,
        question=question,
        initial=QuestionForm.values_of(question),
        earlier=_before(asks, question, None),
        kept=condition_as_data(question.show_if) if question.show_if else None,
    )
    return part_page(
        request,
        version,
        form,
        change=lambda data: editing.with_question(data, form.part, key=question.key),
        title=question.text,
    )


@require_http_methods(["GET", "POST"])
def add_score(request: HttpRequest, form_version_id: int) -> HttpResponse:
    version = draft_or_404(request, form_version_id)
    asks = version.as_form()
    first = {"name": asks.name, "main": True} if not asks.scores else {}
    form = ScoreForm(request.POST or None, asks=asks, score=None, initial=first)
    return part_page(
        request, version, form, change=lambda data: editing.with_score(data, form.part), title=_("Add a sum")
    )


@require_http_methods(["GET", "POST"])
def change_score(request: HttpRequest, form_version_id: int, score_key: str) -> HttpResponse:
    version = draft_or_404(request, form_version_id)
    asks = version.as_form()
    score = _there(next((one for one in asks.scores if one.key == score_key), None))
    form = ScoreForm(request.POST or None, asks=asks, score=score)
    return part_page(
        request,
        version,
        form,
        change=lambda data: editing.with_score(data, form.part, key=score.key),
        title=score.name,
    )


@require_POST
def move_part(request: HttpRequest, form_version_id: int) -> HttpResponse:
    """A section, question or sum one place up or down."""
    version, key = draft_or_404(request, form_version_id), request.POST.get("part", "")
    up = request.POST.get("direction") == "up"
    try:
        _changed(request, version, lambda data: editing.moved(data, key, up=up))
    except Refused as refusal:
        explain(request, refusal)
    return redirect(editor_url(version, key if key.isidentifier() else ""))


@require_POST
def remove_part(request: HttpRequest, form_version_id: int) -> HttpResponse:
    """A section with its questions, a question or a sum."""
    version, key = draft_or_404(request, form_version_id), request.POST.get("part", "")
    try:
        _changed(request, version, lambda data: editing.without(data, key))
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, _("The part of the form is removed."))
    return redirect(editor_url(version))


@require_http_methods(["GET", "POST"])
def form_text(request: HttpRequest, form_version_id: int) -> HttpResponse:
    """The whole form as text, for those who prefer to write it or to bring it from another centre."""
    version = draft_or_404(request, form_version_id)
    written = json.dumps(version.form, ensure_ascii=False, indent=2)
    form = FormTextForm(request.POST or None, initial={"text": written})
    return part_page(
        request,
        version,
        form,
        change=lambda _data: as_json(form.cleaned_data["text"]),
        title=_("The form as text"),
    )


def _there(part: Any) -> Any:
    if part is None:
        raise Http404
    return part


def _before(form: Form, question: Question | None, section: Section | None) -> Iterable[Question]:
    """The questions asked before: only at them may a condition look."""
    earlier: list[Question] = []
    for one in form.sections:
        if section is not None and one.key == section.key:
            return earlier
        for asked in one.questions:
            if section is None and question is not None and asked.key == question.key:
                return earlier
            earlier.append(asked)
    return earlier
