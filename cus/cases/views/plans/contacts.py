from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cus.cases.forms.plans import ContactForm, TaskForm
from cus.cases.models import NoteLevel, Task
from cus.cases.permissions.plans import may_add_task, may_note_contact
from cus.cases.services import plans as services
from cus.cases.views.plans.steps import attempt, attempt_with
from cus.kit.incoming import number_in, way_back
from cus.kit.pages import show
from cus.people.models import Person


@require_http_methods(["GET", "POST"])
def note_contact(request: HttpRequest) -> HttpResponse:
    """The quick form; `person` says about whom, `plan` and `application` where it belongs, `next` where to return."""
    if not may_note_contact(request.user):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=number_in(asked.get("person", "")))
    initial = {name: asked.get(name) for name in ("person", "plan", "application")}
    form = ContactForm(request.POST or None, initial=initial | {"happened_on": localdate()})
    back = way_back(request, reverse("office:person", args=[person.pk]))
    if form.is_bound and form.is_valid() and attempt_with(form, lambda: _note(request, form)):
        messages.success(request, _("The contact is noted."))
        return redirect(back)
    context = {"person": person, "form": form, "back": back}
    return show(request, "cases/note_contact.html", context, status=422 if form.errors else 200)


def _note(request: HttpRequest, form: ContactForm) -> None:
    given = form.cleaned_data
    services.note_contact(
        person_id=given["person"],
        plan_id=given["plan"],
        application_id=given["application"],
        kind=given["kind"],
        text=given["text"],
        reached=given["reached"] == "yes",
        happened_on=given["happened_on"],
        next_contact_on=given["next_contact_on"],
        level=given["level"] or NoteLevel.OFFICE,
        by=request.user,
        on=localdate(),
    )


@require_http_methods(["GET", "POST"])
def add_task(request: HttpRequest) -> HttpResponse:
    if not may_add_task(request.user):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    form = TaskForm(request.POST or None, initial={name: asked.get(name) for name in ("person", "application")})
    back = way_back(request, reverse("office:today"))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        _visible_or_404(request, given["person"])
        if attempt_with(
            form,
            lambda: services.add_task(
                text=given["text"],
                due_on=given["due_on"],
                person_id=given["person"],
                application_id=given["application"],
                by=request.user,
                on=localdate(),
            ),
        ):
            messages.success(request, _("The task is added."))
            return redirect(back)
    context = {"form": form, "back": back}
    return show(request, "cases/add_task.html", context, status=422 if form.errors else 200)


def _visible_or_404(request: HttpRequest, person_id: int | None) -> None:
    if person_id:
        get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)


@require_POST
def finish_task(request: HttpRequest, task_id: int) -> HttpResponse:
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=task_id)
    undo = reverse("cases:reopen_task", args=[task.pk])
    if attempt(request, lambda: services.finish_task(task_id=task.pk, by=request.user, on=localdate())):
        messages.success(request, _("Done: %(what)s.") % {"what": task.text}, extra_tags=f"undo:{undo}")
    return redirect(way_back(request, reverse("office:today")))


@require_POST
def reopen_task(request: HttpRequest, task_id: int) -> HttpResponse:
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=task_id)
    attempt(request, lambda: services.reopen_task(task_id=task.pk, by=request.user, on=localdate()))
    return redirect(way_back(request, reverse("office:today")))
