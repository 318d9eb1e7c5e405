from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.kit.pages import show
from cus.office.permissions import staff_only
from cus.office.views.person import head_of, person_seen
from cus.office.views.person_form import person_form
from cus.people import services
from cus.people.forms.circle import CircleForm, HouseholdForm, MemberForm, ShareForm
from cus.people.models import CircleContact, Household, Membership, Person
from cus.people.queries import people_found
from cus.people.queries.home import circle_of, former_homes, homes_of
from cus.people.services import Around, Member

PAGE = {"tab": "home", "then": "office:person_home"}


@require_GET
@staff_only
def home(request: HttpRequest, person_id: int) -> HttpResponse:
    """With whom the person lives, and who is around them."""
    person = person_seen(request, person_id, page="home")
    context = head_of(request, person, tab="home") | {
        "homes": homes_of(person, user=request.user, on=localdate()),
        "former": former_homes(person, on=localdate()),
        "circle": circle_of(person, on=localdate()),
    }
    return show(request, "office/person_home.html", context)


@require_http_methods(["GET", "POST"])
@staff_only
def found_household(request: HttpRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    form = HouseholdForm(request.POST or None, initial={"name": person.last_name, "starts_on": localdate()})
    return person_form(
        request,
        person,
        form,
        lambda given: services.found_household(person_id=person.pk, by=request.user, on=localdate(), **given),
        **PAGE,
        title=_("A home of the person"),
        done=_("The household is written down. Add who else lives there."),
        lead=_("It takes over the address of the person: %(address)s") % {"address": person.address or "–"},
    )


@require_http_methods(["GET", "POST"])
@staff_only
def add_to_household(request: HttpRequest, person_id: int, household_id: int) -> HttpResponse:
    """Somebody else in the home: found in the register with `?q=`, or by first name only."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    household = get_object_or_404(Household.objects.visible_to(request.user), pk=household_id)
    words = request.GET.get("q", "")
    form = MemberForm(request.POST or None, initial={"starts_on": localdate()})

    def join(given: dict) -> Membership:
        member = Member(person_id=given.pop("person"), **given)
        return services.join_household(household_id=household.pk, member=member, by=request.user, on=localdate())

    return person_form(
        request,
        person,
        form,
        join,
        **PAGE,
        title=_("Who lives in the household “%(name)s”") % {"name": household.name},
        done=_("The household is brought up to date."),
        template="office/add_to_household.html",
        words=words,
        people=people_found(user=request.user, words=words),
        chosen=form["person"].value(),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def change_share(request: HttpRequest, person_id: int, membership_id: int) -> HttpResponse:
    person, membership = _membership(request, person_id, membership_id)
    form = ShareForm(request.POST or None, initial={"share": membership.share, "days": membership.days})
    return person_form(
        request,
        person,
        form,
        lambda given: services.change_share(membership_id=membership.pk, by=request.user, on=localdate(), **given),
        **PAGE,
        title=_("How much of the time, and when"),
        done=_("The household is brought up to date."),
    )


@require_POST
@staff_only
def leave_household(request: HttpRequest, person_id: int, membership_id: int) -> HttpResponse:
    """They live there no longer, from tomorrow on."""
    person, membership = _membership(request, person_id, membership_id)
    services.leave_household(
        membership_id=membership.pk, ends_on=max(localdate(), membership.starts_on), by=request.user, on=localdate()
    )
    return redirect("office:person_home", person.pk)


def _membership(request: HttpRequest, person_id: int, membership_id: int) -> tuple[Person, Membership]:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    return person, get_object_or_404(Membership.objects.visible_to(request.user), pk=membership_id)


@require_http_methods(["GET", "POST"])
@staff_only
def add_to_circle(request: HttpRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    return _circle_page(request, person, CircleForm(request.POST or None), title=_("Somebody around the person"))


@require_http_methods(["GET", "POST"])
@staff_only
def change_circle(request: HttpRequest, person_id: int, circle_contact_id: int) -> HttpResponse:
    person, contact = _contact(request, person_id, circle_contact_id)
    initial = {name: getattr(contact, name) for name in CircleForm.base_fields}
    form = CircleForm(request.POST or None, initial=initial)
    return _circle_page(request, person, form, title=contact.name, contact_id=contact.pk)


@require_POST
@staff_only
def end_circle(request: HttpRequest, person_id: int, circle_contact_id: int) -> HttpResponse:
    person, contact = _contact(request, person_id, circle_contact_id)
    services.end_circle_contact(contact_id=contact.pk, by=request.user, on=localdate())
    return redirect("office:person_home", person.pk)


def _contact(request: HttpRequest, person_id: int, contact_id: int) -> tuple[Person, CircleContact]:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    found = CircleContact.objects.visible_to(request.user).filter(person=person)
    return person, get_object_or_404(found, pk=contact_id)


def _circle_page(
    request: HttpRequest, person: Person, form: CircleForm, *, title: str, contact_id: int | None = None
) -> HttpResponse:
    return person_form(
        request,
        person,
        form,
        lambda given: services.note_circle_contact(
            person_id=person.pk, around=Around(**given), contact_id=contact_id, by=request.user, on=localdate()
        ),
        **PAGE,
        title=title,
        done=_("Written down."),
    )
