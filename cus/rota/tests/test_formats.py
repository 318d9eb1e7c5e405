import json
from copy import deepcopy
from pathlib import Path

import pytest

from cus.rota.checks import violations
from cus.rota.cost import cost_of
from cus.rota.example import a_town
from cus.rota.formats import iolab, own, vrptw
from cus.rota.formats.files import Format, read_instance, read_rota, rota_text
from cus.rota.formats.unreadable import Unreadable
from cus.rota.result import Reason, Rota, Unserved
from cus.rota.tests.factories import a_carer, a_problem, a_rota, a_visit
from cus.rota.timing import retimed

DATA = Path(__file__).parent / "data"
VRPTW = """
NAME : tiny
VEHICLES : 2
DIMENSION : 3
CAPACITY : 10
SERVICE_TIME : 10
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 1 1
3 3 4
TIME_WINDOW_SECTION
1 0 100
2 10 20
3 0 50
DEPOT_SECTION
1
-1
EOF
"""


def the_toy() -> dict:
    return json.loads((DATA / "toy.json").read_text())


def its_best() -> dict:
    return json.loads((DATA / "toy-best.json").read_text())


def test_the_best_rota_of_the_toy_instance_is_valid_and_costs_what_is_published():
    problem = iolab.problem_from(the_toy())
    rota = iolab.rota_from(its_best(), problem)

    assert violations(problem, rota) == ()
    assert cost_of(problem, rota).total == pytest.approx(111.3333, abs=1e-4)


def test_the_best_rota_of_the_toy_instance_is_already_as_early_as_can_be():
    problem = iolab.problem_from(the_toy())
    rota = iolab.rota_from(its_best(), problem)

    assert cost_of(problem, retimed(problem, rota)).total == pytest.approx(cost_of(problem, rota).total)


def test_a_solution_written_reads_the_same():
    problem = iolab.problem_from(the_toy())
    rota = retimed(problem, iolab.rota_from(its_best(), problem))

    assert iolab.rota_from(iolab.rota_to(rota, problem), problem) == rota


def stop(solution: dict, patient: str, service: str) -> dict:
    stops = [stop for route in solution["routes"] for stop in route["locations"]]
    (found,) = [stop for stop in stops if (stop["patient_id"], stop["service_id"]) == (patient, service)]
    return found


def by_an_unknown_carer(instance, solution):
    solution["routes"][0]["caregiver_id"] = "c9"


def left_out(instance, solution):
    solution["routes"][1]["locations"].pop()


def without_the_skill(instance, solution):
    instance["caregivers"][0]["abilities"].remove("s1")
    instance["caregivers"][2]["abilities"].append("s1")


def too_short(instance, solution):
    stop(solution, "p2", "s3")["departure_time"] -= 1


def too_early(instance, solution):
    for need in ("s2", "s3"):
        stop(solution, "p4", need)["arrival_time"] -= 90
        stop(solution, "p4", need)["departure_time"] -= 90


def before_one_can_be_there(instance, solution):
    stop(solution, "p2", "s3")["arrival_time"] -= 10
    stop(solution, "p2", "s3")["departure_time"] -= 10


def too_far_apart(instance, solution):
    stop(solution, "p5", "s1")["arrival_time"] += 20
    stop(solution, "p5", "s1")["departure_time"] += 20


def by_one_who_may_not_come(instance, solution):
    instance["patients"][1]["incompatible_caregivers"] = ["c2"]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (by_an_unknown_carer, {"DUTY", "SERVED", "HALF_A_PAIR"}),
        (left_out, {"SERVED", "HALF_A_PAIR"}),
        (without_the_skill, {"SKILL"}),
        (too_short, {"LENGTH"}),
        (too_early, {"EARLIEST"}),
        (before_one_can_be_there, {"TRAVEL"}),
        (too_far_apart, {"LAG"}),
        (by_one_who_may_not_come, {"FORBIDDEN"}),
    ],
)
def test_a_spoilt_solution_breaks_the_rule_it_was_spoilt_in(spoil, told):
    instance, solution = deepcopy(the_toy()), deepcopy(its_best())

    spoil(instance, solution)
    problem = iolab.problem_from(instance)

    assert {violation.code for violation in violations(problem, iolab.rota_from(solution, problem))} == told


def test_both_services_by_one_carer_break_the_rule_of_two_carers():
    instance = the_toy()
    instance["caregivers"] = [{"id": "c1", "abilities": ["s1", "s2", "s3"]}]
    problem = iolab.problem_from(instance)
    solution = its_best()
    solution["routes"] = [{"caregiver_id": "c1", "locations": sum((r["locations"] for r in solution["routes"]), [])}]

    found = [violation.code for violation in violations(problem, iolab.rota_from(solution, problem))]

    assert found.count("OTHER_CARERS") == 3


