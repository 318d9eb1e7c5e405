"""No link leads nowhere: whoever sees it may follow it."""

import re
from html import unescape

import pytest
from django.test import Client

from cus.accounts.models import STAFF, Role
from cus.accounts.tests.factories import a_user
from tests.architecture.story import close_streams, one_of_everything

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')
NOT_FOLLOWED = ("/account/logout/", "/static/", "/appearance/")
VISITORS = [
    Role.DIRECTOR, Role.ORGANISER, Role.COORDINATOR, Role.SOCIAL_WORKER, Role.FRONT_DESK, Role.COMMUNITY_ORGANISER,
    Role.CARER, Role.PROVIDER, Role.RESIDENT, None,
]  # fmt: skip


@pytest.mark.parametrize("role", VISITORS)
def test_every_link_somebody_sees_leads_to_a_page(client, role):
    """From the day and the catalogue through all kinds of pages, one of each kind."""
    one_of_everything()
    if role:
        client.force_login(a_user(role))

    broken = walk(client, begins_of(role))

    assert broken == {}


def begins_of(role: str | None) -> list[str]:
    """The front door, the day, and lists that are empty."""
    of_staff = ["/office/search/?q=xyz", "/office/people/?q=xyz"] if role in STAFF else []
    return ["/", "/office/", *of_staff] if role else ["/"]


def walk(client: Client, begin: list[str]) -> dict[str, str]:
    """The links that lead nowhere, and the page each is on."""
    waiting, met, broken = [(url, "") for url in begin], {kind_of(url) for url in begin}, {}
    while waiting:
        url, page = waiting.pop(0)
        answer = client.get(url)
        if answer.status_code >= 400:
            broken[url] = page
        close_streams(answer)
        for link in map(unescape, LINK.findall(text_of(answer))):
            if kind_of(link) not in met and not link.startswith(NOT_FOLLOWED):
                met.add(kind_of(link))
                waiting.append((link, url))
    assert len(met) > 10
    return broken


def text_of(answer) -> str:
    is_page = answer["content-type"].startswith("text/html") and not answer.streaming
    return answer.content.decode() if is_page else ""


def kind_of(url: str) -> str:
    """Pages of two people are of one kind; what is asked for behind the ? does not count."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "N", url.partition("?")[0])
