"""Assessing a person: begun, filled, finished, corrected, read, printed, compared."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.cases.assessment_paper import filling_paper
from cus.cases.forms.instruments import BeginForm, CorrectForm, TalkForm
from cus.cases.instruments.comparing import compared, is_same_scale
from cus.cases.models import Application, Filling
from cus.cases.permissions.instruments import may_assess, may_correct, may_fill
from cus.cases.queries.instruments import (
    answered,
    assessments_of,
    comparable,
    find_filling,
    forms_to_fill,
    main_result_of,
    results_kept,
    talks_about_needs,
)
from cus.cases.services import instruments as services
from cus.cases.states import FillingState
from cus.cases.views.case import found
from cus.cases.views.form_page import NOT_ACCEPTED
from cus.cases.views.letters import as_file
from cus.kit.errors import Refused
from cus.kit.incoming import number_in
from cus.kit.pages import explain, show
from cus.people.models import Person
from cus.records.log import record_reading

TWO = 2


def filling_or_404(request: HttpRequest, filling_id: int) -> Filling:
    return get_object_or_404(find_filling(user=request.user), pk=filling_id)


def person_or_404(request: HttpRequest, person_id: int) -> Person:
    """The person, for those who may assess them."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    if not may_assess(request.user, person):
        raise Http404
    return person


def assessments_url(filling: Filling) -> str:
    """Back to the case it belongs to, else to the person."""
    if filling.application_id:
        return reverse("cases:case_assessments", args=[filling.application_id])
    return reverse("office:person_assessments", args=[filling.person_id])


@require_GET
def case_assessments(request: HttpRequest, application_id: int) -> HttpResponse:
    """All assessments of the person of a case."""
    case = found(request, application_id)
    if not may_assess(request.user, case.person):
        raise Http404
    record_reading(of=case.person, by=request.user, page="cases:case_assessments")
    context = {
        "application": case,
        "person": case.person,
        "tab": "assessments",
        "assessments": assessments_of(case.person, user=request.user),
    }
    return show(request, "cases/case_assessments.html", context)


@require_http_methods(["GET", "POST"])
def begin_assessment(request: HttpRequest, person_id: int) -> HttpResponse:
    """Which form, which day; `?application=` says for which case, `?form=` which form stands chosen."""
    person = person_or_404(request, person_id)
    case = _case_asked(request, person)
    versions = forms_to_fill(user=request.user)
    chosen = {"held_on": localdate(), "version": number_in(request.GET.get("form"))}
    form = BeginForm(
        request.POST or None,
        versions=versions,
        recognitions=talks_about_needs(person, user=request.user),
        initial=chosen,
    )
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            filling = _begun(request, person, case, form)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("cases:fill_assessment", filling.pk)
    back = reverse("cases:case_assessments", args=[case.pk]) if case else None
    context = {
        "form": form,
        "person": person,
        "refusal": refusal,
        "title": _("Assess"),
        "submit": _("Go on to the questions"),
        "back_url": back or reverse("office:person_assessments", args=[person.pk]),
        "nothing": "" if versions else _("No form is in use. The organiser or the director puts one into use."),
    }
    return show(request, "cases/one_form.html", context, status=NOT_ACCEPTED if refusal or form.errors else 200)


def _case_asked(request: HttpRequest, person: Person) -> Application | None:
    wanted = number_in(request.GET.get("application"))
    return Application.objects.visible_to(request.user).filter(person=person, pk=wanted).first() if wanted else None


def _begun(request: HttpRequest, person: Person, case: Application | None, form: BeginForm) -> Filling:
    given = form.cleaned_data
    talk = given.get("recognition")
    return services.begin_assessment(
        version_id=given["version"].pk,
        person_id=person.pk,
        held_on=given["held_on"],
        application_id=case.pk if case else None,
        recognition_id=talk.pk if talk else None,
        by=request.user,
        on=localdate(),
    )