def test_a_place_of_start_and_a_row_of_the_matrix_may_be_named():
    instance = the_toy()
    instance["departing_points"] = [
        {"id": "north", "distance_matrix_index": 1},
        {"id": "d", "distance_matrix_index": 0},
    ]
    del instance["central_offices"]
    instance["patients"] = [patient | {"distance_matrix_index": 2} for patient in instance["patients"][:1]]
    instance["caregivers"][0] |= {"starting_point_id": "north", "working_shift": [30, 500]}

    problem = iolab.problem_from(instance)

    (duty,) = problem.carers[0].duties
    assert (duty.start, duty.start_place, problem.carers[1].duties[0].start_place) == (30, "north", "north")
    assert problem.travel.between("car", "north", problem.visits[0].place) == 23


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda data: data["patients"][0].pop("time_window"), "patient 'p1': 'time_window' is missing"),
        (lambda data: data.pop("distances"), "instance: 'distances' is missing"),
        (lambda data: data["distances"].pop(), "instance: "),
    ],
)
def test_an_instance_that_cannot_be_read_says_where(spoil, told):
    instance = the_toy()
    spoil(instance)

    with pytest.raises(Unreadable, match=told):
        iolab.problem_from(instance)


def test_our_own_format_keeps_everything():
    problem = a_town(visits=40, seed=5)

    assert own.problem_from(json.loads(json.dumps(own.problem_to(problem), allow_nan=False))) == problem


def test_what_has_no_end_is_null_in_our_format():
    problem = a_problem(a_visit("a", latest=float("inf")), carers=[a_carer(end=float("inf"))])

    written = json.dumps(own.problem_to(problem), allow_nan=False)

    assert own.problem_from(json.loads(written)) == problem


def test_a_rota_in_our_own_format_keeps_everything():
    problem = a_problem(a_visit("a"), a_visit("b"))
    rota = Rota(a_rota(problem, Ewa=["a"]).routes, (Unserved("b", Reason.NO_TIME),))

    assert own.rota_from(json.loads(json.dumps(own.rota_to(rota)))) == rota


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda data: data.pop("format"), 'must say "format": "otwarty-cus-rota-problem"'),
        (lambda data: data["visits"][0].pop("place"), "visit 'a': 'place' is missing"),
        (lambda data: data["visits"][0].update(colour="red"), "visit 'a': has no field 'colour'"),
        (lambda data: data["carers"][0].update(languages="pl"), "carer 'Ewa', languages: must be a list"),
        (lambda data: data["carers"][0].update(shifts=[7]), "carer 'Ewa', shifts 0: must be an object"),
        (lambda data: data.pop("travel"), "problem: 'travel' is missing"),
    ],
)
def test_a_file_of_ours_that_cannot_be_read_says_where(spoil, told):
    data = json.loads(json.dumps(own.problem_to(a_problem(a_visit("a")))))
    spoil(data)

    with pytest.raises(Unreadable, match=told):
        own.problem_from(data)


def test_vehicles_with_time_windows_are_carers_with_hard_hours():
    problem = vrptw.problem_from(VRPTW)

    assert [carer.id for carer in problem.carers] == ["vehicle 1", "vehicle 2"]
    assert [(visit.earliest, visit.latest, visit.duration) for visit in problem.visits] == [(10, 20, 10), (0, 50, 10)]
    assert problem.travel.between("car", "1", "2") == 1.4  # the root of 2, cut
    assert problem.carers[0].duties[0].limit == 100


def test_a_file_is_recognised_by_what_is_in_it(tmp_path):
    (tmp_path / "one").write_text(VRPTW)
    (tmp_path / "other").write_text(json.dumps(own.problem_to(a_problem(a_visit("a")))))

    assert read_instance(tmp_path / "one").format is Format.VRPTW
    assert read_instance(tmp_path / "other").format is Format.OWN
    assert read_instance(DATA / "toy.json").format is Format.IOLAB


@pytest.mark.parametrize(("text", "told"), [("{", "is not JSON"), ("[]", "not an object"), ("{}", '"format"')])
def test_a_file_of_something_else_is_told(tmp_path, text, told):
    (tmp_path / "file").write_text(text)

    with pytest.raises(Unreadable, match=told):
        read_instance(tmp_path / "file")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(Unreadable, match="No such file"):
        read_instance(tmp_path / "nothing")


def test_a_solution_is_written_in_the_format_of_its_instance(tmp_path):
    instance = read_instance(DATA / "toy.json")
    rota = read_rota(DATA / "toy-best.json", instance)

    (tmp_path / "out").write_text(rota_text(rota, cost_of(instance.problem, rota), instance))

    assert read_rota(tmp_path / "out", instance) == rota
