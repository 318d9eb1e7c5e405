"""The staff menu: only here, at the top of the house, all rooms are known."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, STAFF, Role

DESK = frozenset({Role.FRONT_DESK})
RULES_AND_PATTERNS = _("Patterns and rules")  # set once, seldom opened: folded until one is in it
MENU = [
    (
        _("My work"),
        [
            (_("My entry"), "offer:workspace", "list", frozenset({Role.PROVIDER})),
            (_("Today"), "office:today", "home", CASE_STAFF | DESK),
            (_("People"), "office:people", "people", CASE_STAFF | DESK),
            (_("Possible duplicates"), "office:duplicates", "people", CASE_STAFF | DESK),
            (_("Signals"), "cases:signals", "phone", STAFF),
            (_("Applications"), "cases:applications", "file", CASE_STAFF | DESK),
            (_("Waiting lists"), "cases:waiting_lists", "clock", CASE_STAFF | DESK),
            (_("Alarms"), "cases:alarms", "bell", frozenset({Role.DIRECTOR, Role.ORGANISER})),
            (_("My calendar"), "cases:calendar", "calendar", CASE_STAFF),
            (_("Plans"), "cases:plans", "plan", CASE_STAFF),
            (_("In the field"), "cases:field", "pin", frozenset({Role.COORDINATOR})),
            (_("Decisions that end soon"), "cases:decisions_ending", "scales", CASE_STAFF),
            (_("To send"), "cases:to_send", "letter", CASE_STAFF | DESK),
            (_("Handovers"), "cases:handovers", "swap", CASE_STAFF - {Role.SOCIAL_WORKER}),
            (_("To approve"), "cases:approval_queue", "check", frozenset({Role.DIRECTOR, Role.ORGANISER})),
        ],
    ),
    (
        _("The centre"),
        [
            (_("Services"), "offer:services", "list", STAFF),
            (_("Places"), "offer:locations", "pin", STAFF),
            (_("Programmes"), "offer:programmes", "book", STAFF),
            (
                _("Supervision"),
                "cases:supervisions",
                "chat",
                frozenset({Role.COORDINATOR, Role.SOCIAL_WORKER, Role.ORGANISER, Role.DIRECTOR}),
            ),
            (_("Diagnosis"), "community:diagnoses", "chart", STAFF),
            (_("Providers"), "offer:providers", "hands", STAFF),
            (_("Unmet needs"), "office:unmet_needs", "search", STAFF),
            (_("Team"), "office:team", "user", STAFF),
            (_("Caseloads"), "office:caseloads", "people", frozenset({Role.ORGANISER, Role.DIRECTOR})),
            (_("Emergency access"), "office:emergencies", "bell", CASE_STAFF | DESK),
        ],
    ),
    (
        RULES_AND_PATTERNS,
        [
            (_("Wording of letters"), "cases:wordings", "pencil", CASE_STAFF),
            (_("Templates of plans"), "cases:plan_templates", "plan", CASE_STAFF),
            (_("Assessment forms"), "cases:forms", "scales", CASE_STAFF),
            (_("Sources of entries"), "catalogue:sources", "download", frozenset({Role.ORGANISER, Role.DIRECTOR})),
            (_("Synonyms"), "catalogue:synonyms", "search", frozenset({Role.ORGANISER, Role.DIRECTOR})),
            (_("Keys to the open data"), "catalogue:api_keys", "key", frozenset({Role.ORGANISER, Role.DIRECTOR})),
            (_("Taking over"), "cases:ops_imports", "download", frozenset({Role.ORGANISER, Role.DIRECTOR})),
            (_("Denied tries"), "office:denied", "shield", frozenset({Role.ORGANISER, Role.DIRECTOR})),
            (_("Processing by law"), "office:processing_bases", "shield", STAFF),
            (_("Rules of law"), "office:rulebook", "scales", STAFF),
        ],
    ),
]


@cache
def address(name: str) -> str:
    """The menu stands on every page of staff, and its addresses never change."""
    return reverse(name)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The sections and items of the menu that the user's roles open, the current one marked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    match = request.resolver_match
    here = match.view_name if match else ""
    sections = []
    for title, items in MENU:
        shown = [
            {"label": label, "url": address(name), "icon": icon, "current": name == here}
            for label, name, icon, roles in items
            if user.roles & roles
        ]
        if shown:
            is_folded = title is RULES_AND_PATTERNS and not any(item["current"] for item in shown)
            sections.append({"title": title, "items": shown, "is_folded": is_folded})
    return {"navigation": sections}
