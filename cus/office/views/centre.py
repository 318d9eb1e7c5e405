from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts import services as accounts
from cus.accounts.models import RoleHeld, User
from cus.accounts.permissions import may_lead_team
from cus.kit.errors import Refused
from cus.kit.pages import explain, show
from cus.office.forms import AuthorisationForm, MemberForm, RoleForm
from cus.office.permissions import staff_only
from cus.office.queries import centre as queries
from cus.office.queries.history import changes_of
from cus.team import services as team_services
from cus.team.models import Authorisation


@require_GET
@staff_only
def rulebook(request: HttpRequest) -> HttpResponse:
    """Every rule of the law the system applies: the sentence, the provision, how sure, how well tested."""
    context = {
        "rules": queries.rulebook(),
        "switched_off": request.centre.switched_off_rules,
        "may_switch": may_lead_team(request.user),
    }
    return show(request, "office/rulebook.html", context)


@require_POST
@staff_only
def switch_rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    wanted = request.POST.get("apply") == "yes"
    try:
        accounts.switch_rule(
            rule_id=rule_id,
            on_or_off=wanted,
            switchable=queries.switchable_rules(),
            by=request.user,
            on=localdate(),
        )
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, _("The rule applies again.") if wanted else _("The rule no longer applies here."))
    return redirect("office:rulebook")


@require_GET
@staff_only
def team(request: HttpRequest) -> HttpResponse:
    """Who works here, in which roles, with what authorisations."""
    members = queries.members_of_team(user=request.user, on=localdate())
    return show(request, "office/team.html", {"members": members, "may_lead": may_lead_team(request.user)})


@require_http_methods(["GET", "POST"])
@staff_only
def add_member(request: HttpRequest) -> HttpResponse:
    if not may_lead_team(request.user):
        raise Http404
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = accounts.add_member(by=request.user, on=localdate(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("The account is made. Give it a role."))
            return redirect("office:member", member.pk)
    return show(request, "office/add_member.html", {"form": form})


@require_GET
@staff_only
def member(request: HttpRequest, user_id: int) -> HttpResponse:
    """One of the team: roles and authorisations with their dates and history; the director changes them."""
    who = get_object_or_404(User.objects.visible_to(request.user), pk=user_id)
    return show(request, "office/member.html", member_context(request, who))


def member_context(request: HttpRequest, who: User) -> dict:
    held = RoleHeld.objects.in_centre_of(request.user).filter(user=who).order_by("-starts_on", "id")
    given = Authorisation.objects.visible_to(request.user).filter(user=who).order_by("-starts_on", "id")
    return {
        "member": who,
        "held": held,
        "given": given,
        "today": localdate(),
        "changes": changes_of([*held, *given]),
        "may_lead": may_lead_team(request.user),
        "role_form": RoleForm(initial={"starts_on": localdate()}),
        "authorisation_form": AuthorisationForm(initial={"starts_on": localdate()}),
    }


@require_POST
@staff_only
def grant_role(request: HttpRequest, user_id: int) -> HttpResponse:
    who = get_object_or_404(User.objects.visible_to(request.user), pk=user_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            accounts.grant_role(user_id=who.pk, by=request.user, on=localdate(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The role is given."))
            return redirect("office:member", who.pk)
    return show(request, "office/member.html", member_context(request, who) | {"role_form": form}, status=422)


@require_POST
@staff_only
def end_role(request: HttpRequest, role_held_id: int) -> HttpResponse:
    held = get_object_or_404(RoleHeld.objects.in_centre_of(request.user), pk=role_held_id)
    try:
        accounts.end_role(role_held_id=held.pk, by=request.user, on=localdate())
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, _("The role is ended."))
    return redirect("office:member", held.user_id)


@require_POST
@staff_only
def authorise(request: HttpRequest, user_id: int) -> HttpResponse:
    who = get_object_or_404(User.objects.visible_to(request.user), pk=user_id)
    form = AuthorisationForm(request.POST)
    if form.is_valid():
        try:
            team_services.authorise(user_id=who.pk, by=request.user, on=localdate(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The authorisation is given."))
            return redirect("office:member", who.pk)
    return show(request, "office/member.html", member_context(request, who) | {"authorisation_form": form}, status=422)


@require_POST
@staff_only
def end_authorisation(request: HttpRequest, authorisation_id: int) -> HttpResponse:
    given = get_object_or_404(Authorisation.objects.visible_to(request.user), pk=authorisation_id)
    try:
        team_services.end_authorisation(authorisation_id=given.pk, by=request.user, on=localdate())
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, _("The authorisation is ended."))
    return redirect("office:member", given.user_id)
