"""`./run manage rota`: no database, no Django below it."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cus.rota import tests

DATA = Path(tests.__file__).parent / "data"
TOY, BEST = DATA / "toy.json", DATA / "toy-best.json"


def said(*arguments: object) -> str:
    out = StringIO()
    call_command("rota", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_plan_that_holds_is_told_with_its_cost():
    text = said("check", TOY, BEST)

    assert "cost      111.333" in text
    assert "toy-best.json: holds" in text


def test_every_rule_a_plan_breaks_is_told_and_the_command_ends_with_1(tmp_path):
    solution = json.loads(BEST.read_text())
    solution["routes"][1]["locations"].pop()
    (tmp_path / "spoilt.json").write_text(json.dumps(solution))
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("rota", "check", str(TOY), str(tmp_path / "spoilt.json"), stdout=out)

    assert ended.value.code == 1
    assert "SERVED: visit 'p6/s3': is not made, nor listed as unserved" in out.getvalue()
    assert "breaks 2 rules" in out.getvalue()


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "torn.json").write_text('{"patients": [')

    with pytest.raises(CommandError, match=r"torn.json cannot be read: is not JSON: .* in line 1"):
        said("check", tmp_path / "torn.json", BEST)


def test_an_instance_that_makes_no_sense_is_told_row_by_row(tmp_path):
    instance = json.loads(TOY.read_text())
    instance["patients"][0]["time_window"] = [360, 240]
    (tmp_path / "wrong.json").write_text(json.dumps(instance))

    with pytest.raises(CommandError, match="visit 'p1/s2', latest: 240 is before earliest, 360"):
        said("check", tmp_path / "wrong.json", BEST)


def test_a_plan_found_holds(tmp_path):
    said("solve", TOY, "--seconds", 1, "--seed", 1, "--out", tmp_path / "plan.json")

    assert "plan.json: holds" in said("check", TOY, tmp_path / "plan.json")
