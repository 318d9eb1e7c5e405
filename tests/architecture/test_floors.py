"""What import-linter cannot see: foreign keys are arrows too, and rooms say what they are for."""

import ast
import re

from django.apps import apps
from django.conf import settings

from tests.architecture.house import FLOOR, ROOT, sources, templates

LEFTOVERS = {"utils", "helpers", "common", "core", "mixins", "base", "misc"}
UNDONE = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def keys_between_rooms():
    for model in apps.get_models():
        if model._meta.app_label not in FLOOR:
            continue
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            target = field.related_model
            if target and target._meta.app_label in FLOOR and target._meta.app_label != model._meta.app_label:
                yield model, field, target


def test_foreign_keys_point_down():
    upward = [
        f"{field} -> {target._meta.label}"
        for model, field, target in keys_between_rooms()
        if FLOOR[target._meta.app_label] >= FLOOR[model._meta.app_label]
        and target._meta.label != settings.AUTH_USER_MODEL
    ]
    assert upward == []


def test_a_lower_room_cannot_reach_up_through_a_reverse_name():
    named = [str(field) for _, field, _ in keys_between_rooms() if not field.remote_field.hidden]
    assert named == []


def test_every_room_says_in_one_sentence_what_it_is_for():
    signs = {room: ast.parse((ROOT / "cus" / room / "__init__.py").read_text()) for room in FLOOR}
    silent = [room for room, sign in signs.items() if not ast.get_docstring(sign)]
    assert silent == []


def test_no_room_is_empty():
    empty = [room for room in FLOOR if sum(1 for _ in (ROOT / "cus" / room).rglob("*.py")) < 4]
    assert empty == []


def test_there_is_no_room_for_leftovers():
    assert [file for file in sources() if file.stem in LEFTOVERS or file.parent.name in LEFTOVERS] == []


def test_nothing_is_left_undone_in_the_code():
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in [*sources(tests=True), *templates()]
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if UNDONE.search(line)
    ]
    assert found == []


def test_migrations_do_not_import_the_rooms():
    """A migration must run years from now: of the product it may use only the steps the kit has for migrations."""
    allowed = {"cus.kit.rows", "cus.kit.statistics"}
    imports = re.compile(r"^\s*(?:from|import) (cus\.[\w.]+)", re.MULTILINE)
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in (ROOT / "cus").rglob("migrations/*.py")
        for name in imports.findall(file.read_text())
        if name not in allowed and not re.fullmatch(r"cus\.\w+\.models(\.\w+)*", name)
    }
    assert found == set()
