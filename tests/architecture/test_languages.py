"""Whoever reads the screens in another language gets the same pages."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_user
from tests.architecture.story import addresses, close_streams, one_of_everything

pytestmark = pytest.mark.django_db
OURS = ("office", "cases", "offer", "catalogue", "community", "portal", "accounts", "kit")
LANGUAGES = ("pl", "en", "uk")


def test_every_page_answers_alike_in_every_language(client):
    """Of the same person, to the same question; without `raise_request_exception` an error is an answer too."""
    story = one_of_everything()
    client.force_login(a_user(*(set(Role.values) - {Role.PLATFORM_ADMIN})))
    client.raise_request_exception = False
    pages = list(pages_of(story))

    answers = {url: {language: answer_in(client, language, url) for language in LANGUAGES} for url in pages}

    assert len(pages) > 150
    assert {url: told for url, told in answers.items() if len(set(told.values())) > 1} == {}


def pages_of(story: dict[str, Any]) -> list[str]:
    return sorted(
        reverse(name, kwargs={key: story[key] for key in pattern.pattern.converters})
        for name, pattern in addresses()
        if name.split(":")[0] in OURS and set(pattern.pattern.converters) <= set(story)
    )


def answer_in(client: Client, language: str, url: str) -> int:
    with transaction.atomic():
        answer = client.get(url, headers={"accept-language": language})
        transaction.set_rollback(True)
    close_streams(answer)
    return answer.status_code
