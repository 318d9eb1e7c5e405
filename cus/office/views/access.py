"""Pages about who may see a person's file, who may not, and who tried."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.cases.forms.team import TeamMemberForm, UnitAccessForm
from cus.cases.models import TeamMember, UnitAccess
from cus.cases.permissions.team import may_change_team, may_see_caseloads
from cus.cases.queries.caseload import nobodys_cases
from cus.cases.services import team as team_services
from cus.cases.views.form_page import form_page, take_step
from cus.kit.errors import Refused
from cus.kit.incoming import number_in
from cus.kit.pages import page_of, show
from cus.office import notices
from cus.office.permissions import staff_only
from cus.office.queries import access as queries
from cus.office.queries.team_load import load_of_the_team
from cus.office.views.person import head_of, person_seen
from cus.people import services
from cus.people.forms.access import EmergencyForm, ExclusionForm, LiftForm, ReviewForm
from cus.people.models import EmergencyAccess, KinExclusion, Person
from cus.people.models.access import OVERSEERS
from cus.people.models.person import SEES_PEOPLE
from cus.people.permissions.access import may_review
from cus.records.models import DeniedWhy


@require_GET
@staff_only
def person_team(request: HttpRequest, person_id: int) -> HttpResponse:
    """Who coordinates, who helps, which unit reads along, which colleagues are kept away."""
    person = person_seen(request, person_id, page="team")
    context = head_of(request, person, tab="team") | {
        "team": queries.team_of(person, user=request.user, on=localdate()),
        "may_change": may_change_team(request.user, person),
        "oversees": request.user.has_role(*OVERSEERS),
    }
    return show(request, "office/person_team.html", context)


def _found(request: HttpRequest, person_id: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)


def _team_url(person_id: int) -> str:
    return reverse("office:person_team", args=[person_id])


@require_http_methods(["GET", "POST"])
@staff_only
def add_team_member(request: HttpRequest, person_id: int) -> HttpResponse:
    person = _found(request, person_id)
    if not may_change_team(request.user, person):
        raise Http404
    form = TeamMemberForm(request.POST or None, by=request.user, initial={"starts_on": localdate()})
    return form_page(
        request,
        form,
        step=lambda given: team_services.add_team_member(
            person_id=person.pk,
            joining=team_services.Joining(
                user_id=given["user"].pk if given["user"] else None,
                **{name: value for name, value in given.items() if name != "user"},
            ),
            by=request.user,
            on=localdate(),
        ),
        said=_("The team has a new member."),
        to=_team_url(person.pk),
        title=_("Who joins the team around the person?"),
        person=person,
        submit=_("Add to the team"),
    )


@require_POST
@staff_only
def end_team_member(request: HttpRequest, member_id: int) -> HttpResponse:
    member = get_object_or_404(TeamMember.objects.visible_to(request.user), pk=member_id)
    return take_step(
        request,
        lambda: team_services.end_team_member(member_id=member.pk, by=request.user, on=localdate()),
        said=_("They are no longer in the team."),
        to=_team_url(member.person_id),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def exclude(request: HttpRequest, person_id: int) -> HttpResponse:
    """Keep a colleague from the file; whoever excludes themselves sees it no more."""
    person = _found(request, person_id)
    chooses = request.user.has_role(*OVERSEERS)
    form = ExclusionForm(
        request.POST or None,
        user=request.user,
        may_choose=chooses,
        initial={} if chooses else {"colleague": request.user.pk},
    )
    is_own = request.POST.get("colleague") == str(request.user.pk)
    return form_page(
        request,
        form,
        step=lambda given: team_services.exclude_kin(
            person_id=person.pk,
            colleague_id=given["colleague"].pk,
            ground=given["ground"],
            note=given["note"],
            by=request.user,
            on=localdate(),
        ),
        said=_("The file is closed to the colleague from now on."),
        to=reverse("office:today") if is_own else _team_url(person.pk),
        title=_("Who is family or close?"),
        lead=_("The colleague sees nothing of this person any more and coordinates none of their cases."),
        person=person,
        submit=_("Close the file to the colleague"),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def lift_exclusion(request: HttpRequest, exclusion_id: int) -> HttpResponse:
    exclusion = get_object_or_404(KinExclusion.objects.visible_to(request.user).in_force(), pk=exclusion_id)
    if not request.user.has_role(*OVERSEERS):
        raise Http404
    return form_page(
        request,
        LiftForm(request.POST or None),
        step=lambda given: services.lift_exclusion(
            exclusion_id=exclusion.pk, reason=given["reason"], by=request.user, on=localdate()
        ),
        said=_("The colleague may see the file again."),
        to=_team_url(exclusion.person_id),
        title=_("Open the file to %(name)s again?") % {"name": exclusion.user.name},
        person=exclusion.person,
        submit=_("Open the file again"),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def open_to_unit(request: HttpRequest, person_id: int) -> HttpResponse:
    """Let another unit read along, on the person's consent."""
    person = _found(request, person_id)
    if not may_change_team(request.user, person):
        raise Http404
    return form_page(
        request,
        UnitAccessForm(request.POST or None, by=request.user),
        step=lambda given: team_services.open_to_unit(
            person_id=person.pk, unit_id=given.pop("unit").pk, by=request.user, on=localdate(), **given
        ),
        said=_("The unit may read the case. Every look is kept."),
        to=_team_url(person.pk),
        title=_("Which unit may read the case?"),
        lead=_("It reads how the case stands and changes nothing, as long as the person's consent lasts."),
        person=person,
        submit=_("Open for reading"),
    )


