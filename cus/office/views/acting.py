from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cus.kit.pages import show
from cus.office.permissions import staff_only
from cus.office.views.person import head_of, person_seen
from cus.office.views.person_form import person_form
from cus.people import services
from cus.people.forms.circle import EndRightForm, RightToActForm
from cus.people.models import Person, Representation
from cus.people.queries.home import living_together, rights_of
from cus.people.services import RightToAct

PAGE = {"tab": "acting", "then": "office:person_acting"}


@require_GET
@staff_only
def acting(request: HttpRequest, person_id: int) -> HttpResponse:
    """Who may act for the person today, in what and until when; and who might once."""
    person = person_seen(request, person_id, page="acting")
    rights, on = rights_of(person), localdate()
    context = head_of(request, person, tab="acting") | {
        "running": [right for right in rights if right.ends_on is None or right.ends_on >= on],
        "ended": [right for right in rights if right.ends_on is not None and right.ends_on < on],
    }
    return show(request, "office/person_acting.html", context)


@require_http_methods(["GET", "POST"])
@staff_only
def add_right(request: HttpRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    return _page(request, person, None, {"starts_on": localdate()}, title=_("Who may act for the person"))


@require_http_methods(["GET", "POST"])
@staff_only
def change_right(request: HttpRequest, person_id: int, representation_id: int) -> HttpResponse:
    person, right = _right(request, person_id, representation_id)
    return _page(request, person, right.pk, RightToActForm.initial_of(right), title=right.name)


@require_http_methods(["GET", "POST"])
@staff_only
def end_right(request: HttpRequest, person_id: int, representation_id: int) -> HttpResponse:
    person, right = _right(request, person_id, representation_id)
    return person_form(
        request,
        person,
        EndRightForm(request.POST or None, initial={"ends_on": localdate()}),
        lambda given: services.end_right_to_act(representation_id=right.pk, by=request.user, on=localdate(), **given),
        **PAGE,
        title=_("The right to act ends: %(name)s") % {"name": right.name},
        lead=_("From the next day on they can file, receive and decide nothing for the person."),
        done=_("The last day is written down."),
    )


def _right(request: HttpRequest, person_id: int, representation_id: int) -> tuple[Person, Representation]:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    return person, get_object_or_404(person.representations, pk=representation_id)


def _page(
    request: HttpRequest, person: Person, representation_id: int | None, initial: dict, *, title: str
) -> HttpResponse:
    mates = living_together(person, user=request.user, on=localdate())
    return person_form(
        request,
        person,
        RightToActForm(request.POST or None, initial=initial, people=mates),
        lambda given: services.note_right_to_act(
            person_id=person.pk,
            right=RightToAct(**given),
            representation_id=representation_id,
            by=request.user,
            on=localdate(),
        ),
        **PAGE,
        title=title,
        done=_("The right to act is written down."),
    )