@require_http_methods(["GET", "POST"])
def fill_assessment(request: HttpRequest, filling_id: int) -> HttpResponse:
    """The questions of a draft; what is typed is kept as a draft, or finished."""
    filling = filling_or_404(request, filling_id)
    if filling.state == FillingState.FINISHED:
        return redirect("cases:assessment", filling.pk)
    if not may_fill(request.user, filling):
        raise Http404
    finishing, asks, refusal = "finish" in request.POST, filling.version.as_form(), None
    initial = TalkForm.initial_of_filling(filling)
    form = TalkForm(request.POST or None, asks=asks, finishing=finishing, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            _kept(request, filling, form, finishing)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The assessment is finished.") if finishing else _("The draft is kept."))
            return redirect("cases:assessment" if finishing else "cases:fill_assessment", filling.pk)
    record_reading(of=filling.person, by=request.user, page="cases:fill_assessment")
    context = {
        "filling": filling,
        "person": filling.person,
        "form": form,
        "form_said": asks,
        "sections": form.sections(),
        "refusal": refusal,
        "back_url": assessments_url(filling),
    }
    return show(request, "cases/assessment_fill.html", context, status=NOT_ACCEPTED if refusal or form.errors else 200)


def _kept(request: HttpRequest, filling: Filling, form: TalkForm, finishing: bool) -> None:
    talk = services.Talk(**{name: form.cleaned_data[name] for name in ("held_on", "present", "note")})
    services.keep_answers(
        filling_id=filling.pk,
        answers=form.answers,
        talk=talk,
        finished=finishing,
        by=request.user,
        on=localdate(),
    )


@require_POST
def discard_assessment(request: HttpRequest, filling_id: int) -> HttpResponse:
    filling = filling_or_404(request, filling_id)
    try:
        services.discard_assessment(filling_id=filling.pk, by=request.user, on=localdate())
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, _("The draft is discarded."))
    return redirect(assessments_url(filling))


@require_GET
def assessment(request: HttpRequest, filling_id: int) -> HttpResponse:
    """A finished assessment; `?format=pdf` or `docx` to print it."""
    filling = filling_or_404(request, filling_id)
    if filling.state == FillingState.DRAFT:
        if not may_fill(request.user, filling):
            raise Http404
        return redirect("cases:fill_assessment", filling.pk)
    record_reading(of=filling.person, by=request.user, page="cases:assessment")
    if wanted := as_file(request, lambda: filling_paper(filling), name=f"ocena-{filling.pk}"):
        return wanted
    form, finished = filling.version.as_form(), Filling.objects.visible_to(request.user).finished()
    correction = finished.filter(corrects=filling).select_related("author").first()
    context = {
        "filling": filling,
        "person": filling.person,
        "form_said": form,
        "sections": answered(form, filling.answers),
        "results": results_kept(filling),
        "correction": correction,
        "may_correct": correction is None and may_correct(request.user, filling),
        "back_url": assessments_url(filling),
    }
    return show(request, "cases/assessment.html", context)


@require_http_methods(["GET", "POST"])
def correct_assessment(request: HttpRequest, filling_id: int) -> HttpResponse:
    filling = filling_or_404(request, filling_id)
    if not may_correct(request.user, filling):
        raise Http404
    form, refusal = CorrectForm(request.POST or None), None
    if form.is_bound and form.is_valid():
        try:
            newer = services.correct_assessment(
                filling_id=filling.pk, by=request.user, on=localdate(), **form.cleaned_data
            )
        except Refused as refused:
            refusal = refused
        else:
            return redirect("cases:fill_assessment", newer.pk)
    context = {
        "form": form,
        "refusal": refusal,
        "person": filling.person,
        "title": _("Correct the assessment"),
        "lead": _("A finished assessment stays as it is. You fill a new one, with the same answers to begin with."),
        "submit": _("Go on to the questions"),
        "back_url": reverse("cases:assessment", args=[filling.pk]),
    }
    return show(request, "cases/one_form.html", context, status=NOT_ACCEPTED if refusal or form.errors else 200)


@require_GET
def compare_assessments(request: HttpRequest, person_id: int) -> HttpResponse:
    """Two finished fillings of one form side by side: `?before=` and `?after=`."""
    person = person_or_404(request, person_id)
    fillings = _asked_to_compare(request, person)
    before, after = fillings["before"], fillings["after"]
    first, second = before.version.as_form(), after.version.as_form()
    record_reading(of=person, by=request.user, page="cases:compare_assessments")
    context = {
        "person": person,
        "before": before,
        "after": after,
        "result_before": main_result_of(before),
        "result_after": main_result_of(after),
        "same_scale": is_same_scale(first, second),
        "sections": compared(first, before.answers, second, after.answers),
        "choices": comparable(person, user=request.user, instrument_id=after.version.instrument_id),
        "back_url": reverse("office:person_assessments", args=[person.pk]),
    }
    return show(request, "cases/compare_assessments.html", context)


def _asked_to_compare(request: HttpRequest, person: Person) -> dict[str, Filling]:
    """The two fillings, the earlier first; 404 where they are not two fillings of one form."""
    finished = Filling.objects.visible_to(request.user).finished().filter(person=person)
    wanted = [number_in(request.GET.get(name)) for name in ("before", "after")]
    rows = finished.filter(pk__in=[one for one in wanted if one]).select_related("version", "author", "person")
    two = list(rows.order_by("held_on", "id"))
    if len(two) != TWO or two[0].version.instrument_id != two[1].version.instrument_id:
        raise Http404
    return {"before": two[0], "after": two[1]}
