"""Tries to see what is not theirs, kept in one place: whoever gets a 404, and whoever comes back after leaving.

A page that says "there is no such thing" does not tell whether it exists; the director's list does.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY, logout
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate

from cus.accounts.models import User
from cus.cases.models import (
    Application,
    Decision,
    Dispatch,
    GoalProgress,
    Handover,
    NeedsRecognition,
    Plan,
    PlanReview,
    RequestedService,
    Signal,
    Task,
    TeamMember,
    Transfer,
    UnitAccess,
)
from cus.kit.incoming import number_in
from cus.kit.rows import acting_for
from cus.people.models import EmergencyAccess, KinExclusion, Person, kept_from
from cus.records.denied import record_denied
from cus.records.models import DeniedWhy, Document, Letter
from cus.team.models import Post

Answer = Callable[[HttpRequest], HttpResponse]
NOT_FOUND = 404
GREATEST = 2**63 - 1  # nothing has a number beyond
SUBJECTS: dict[str, type[Model]] = {
    "person_id": Person,
    "application_id": Application,
    "plan_id": Plan,
    "review_id": PlanReview,
    "progress_id": GoalProgress,
    "request_id": RequestedService,
    "recognition_id": NeedsRecognition,
    "decision_id": Decision,
    "transfer_id": Transfer,
    "signal_id": Signal,
    "task_id": Task,
    "letter_id": Letter,
    "dispatch_id": Dispatch,
    "member_id": TeamMember,
    "handover_id": Handover,
    "exclusion_id": KinExclusion,
    "unit_access_id": UnitAccess,
    "access_id": EmergencyAccess,
    "user_id": User,
}
ASKED_BY_NAME = ("person", "application", "plan", "signal")


def denied_tries(get_response: Answer) -> Answer:
    """Keep every 404 that somebody who is signed in got where they asked for one thing."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == NOT_FOUND and request.user.is_authenticated and request.user.centre_id:
            _keep(request, request.user)
        return response

    return answer


def _keep(request: HttpRequest, user: User) -> None:
    found = _asked_for(request)
    if found is None:
        return
    kind, pk, why = found[0], found[1], _why(user, *found)
    record_denied(
        centre_id=user.centre_id or 0,
        why=why,
        by=user,
        subject=(kind if isinstance(kind, str) else kind._meta.label_lower, pk),
        path=request.path,
        method=request.method or "",
    )


def _asked_for(request: HttpRequest) -> tuple[type[Model] | str, int] | None:
    """The thing of the address, else of the question: its kind and number."""
    match: Any = request.resolver_match  # the published types leave its `captured_kwargs` out
    captured = match.captured_kwargs if match else {}
    numbers = {name: value for name, value in captured.items() if type(value) is int and 0 < value <= GREATEST}
    if match and match.view_name == "cases:document":
        return _case_of_document(match.captured_kwargs["uuid"])
    for name, model in SUBJECTS.items():
        if name in numbers:
            return model, numbers[name]
    if match and numbers:
        name, value = next(iter(numbers.items()))
        return f"{match.namespace}.{name.removesuffix('_id')}", value
    given: Any = request.POST if request.method == "POST" else request.GET
    for name in ASKED_BY_NAME:
        if pk := number_in(given.get(name)):
            return SUBJECTS[f"{name}_id"], pk
    return None


def _case_of_document(uuid: UUID) -> tuple[type[Model] | str, int]:
    of_case = Document.objects.filter(uuid=uuid, subject_kind=Application._meta.label_lower)
    pk = of_case.values_list("subject_id", flat=True).first()
    return (Application, pk) if pk else (Document._meta.label_lower, 0)


def _why(user: User, kind: type[Model] | str, pk: int) -> DeniedWhy:
    if isinstance(kind, str):
        return DeniedWhy.NOT_HERE
    here = kind._default_manager.filter(pk=pk, centre_id=user.centre_id)
    if not here.exists():
        return DeniedWhy.NOT_HERE
    if kind is Letter:
        is_kin = here.filter(story_kind=Person._meta.label_lower, story_id__in=kept_from(user)).exists()
    else:
        ways = () if kind in (User, Handover) else getattr(kind, "about_person", ("person",))
        is_kin = any(here.filter(**{f"{way}__in": kept_from(user)}).exists() for way in ways)
    return DeniedWhy.KIN if is_kin else DeniedWhy.ROLE


def sessions_of_who_left(get_response: Answer) -> Answer:
    """Whose account was closed, or who holds neither a role nor a post today, is signed out at once."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/health/"):
            return get_response(request)
        gone = _who_left(request)
        if gone is None:
            return get_response(request)
        with acting_for(gone.centre_id):
            record_denied(
                centre_id=gone.centre_id or 0,
                why=DeniedWhy.LEFT,
                by=gone,
                path=request.path,
                method=request.method or "",
            )
        logout(request)
        return redirect(f"{reverse('account_login')}?ended=1")

    return answer


def _who_left(request: HttpRequest) -> User | None:
    user = request.user
    if not user.is_authenticated:
        kept = request.session.get(SESSION_KEY)
        return User.objects.filter(pk=kept, centre__isnull=False, is_active=False).first() if kept else None
    if user.centre_id is None or user.roles or Post.objects.held(on=localdate()).filter(user=user).exists():
        return None
    return user
