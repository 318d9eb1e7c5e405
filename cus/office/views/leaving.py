from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cus.cases.models import Task
from cus.cases.services.leaving import note_death_and_tasks, note_moving_and_tasks, undo_leaving_and_tasks
from cus.kit.pages import show
from cus.office.permissions import staff_only
from cus.office.views.person import head_of, person_seen
from cus.office.views.person_form import person_form
from cus.people.forms.circle import DeathForm, MovingForm, UndoLeavingForm
from cus.people.models import Leaving, Person
from cus.people.permissions.circle import may_undo_leaving

PAGE = {"tab": "leaving", "then": "office:person_leaving"}


@require_GET
@staff_only
def leaving(request: HttpRequest, person_id: int) -> HttpResponse:
    """Death and moving away: what is known, what must be done, how a mistake is taken back."""
    person = person_seen(request, person_id, page="leaving")
    notes = list(person.leavings.select_related("noted_by", "undone_by", "person").order_by("-noted_on", "-id"))
    context = head_of(request, person, tab="leaving") | {
        "notes": [(note, may_undo_leaving(request.user, note, on=localdate())) for note in notes],
        "tasks": Task.objects.visible_to(request.user)
        .open()
        .filter(person=person)
        .select_related("owner", "application")
        .order_by("due_on", "id"),
    }
    return show(request, "office/person_leaving.html", context)


@require_http_methods(["GET", "POST"])
@staff_only
def note_death(request: HttpRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    return person_form(
        request,
        person,
        DeathForm(request.POST or None),
        lambda given: note_death_and_tasks(person_id=person.pk, by=request.user, on=localdate(), **given),
        **PAGE,
        title=_("The person has died"),
        lead=_("From now on nothing is sent, offered or filed. What must be done comes onto lists."),
        done=_("Noted. What must be done stands below and on the lists of those who answer for it."),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def note_moving(request: HttpRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    return person_form(
        request,
        person,
        MovingForm(request.POST or None),
        lambda given: note_moving_and_tasks(person_id=person.pk, by=request.user, on=localdate(), **given),
        **PAGE,
        title=_("The person moves away"),
        lead=_("Only for moving out of the municipality. A new address here is a change of data."),
        done=_("Noted. What must be done stands below and on the lists of those who answer for it."),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def undo_leaving(request: HttpRequest, person_id: int, leaving_id: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    note = get_object_or_404(Leaving.objects.visible_to(request.user).filter(person=person), pk=leaving_id)
    return person_form(
        request,
        person,
        UndoLeavingForm(request.POST or None),
        lambda given: undo_leaving_and_tasks(leaving_id=note.pk, by=request.user, on=localdate(), **given),
        **PAGE,
        title=_("Take the note back"),
        lead=_("The person is in the register as before. Tasks nobody did yet come off the lists."),
        done=_("Taken back. Check the tasks that were done in the meantime."),
    )