@require_POST
@staff_only
def close_to_unit(request: HttpRequest, unit_access_id: int) -> HttpResponse:
    access = get_object_or_404(UnitAccess.objects.visible_to(request.user), pk=unit_access_id)
    return take_step(
        request,
        lambda: team_services.close_to_unit(unit_access_id=access.pk, by=request.user, on=localdate()),
        said=_("The unit no longer reads the case."),
        to=_team_url(access.person_id),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def emergency(request: HttpRequest) -> HttpResponse:
    """Open a file in an emergency: who it is about and why; it is open for a day and read about tomorrow."""
    if not request.user.has_role(*SEES_PEOPLE):
        raise Http404
    form = EmergencyForm(request.POST or None, initial={"whom": _number_of(request)})
    if request.method == "POST" and form.is_valid():
        people = list(queries.people_meant(user=request.user, words=form.cleaned_data["whom"])[:2])
        if len(people) != 1:
            form.add_error("whom", _("Nobody is found, or more than one. Write the PESEL or the case number."))
        elif (access := _opened(request, form, people[0])) is not None:
            request.session.pop(notices.KEPT, None)
            messages.warning(request, _("The file is open for 24 hours. Everything you open is kept."))
            return redirect("office:person", access.person_id)
    status = 422 if form.errors else 200
    return show(request, "office/emergency.html", {"form": form}, status=status)


def _opened(request: HttpRequest, form: EmergencyForm, person: Person) -> EmergencyAccess | None:
    try:
        return services.open_in_emergency(
            person_id=person.pk, reason=form.cleaned_data["reason"], by=request.user, at=now()
        )
    except Refused as refusal:
        form.add_error("reason", str(refusal))
        return None


def _number_of(request: HttpRequest) -> str:
    """For whom it was asked on a person's page: what names them without doubt."""
    pk = number_in(request.GET.get("person"))
    person = Person.objects.visible_to(request.user).filter(pk=pk).first() if pk else None
    return (person.pesel or person.name) if person else ""


@require_POST
@staff_only
def close_emergency(request: HttpRequest, access_id: int) -> HttpResponse:
    access = get_object_or_404(
        EmergencyAccess.objects.visible_to(request.user).filter(user=request.user), pk=access_id
    )
    request.session.pop(notices.KEPT, None)
    return take_step(
        request,
        lambda: services.close_emergency(access_id=access.pk, by=request.user, at=now()),
        said=_("The emergency access is ended."),
        to=reverse("office:today"),
    )


@require_GET
@staff_only
def emergencies(request: HttpRequest) -> HttpResponse:
    """Every emergency access: those to review first. Others see their own."""
    rows = page_of(request, queries.emergencies(user=request.user))
    context = {"rows": rows, "oversees": request.user.has_role(*OVERSEERS), "now": now(), "today": localdate()}
    return show(request, "office/emergencies.html", context)


@require_http_methods(["GET", "POST"])
@staff_only
def review_emergency(request: HttpRequest, access_id: int) -> HttpResponse:
    """The reason, what was opened, and the verdict."""
    rows = EmergencyAccess.objects.visible_to(request.user).select_related("person", "user", "reviewed_by")
    access = get_object_or_404(rows, pk=access_id)
    reviews = may_review(request.user, access) and access.reviewed_at is None
    if request.method == "POST" and not reviews:
        raise Http404
    return form_page(
        request,
        ReviewForm(request.POST or None),
        step=lambda given: services.review_emergency(access_id=access.pk, by=request.user, at=now(), **given),
        said=_("The verdict is kept."),
        to=reverse("office:emergencies"),
        template="office/review_emergency.html",
        access=access,
        person=access.person,
        reviews=reviews,
        looks=queries.looked_at(access),
    )


@require_GET
@staff_only
def denied(request: HttpRequest) -> HttpResponse:
    """Who asked for what is not theirs: for the director and the organiser."""
    if not request.user.has_role(*OVERSEERS):
        raise Http404
    why = request.GET.get("why", "")
    rows = page_of(request, queries.denied_tries(user=request.user, why=why if why in DeniedWhy.values else ""))
    return show(request, "office/denied.html", {"rows": rows, "why": why, "reasons": DeniedWhy.choices}, part="rows")


@require_GET
@staff_only
def caseloads(request: HttpRequest) -> HttpResponse:
    """Who carries how much, and how many cases nobody carries."""
    if not may_see_caseloads(request.user):
        raise Http404
    context = {
        "load": load_of_the_team(user=request.user, on=localdate()),
        "nobodys": len(nobodys_cases(user=request.user, on=localdate())),
    }
    return show(request, "office/caseloads.html", context)
