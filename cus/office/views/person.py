from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cus.accounts.models import CASE_STAFF
from cus.cases.models import Application, ContactKind, NoteLevel
from cus.kit.errors import Refused
from cus.kit.pages import explain, page_of, show
from cus.office.permissions import may_read_history, staff_only
from cus.office.queries.history import changes_of_person, readings_of
from cus.office.queries.story import ENTRIES_AT_FIRST, now_of, timeline_of
from cus.office.views.today import next_contacts
from cus.people import services
from cus.people.forms import PersonForm
from cus.people.models import Person
from cus.records.log import record_reading
from cus.records.models import Document, Letter


def person_seen(request: HttpRequest, person_id: int, *, page: str) -> Person:
    """The person, if the user may see them; that they were looked at is kept."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    record_reading(of=person, by=request.user, page=page)
    return person


def head_of(request: HttpRequest, person: Person, *, tab: str) -> dict:
    """What every page of a person shows on top."""
    return {
        "person": person,
        "today": localdate(),
        "age": person.age(on=localdate()),
        "tab": tab,
        "sees_cases": request.user.has_role(*CASE_STAFF),
        "sees_history": may_read_history(request.user),
    }


@require_GET
@staff_only
def story(request: HttpRequest, person_id: int) -> HttpResponse:
    """The whole story of a person on one timeline, with what is so today beside it."""
    person = person_seen(request, person_id, page="story")
    thread, everything = request.GET.get("thread", ""), "all" in request.GET
    limit = None if everything else ENTRIES_AT_FIRST
    entries = timeline_of(person, user=request.user, thread=thread, limit=limit)
    context = head_of(request, person, tab="story") | {
        "entries": entries,
        "thread": thread,
        "has_more": not everything and len(entries) == ENTRIES_AT_FIRST,
        "now": now_of(person, user=request.user, on=localdate()),
        "contact_kinds": ContactKind.choices,
        "note_levels": NoteLevel.choices,
        "next_contacts": next_contacts(localdate()),
    }
    return show(request, "office/person.html", context, part="story")


@require_GET
@staff_only
def papers(request: HttpRequest, person_id: int) -> HttpResponse:
    """Letters and documents of a person."""
    person = person_seen(request, person_id, page="papers")
    applications = Application.objects.visible_to(request.user).filter(person=person)
    letters = Letter.objects.filter(story_kind="people.person", story_id=person.pk).order_by("-dated_on", "-id")
    documents = Document.objects.about(person, *applications).select_related("added_by").order_by("-added_at", "-id")
    if not request.user.has_role(*CASE_STAFF):
        letters = letters.filter(kind__in=["CONFIRMATION", "CALL_TO_COMPLETE"])
    context = head_of(request, person, tab="papers") | {"letters": letters, "documents": documents}
    return show(request, "office/person_papers.html", context)


@require_GET
@staff_only
def history(request: HttpRequest, person_id: int) -> HttpResponse:
    """Who changed what and who looked: for those who may."""
    if not may_read_history(request.user):
        raise Http404
    person = person_seen(request, person_id, page="history")
    context = head_of(request, person, tab="history") | {
        "changes": changes_of_person(person, user=request.user),
        "readings": page_of(request, readings_of(person)),
    }
    return show(request, "office/person_history.html", context)


@require_http_methods(["GET", "POST"])
@staff_only
def change(request: HttpRequest, person_id: int) -> HttpResponse:
    """Correct the data of a person."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    form = PersonForm(request.POST or None, initial=PersonForm.initial_of(person))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_person(person_id=person.pk, by=request.user, on=localdate(), **form.cleaned_data)
        except Refused as refusal:
            explain(request, refusal)
        else:
            messages.success(request, _("The data are saved."))
            return redirect("office:person", person.pk)
    return show(request, "office/change_person.html", head_of(request, person, tab="") | {"form": form})
