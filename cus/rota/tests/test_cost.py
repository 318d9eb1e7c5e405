from cus.rota.cost import cost_of, metrics_of, new_carers
from cus.rota.problem import Pair, Weights, Wishes
from cus.rota.result import Rota
from cus.rota.tests.factories import a_break, a_carer, a_problem, a_rota, a_visit


def test_travel_counts_from_leaving_to_being_back():
    problem = a_problem(a_visit("a", place="10"), a_visit("b", place="25"), weights=Weights(travel=2))

    assert cost_of(problem, a_rota(problem, Ewa=["a", "b"])).terms == {
        "travel": 100,
        "tardiness": 0,
        "max_tardiness": 0,
        "overtime": 0,
        "wishes": 0,
        "new_carers": 0,
        "norm": 0,
        "unserved": 0,
    }


def test_lateness_counts_each_and_the_largest_once_more():
    visits = a_visit("a", latest=425.0), a_visit("b", latest=450.0)
    problem = a_problem(*visits, weights=Weights(tardiness=1, max_tardiness=3))

    cost = cost_of(problem, a_rota(problem, Ewa=["a", "b"]))

    assert (cost.tardiness, cost.max_tardiness) == (5 + 10, 30)


def test_overtime_costs_what_the_carer_costs():
    carer = a_carer(overtime_max=60.0, overtime_cost=1.5)
    problem = a_problem(a_visit("a", duration=480.0), carers=[carer], weights=Weights(overtime=2))

    assert cost_of(problem, a_rota(problem, Ewa=["a"])).overtime == 20 * 1.5 * 2


def test_each_wish_not_met_costs():
    wishes = Wishes(sex="F", languages=frozenset({"uk", "pl"}), carers=frozenset({"Jan"}))
    carer = a_carer(sex="M", languages=frozenset({"pl"}))
    problem = a_problem(a_visit("a", wishes=wishes), carers=[carer], weights=Weights(wish=7))

    assert cost_of(problem, a_rota(problem, Ewa=["a"])).wishes == 14  # not a woman, not Jan


def test_the_first_carer_is_free_for_whoever_knows_none():
    visits = [a_visit(name, person="Maria") for name in "abc"]
    carers = [a_carer(name) for name in ("Ewa", "Jan", "Ola")]
    problem = a_problem(*visits, carers=carers)

    assert new_carers(problem, a_rota(problem, Ewa=["a"], Jan=["b"], Ola=["c"])) == {"Maria": 2}
    assert new_carers(problem, a_rota(problem, Ewa=["a", "b", "c"])) == {"Maria": 0}


def test_whoever_knows_a_carer_has_to_get_to_know_every_other():
    visits = [a_visit(name, person="Maria", known=frozenset({"Ewa"})) for name in "ab"]
    problem = a_problem(*visits, carers=[a_carer("Ewa"), a_carer("Jan")], weights=Weights(new_carer=15))

    assert cost_of(problem, a_rota(problem, Ewa=["a", "b"])).new_carers == 0
    assert cost_of(problem, a_rota(problem, Ewa=["a"], Jan=["b"])).new_carers == 15
    assert cost_of(problem, a_rota(problem, Jan=["a", "b"])).new_carers == 15


def test_visits_and_travel_count_towards_the_norm_waiting_does_not():
    carer = a_carer(norm=60.0)
    problem = a_problem(a_visit("a", earliest=600.0, duration=50.0), carers=[carer], weights=Weights(norm=3))

    assert cost_of(problem, a_rota(problem, Ewa=["a"])).norm == 30


def test_a_visit_left_out_costs_by_its_priority_and_much_more_where_it_must_not_be_missed():
    visits = a_visit("a", priority=2.0), a_visit("b", must=True)
    problem = a_problem(*visits, weights=Weights(unserved=100, must=5000))

    assert cost_of(problem, Rota(())).unserved == 5200


def test_a_break_is_not_waiting():
    problem = a_problem(a_visit("a"), a_visit("b", earliest=640.0), carers=[a_carer(break_=a_break())])

    metrics = metrics_of(problem, a_rota(problem, Ewa=["a", "b"]))

    assert metrics.waiting == 640 - 460 - 20


def test_two_carers_at_once_are_two_carers():
    carers = [a_carer("Ewa"), a_carer("Jan")]
    problem = a_problem(a_visit("a", person="M"), a_visit("b", person="M"), carers=carers, pairs=[Pair("a", "b")])

    assert metrics_of(problem, a_rota(problem, Ewa=["a"], Jan=["b"])).carers_per_person == 2
