"""A new database is made fast; one that holds something is migrated as Django does it."""

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState

from cus.kit.management.commands.migrate import each_model_alone

pytestmark = pytest.mark.django_db


def two_tied_models() -> ProjectState:
    state = ProjectState()
    state.add_model(ModelState("kit", "Centre", [("id", models.AutoField(primary_key=True))]))
    tie = models.ForeignKey("kit.Centre", models.CASCADE)
    state.add_model(ModelState("kit", "Person", [("id", models.AutoField(primary_key=True)), ("centre", tie)]))
    return state


def names_built_anew(state: ProjectState) -> set[str]:
    before = {name: state.apps.get_model("kit", name) for name in ("centre", "person")}
    state.add_field("kit", "person", "name", models.TextField(default=""), preserve_default=True)
    state.add_field("kit", "person", "other", models.ForeignKey("kit.Centre", models.CASCADE, null=True), True)
    return {name for name, model in before.items() if state.apps.get_model("kit", name) is not model}


def test_in_a_new_database_the_changed_model_alone_is_built_anew():
    with each_model_alone():
        assert names_built_anew(two_tied_models()) == {"person"}


def test_the_model_built_alone_has_the_new_fields_and_still_its_ties():
    state = two_tied_models()

    with each_model_alone():
        names_built_anew(state)

    person = state.apps.get_model("kit", "person")
    assert [field.name for field in person._meta.fields] == ["id", "centre", "name", "other"]
    assert person._meta.get_field("other").remote_field.model._meta.db_table == "kit_centre"


def test_afterwards_all_tied_models_are_built_anew_again():
    with each_model_alone():
        pass

    assert names_built_anew(two_tied_models()) == {"centre", "person"}


def test_a_database_that_was_migrated_is_left_to_django(monkeypatch):
    used = []
    monkeypatch.setattr("cus.kit.management.commands.migrate.each_model_alone", lambda: used.append("alone"))

    call_command("migrate", "kit", verbosity=0)

    assert used == []
    assert connection.introspection.table_names()
