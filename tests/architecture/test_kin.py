"""Family and close people of somebody find nothing of them: in no table, on no page, and each try is kept."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import ForeignKey, Model, OneToOneField
from django.urls import reverse

from cus.accounts.models import OwnedByCentre, Role, User
from cus.accounts.tests.factories import a_user
from cus.people.models import AboutPersonQuerySet, Person
from cus.people.tests.factories import an_exclusion
from cus.records.models import DeniedTry
from tests.architecture.story import addresses, one_of_everything
from tests.architecture.test_strangers import ROOMS_OF_THE_HOUSE, page_text

OF_THE_PERSON = {
    "person_id", "application_id", "plan_id", "recognition_id", "request_id", "letter_id", "decision_id",
    "dispatch_id", "review_id", "progress_id", "plan_member_id",
    "task_id", "transfer_id", "member_id", "exclusion_id", "access_id",
}  # fmt: skip
NAMES = ("Kunegunda Nowak", "Nowak Kunegunda")


def ways_to_person(model: type[Model], seen: tuple[type[Model], ...] = ()) -> Iterator[str]:
    """Every way of keys from the model to a person, the shortest of each branch."""
    for field in model._meta.local_fields:
        target = field.related_model
        if not isinstance(field, ForeignKey | OneToOneField) or field.name == "pgh_obj" or target in seen:
            continue
        if target is Person:
            yield field.name
        elif isinstance(target, type) and issubclass(target, OwnedByCentre) and target is not model:
            yield from (f"{field.name}__{way}" for way in ways_to_person(target, (*seen, model)))


def models_about_people() -> list[type[Model]]:
    owned = [model for model in apps.get_models() if issubclass(model, OwnedByCentre) and not is_history(model)]
    return [model for model in owned if model is Person or any(ways_to_person(model))]


def is_history(model: type[Model]) -> bool:
    return any(field.name == "pgh_created_at" for field in model._meta.fields)


def declared_ways(model: type[Model]) -> tuple[str, ...]:
    return getattr(model, "about_person", ("person",))


def test_rows_about_a_person_are_found_through_a_set_that_knows_kin():
    forgetful = [
        model._meta.label
        for model in models_about_people()
        if not isinstance(model._default_manager.get_queryset(), AboutPersonQuerySet)  # type: ignore[attr-defined]
    ]

    assert len(models_about_people()) > 20
    assert forgetful == []


def test_every_model_says_truly_how_its_rows_lead_to_a_person():
    wrong = [
        f"{model._meta.label}: {way}"
        for model in models_about_people()
        for way in declared_ways(model)
        if (model is Person) != (way == "pk") or (way != "pk" and way not in set(ways_to_person(model)))
    ]
    undeclared = [
        f"{model._meta.label}.{way}"
        for model in models_about_people()
        for way in ways_to_person(model)
        if way == "person" and way not in declared_ways(model)
    ]

    assert (wrong, undeclared) == ([], [])


@pytest.fixture
def story() -> dict[str, Any]:
    return one_of_everything()


@pytest.fixture
def daughter(story: dict[str, Any]) -> User:
    """A director and everything else, excluded from the one person of the story."""
    user = a_user(*(set(Role.values) - {Role.RESIDENT, Role.PLATFORM_ADMIN}), first_name="Córka", last_name="Obecna")
    an_exclusion(Person.objects.get(pk=story["person_id"]), user)
    return user


@pytest.mark.django_db
def test_kin_finds_not_one_row_of_any_table(story, daughter):
    filled, found = [], []
    for model in models_about_people():
        rows = model._default_manager
        seen = rows.visible_to(daughter) if hasattr(rows, "visible_to") else rows.in_centre_of(daughter)
        for way in declared_ways(model):
            of_person = {way: story["person_id"]}
            filled += [model._meta.label] if rows.filter(**of_person).exists() else []
            found += [model._meta.label] if seen.filter(**of_person).exists() else []

    assert len(filled) > 15
    assert found == []


@pytest.mark.django_db
def test_kin_opens_nothing_reads_nothing_and_each_try_is_kept(client, story, daughter):
    client.force_login(daughter)
    opened, told, tried = [], [], 0
    for name, pattern in addresses():
        wanted = set(pattern.pattern.converters)
        if name.split(":")[0] not in ROOMS_OF_THE_HOUSE or not wanted <= set(story):
            continue
        url = reverse(name, kwargs={key: story[key] for key in wanted})
        is_of_the_person = bool(wanted & OF_THE_PERSON) or name in ("cases:document", "cases:shared")
        before = DeniedTry.objects.count()
        for ask in (client.get, client.post):
            with transaction.atomic():
                answer = ask(url if ask == client.post or is_of_the_person else f"{url}?q=nowak")
                text = page_text(answer)
                kept = DeniedTry.objects.count() - before
                transaction.set_rollback(True)
            opened += [name] if is_of_the_person and answer.status_code not in (404, 405) else []
            told += [name] if any(words in text for words in NAMES) else []
            if is_of_the_person and answer.status_code == 404:
                tried += 1
                assert kept == 1, f"{ask.__name__} {name} was not kept"

    assert tried > 60
    assert (opened, told) == ([], [])
    assert connection.tenant_id == daughter.centre_id
