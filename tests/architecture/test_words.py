"""Every word on a screen has its Polish; every template is used; every event can be told."""

import ast
import re

from django.apps import apps
from django.core.management import call_command
from django.utils.functional import Promise

from cus.catalogue.events import EVENTS as CATALOGUE_EVENTS
from cus.community.events import EVENTS as COMMUNITY_EVENTS
from cus.offer.events import EVENTS as OFFER_EVENTS
from cus.office.queries.story import EVENTS as STORY_EVENTS
from tests.architecture.house import FLOOR, ROOT, literal_first_arguments, literal_keywords, sources, templates

EVENTS = STORY_EVENTS | OFFER_EVENTS | CATALOGUE_EVENTS | COMMUNITY_EVENTS  # a person's timeline, a service's history
OF_THE_LIBRARIES = {"account", "mfa", "allauth", "socialaccount", "usersessions"}
BY_DJANGO_ITSELF = {"400.html", "403.html", "404.html", "500.html"}
NOT_ON_A_TIMELINE = {
    "role.granted", "role.ended", "member.added", "rule.switched", "authorisation.granted", "authorisation.ended",
    "calendar.made", "calendar.removed",
}  # fmt: skip


def test_every_message_has_a_polish_translation():
    assert call_command("messages", check=True) is None  # it names what is missing and fails


def test_every_choice_has_a_translatable_label():
    plain = [
        f"{field}: {label}"
        for model in apps.get_models()
        if model._meta.app_label in FLOOR
        for field in model._meta.local_fields
        for _, label in field.choices or ()
        if not isinstance(label, Promise)
    ]
    assert plain == []


def test_every_page_template_is_used():
    texts = "\n".join(file.read_text() for file in [*sources(), *templates()])
    unused = []
    for template in templates():
        name = str(template.relative_to(next(p for p in template.parents if p.name == "templates")))
        if name.split("/")[0] in OF_THE_LIBRARIES or name in BY_DJANGO_ITSELF:
            continue
        if not re.search(re.escape(name), texts):
            unused.append(str(template.relative_to(ROOT)))
    assert unused == []


def recorded_events() -> set[str]:
    """The names given to `record("…")`, also through `event="…"` where one function records for several steps."""
    direct = {name for _, name in literal_first_arguments("record")}
    return {name for name in direct | set(literal_keywords("event")) if "." in name}


def test_every_recorded_event_can_be_told():
    assert recorded_events() - set(EVENTS) - NOT_ON_A_TIMELINE == set()


def test_every_told_event_is_recorded_somewhere():
    assert set(EVENTS) - texts_of_code() == set()


def texts_of_code() -> set[str]:
    """Every text in the code but where events are told: a name may be chosen before it is given to `record`."""
    trees = [ast.parse(file.read_text()) for file in sources() if "events" not in {*file.parts, file.stem}]
    return {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
