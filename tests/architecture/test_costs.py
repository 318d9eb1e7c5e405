"""Every list costs the same number of queries for one row as for two hundred, and not many."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cus.accounts.models import Role, User
from cus.accounts.tests.factories import a_user
from cus.offer.models import Service
from cus.offer.tests.factories import a_service
from tests.architecture.crowd import TODAY, a_crowd

pytestmark = pytest.mark.django_db
LEAD, COORDINATE, DESK, WORKER = Role.DIRECTOR, Role.COORDINATOR, Role.FRONT_DESK, Role.SOCIAL_WORKER
OF_THE_SESSION = 5  # the session, the user, their roles, the centre of the connection set and set back
CEILING = 10 + OF_THE_SESSION
LISTS = [
    ("office:today", "?all", LEAD),
    ("office:today", "?all", COORDINATE),
    ("office:today", "?all", DESK),
    ("office:people", "", COORDINATE),
    ("office:people", "?q=nowak", COORDINATE),
    ("office:search", "?q=nowak", COORDINATE),
    ("office:unmet_needs", "", LEAD),
    ("office:team", "", LEAD),
    ("cases:applications", "?state=", COORDINATE),
    ("cases:applications", "?late=1", LEAD),
    ("cases:alarms", "", LEAD),
    ("cases:signals", "", DESK),
    ("cases:plans", "?whose=all", COORDINATE),
    ("cases:approval_queue", "", LEAD),
    ("cases:plans", "?whose=all&due=review", COORDINATE),
    ("cases:plan_templates", "", LEAD),
    ("cases:supervisions", "", LEAD),
    ("cases:decisions_ending", "?days=90", LEAD),
    ("office:today", "?all", WORKER),
    ("cases:field", "", COORDINATE),
    ("cases:field", "", LEAD),
    ("cases:waiting_lists", "", LEAD),
    ("cases:forms", "", LEAD),
    ("cases:to_send", "", COORDINATE),
    ("cases:to_send", "?kind=QUALIFICATION&state=WAITING", DESK),
    ("cases:posting_book", "?first=2026-02-01&last=2026-03-02", COORDINATE),
    ("cases:wordings", "", LEAD),
    ("cases:waiting_list", "", LEAD),
    ("cases:waiting_list", "?show=places", LEAD),
    ("cases:line_history", "", LEAD),
    ("cases:new_application", "", DESK),
    ("cases:handovers", "", LEAD),
    ("cases:nobodys", "", LEAD),
    ("cases:ops_imports", "", LEAD),
    ("cases:ops_exports", "", LEAD),
    ("cases:shared_cases", "", LEAD),
    ("office:caseloads", "", LEAD),
    ("office:emergencies", "", LEAD),
    ("office:denied", "", LEAD),
    ("office:processing_bases", "", LEAD),
    ("office:duplicates", "", LEAD),
    ("office:duplicates", "?show=two", LEAD),
    ("office:duplicates", "?show=done", LEAD),
    ("offer:services", "", LEAD),
    ("offer:services", "?check=1&sort=quality", LEAD),
    ("offer:locations", "", LEAD),
    ("offer:copy", "?q=pomoc", LEAD),
    ("offer:providers", "", LEAD),
    ("offer:agreements", "", LEAD),
    ("offer:contests", "", LEAD),
    ("offer:proposals", "", LEAD),
    ("offer:error_reports", "", LEAD),
    ("offer:programmes", "", LEAD),
    ("community:diagnoses", "", LEAD),
    ("catalogue:api_keys", "", LEAD),
    ("catalogue:sources", "", LEAD),
    ("catalogue:synonyms", "", LEAD),
    ("portal:catalogue", "", None),
    ("portal:catalogue", "?q=rehabilitacja", None),
    ("portal:catalogue", "?q=rehabilitcaja&forma=INDIVIDUAL", None),
    ("portal:catalogue", "?gdzie=Krak%C3%B3w&zasieg=region&widok=mapa", None),
    ("portal:map_points", "", None),
    ("portal:apply_step", "", None),
]


def test_a_list_costs_the_same_for_one_row_as_for_two_hundred_and_not_much(client):
    """All lists in one test: making the two hundred takes longer than all the pages."""
    service, everyone = (
        a_service(name="Pomoc w domu", places=1),
        {role: a_user(role) for role in (LEAD, COORDINATE, DESK, WORKER)},
    )
    with time_machine.travel(TODAY, tick=False):
        pages = [(url_of(name, service) + asked, visitor(client, everyone.get(role))) for name, asked, role in LISTS]
        a_crowd(1, coordinator=everyone[COORDINATE], worker=everyone[WORKER], service=service)
        for url, browser in pages:
            browser.get(url)  # what is read once in the life of a server
        for_one = [cost_of(browser, url) for url, browser in pages]
        a_crowd(199, coordinator=everyone[COORDINATE], worker=everyone[WORKER], service=service)
        for (name, _asked, _role), (url, browser) in zip(LISTS, pages, strict=True):
            if name == "portal:catalogue":
                browser.get(url)  # its shelves are read anew once after a change of the offer
        for_many = [cost_of(browser, url) for url, browser in pages]

    counted = {entry: (one, many) for entry, one, many in zip(LISTS, for_one, for_many, strict=True)}
    dearer = {entry: costs for entry, costs in counted.items() if costs[1] > costs[0]}
    cheaper = {entry for entry, costs in counted.items() if costs[1] < costs[0]}
    assert dearer == {}
    assert {entry for entry in cheaper if "q=" not in entry[1]} == set()  # a rare word is looked up with its family
    assert {entry: costs[0] for entry, costs in counted.items() if costs[0] > CEILING} == {}


def url_of(name: str, service: Service) -> str:
    arguments = {
        "cases:waiting_list": [service.pk],
        "cases:line_history": [service.pk],
        "portal:apply_step": ["uslugi"],
    }
    return reverse(name, args=arguments.get(name))


def visitor(client: Client, user: User | None) -> Client:
    """A browser of their own for each; who is not signed in has begun an application."""
    browser = type(client)()
    if user:
        browser.force_login(user)
    else:
        browser.post(reverse("portal:apply_step", args=["dla-kogo"]), {"whom_for": "ME"})
    return browser


def cost_of(browser: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(url)
    assert answer.status_code == 200, url
    return len(queries)
