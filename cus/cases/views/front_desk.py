"""Taking an application down during a call: one page, saved all at once."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from cus.cases.forms.intake import NEW_PERSON, SOMEBODY_ELSE, FrontDeskForm, from_signal
from cus.cases.models import Applicant, Application, Signal
from cus.cases.permissions.intake import may_file_application
from cus.cases.queries.choosing import services_to_choose
from cus.cases.services.front_desk import CallNote, register_application
from cus.cases.services.intake import already_filed
from cus.cases.services.intake_letters import readable_code
from cus.cases.services.online import HelperGiven, PersonGiven
from cus.kit.errors import Refused
from cus.kit.incoming import number_in
from cus.kit.pages import show
from cus.law.deadlines import plan_due_on
from cus.offer.models import Service
from cus.people.models import Person, is_kept_from
from cus.people.queries import Duplicate, people_found, possible_duplicates
from cus.records.models import Letter
from cus.records.models.letter import LetterKind

LOOKS = {"look": "people", "words": "services"}  # the search that was used, and the part of the page that answers
OF_PERSON = ("first_name", "last_name", "phone", "pesel", "street", "house", "town")


@require_http_methods(["GET", "POST"])
def new_application(request: HttpRequest) -> HttpResponse:
    """`?person=` and `?signal=` fill in what is known already."""
    if not may_file_application(request.user, request.user.centre):
        raise Http404
    if request.method == "GET":
        initial = _known_already(request)
        return _page(request, FrontDeskForm(initial=initial, centre_id=request.user.centre_id))
    used = request.htmx.trigger_name or request.POST.get("go", "")
    if used in LOOKS:
        unjudged = FrontDeskForm(initial=_typed(request), centre_id=request.user.centre_id)
        return _page(request, unjudged, part=LOOKS[used])
    form = FrontDeskForm(request.POST, request.FILES, centre_id=request.user.centre_id)
    if not form.is_valid():
        return _page(request, form, status=422)
    doubles = _doubles(request, form)
    filed = already_filed(request.user.centre, form.cleaned_data["key"]) if doubles else None
    if filed is not None:  # pressed twice: the look-alike is whom the first press wrote down
        return redirect("cases:application_filed", filed.pk)
    if doubles:
        return _page(request, form, doubles=doubles, status=422)
    try:
        application = register_application(
            centre=request.user.centre, note=_note(request, form), by=request.user, at=now()
        )
    except Refused as refusal:
        return _page(request, form, refusal=refusal, status=422)
    return redirect("cases:application_filed", application.pk)


def _known_already(request: HttpRequest) -> dict[str, Any]:
    signal_id, person_id = number_in(request.GET.get("signal")), number_in(request.GET.get("person"))
    if signal_id is not None:
        return from_signal(get_object_or_404(Signal.objects.visible_to(request.user), pk=signal_id))
    if person_id is not None:
        return {"person": get_object_or_404(Person.objects.visible_to(request.user), pk=person_id).pk}
    return {"person": NEW_PERSON}


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What stands on the page while one searches; the words looked for become the new person until one types over."""
    typed = {name: request.POST.get(name, "") for name in FrontDeskForm.base_fields if name != "files"}
    guessed = _new_person_of(request, request.POST.get("filled_from", ""))
    if all(typed[name] in ("", guess) for name, guess in guessed.items()):
        typed |= _new_person_of(request, request.POST.get("look", ""))
    return typed


def _new_person_of(request: HttpRequest, words: str) -> dict[str, str]:
    """A phone is a phone; of two names the first name is the one that people in the register bear."""
    words = words.strip()
    if any(letter.isdigit() for letter in words):
        return {"first_name": "", "last_name": "", "phone": words}
    one, _space, other = words.title().partition(" ")
    bear = Person.objects.visible_to(request.user)
    if other and bear.filter(first_name=other).exists() and not bear.filter(first_name=one).exists():
        one, other = other, one
    return {"first_name": one, "last_name": other, "phone": ""}


def _page(
    request: HttpRequest, form: FrontDeskForm, *, part: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    looked_for = given.get("look", "")
    chosen_id = number_in(str(form["person"].value() or ""))
    people = list(people_found(user=request.user, words=looked_for))
    if chosen_id is not None and all(person.pk != chosen_id for person in people):
        people = [*Person.objects.visible_to(request.user).filter(pk=chosen_id), *people]
    chosen = (
        form.chosen_services
        if form.is_bound
        else FrontDeskForm(given, centre_id=request.user.centre_id).chosen_services
    )
    context |= {
        "form": form,
        "looked_for": looked_for,
        "people": people,
        "chosen_id": chosen_id,
        "choices": services_to_choose(
            centre_id=request.user.centre_id,
            words=given.get("words", ""),
            chosen=chosen,
            on=localdate(),
            paused_too=True,
        ),
        "signal": _signal_of(request, form),
    }
    return show(request, "cases/new_application.html", context, part=part, status=status)


def _signal_of(request: HttpRequest, form: FrontDeskForm) -> Signal | None:
    signal_id = number_in(str(form["signal"].value() or ""))
    visible = Signal.objects.visible_to(request.user)
    return visible.filter(pk=signal_id).first() if signal_id is not None else None


def _doubles(request: HttpRequest, form: FrontDeskForm) -> list[Duplicate]:
    """Entries to compare with before a new one is made; none once somebody compared."""
    if form.person_id is not None:
        return []
    given = form.cleaned_data
    found = possible_duplicates(
        centre_id=request.user.centre_id,
        first_name=given["first_name"],
        last_name=given["last_name"],
        born_on=given["born_on"],
        pesel=given["pesel"],
        phone=given["phone"],
    )
    if given["same_as"] == SOMEBODY_ELSE:
        return []
    return [one for one in found if not is_kept_from(request.user, one.person_id)]


def _note(request: HttpRequest, form: FrontDeskForm) -> CallNote:
    given = form.cleaned_data
    person = form.person_id
    if person is not None:
        get_object_or_404(Person.objects.visible_to(request.user), pk=person)
    if given["signal"]:
        get_object_or_404(Signal.objects.visible_to(request.user), pk=given["signal"])
    helper = HelperGiven(
        name=given["helper_name"],
        relation=given["helper_relation"],
        phone=given["helper_phone"],
        basis=given["helper_basis"],
    )
    services = Service.objects.visible_to(request.user).filter(uuid__in=given["services"]).order_by("sort_key", "id")
    return CallNote(
        key=given["key"],
        person=person or PersonGiven(born_on=given["born_on"], **{name: given[name] for name in OF_PERSON}),
        applicant=given["applicant"],
        channel=given["channel"],
        services=list(services),
        helper=helper if given["applicant"] != Applicant.PERSON else None,
        situation=given["situation"],
        signal_id=given["signal"],
        documents=given["files"],
    )


@require_GET
def application_filed(request: HttpRequest, application_id: int) -> HttpResponse:
    """Number and code to read out, and what to do next."""
    visible = Application.objects.visible_to(request.user).select_related("person", "representation")
    application = get_object_or_404(visible, pk=application_id)
    context = {
        "application": application,
        "code": readable_code(application.code),
        "due_on": plan_due_on(applied_on=application.filed_on),
        "services": application.requests.select_related("service").order_by("id"),
        "letter": Letter.objects.about(application).filter(kind=LetterKind.CONFIRMATION).order_by("id").first(),
    }
    return show(request, "cases/application_filed.html", context)
