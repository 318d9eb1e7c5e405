"""Whatever is written into an address or a form, the house answers in its own words: nothing breaks, nothing runs."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.urls.resolvers import URLPattern

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_user
from cus.kit.forms import ThreeBoxes
from tests.architecture.house import ROOT, sources
from tests.architecture.story import addresses, close_streams, one_of_everything

pytestmark = pytest.mark.django_db
OURS = ("office", "cases", "offer", "catalogue", "portal")
SCRIPT = "<script>alert(1)</script>"
NASTY = [
    f'\x00">{SCRIPT}',
    "²",  # a digit that is no number
    "9" * 5000,  # a number longer than Python reads
    "-1",
    "00000000-0000-0000-0000-000000000000",
]
ADDRESSES = sorted(
    ((name, pattern) for name, pattern in addresses() if name.split(":")[0] in OURS), key=lambda one: one[0]
)


def asked_for(where: str) -> set[str]:
    """The names that views read from an address (GET) or from a form without a form class (POST)."""
    read = re.compile(rf"""{where}(?:\.get|\.getlist)?[(\[]"([\w-]+)"|"([\w-]+)" (?:not )?in request\.{where}""")
    return {name for file in sources() for found in read.findall(file.read_text()) for name in found if name}


def fields_of_forms() -> set[str]:
    files = [*(ROOT / "cus").glob("*/forms.py"), *(ROOT / "cus").glob("*/forms/*.py")]
    modules = [import_module(".".join(file.relative_to(ROOT).with_suffix("").parts)) for file in files]
    classes = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type)]
    fields = [
        (name, field)
        for kind in classes
        if issubclass(kind, forms.BaseForm)
        for name, field in getattr(kind, "base_fields", {}).items()
    ]
    return {name for name, _field in fields} | {part for name, field in fields for part in parts_of(name, field)}


def parts_of(name: str, field: forms.Field) -> list[str]:
    """The boxes of a date and the like; all fields of all forms must fit into one request."""
    if isinstance(field.widget, ThreeBoxes):
        return [f"{name}_{box}" for box, _label in ThreeBoxes.boxes]
    if isinstance(field.widget, forms.MultiWidget):
        return [f"{name}{ending}" for ending in field.widget.widgets_names]
    return []


READ, SENT = asked_for("GET") | {"q", "next"}, asked_for("POST") | fields_of_forms()
assert len(SENT) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, "more fields than one request takes: nothing would be read"


@pytest.fixture
def visitor(client):
    """Somebody who may do everything, so that nothing stops before it is read; errors come as answers."""
    user = a_user(*(set(Role.values) - {Role.PLATFORM_ADMIN}))
    client.force_login(user)
    client.raise_request_exception = False
    return client


def nasty(names: set[str], turn: int) -> dict[str, str]:
    return {name: NASTY[(place + turn) % len(NASTY)] for place, name in enumerate(sorted(names))}


def urls(name: str, pattern: URLPattern, story: dict[str, Any]) -> Iterator[str]:
    wanted = pattern.pattern.converters
    if "slug" in wanted:
        yield from (reverse(name, args=[slug]) for slug in ("dla-kogo", "uslugi"))
    else:
        yield reverse(name, kwargs={key: story[key] for key in wanted})


@pytest.mark.parametrize("turn", [0, 2])
def test_nothing_written_into_an_address_or_a_form_breaks_a_page(visitor, turn):
    """Each name gets another nasty value, and in a second walk one more; all five in turn took minutes."""
    read, sent = nasty(READ, turn), nasty(SENT, turn)
    story, broken, repeated = one_of_everything(), [], []
    for name, pattern in ADDRESSES:
        for url in urls(name, pattern, story):
            with transaction.atomic():
                answers = [visitor.get(url, read), visitor.post(url, sent)]
                transaction.set_rollback(True)
            broken += [url for answer in answers if answer.status_code >= 500]
            repeated += [url for answer in answers if SCRIPT in text_of(answer)]

    assert len(ADDRESSES) > 90
    assert (broken, repeated) == ([], [])


NUMBERED = [
    (name, pattern)
    for name, pattern in ADDRESSES
    if any(key.endswith("_id") and key != "rule_id" for key in pattern.pattern.converters)
]


@pytest.mark.parametrize("number", [0, 2**63])
def test_a_number_nothing_has_is_not_found(visitor, number):
    story, found = one_of_everything(), []
    for name, pattern in NUMBERED:
        given = {key: number if isinstance(story[key], int) else story[key] for key in pattern.pattern.converters}
        url = reverse(name, kwargs=given)
        found += [url for answer in (visitor.get(url), visitor.post(url)) if answer.status_code not in (404, 405)]

    assert found == []


def text_of(answer: Any) -> str:
    if answer.streaming:
        close_streams(answer)
        return ""
    return answer.content.decode(errors="replace")
