"""A day as SVG: everything of the rota is in it, and it harms nobody who opens it."""

from xml.etree import ElementTree

from cus.rota.carers import Absence
from cus.rota.example import a_town
from cus.rota.picture import picture
from cus.rota.problem import Pair
from cus.rota.result import Reason, Rota, Unserved
from cus.rota.solve import solve
from cus.rota.stop import MaxRounds
from cus.rota.tests.factories import a_break, a_carer, a_problem, a_rota, a_visit

SVG = "{http://www.w3.org/2000/svg}"


def titles(svg: str) -> list[str]:
    return [title.text or "" for title in ElementTree.fromstring(svg).iter(f"{SVG}title")]


def test_every_visit_break_and_way_has_a_title():
    problem = a_problem(a_visit("a", earliest=600.0), carers=[a_carer(break_=a_break(), end=1000.0)])

    told = titles(picture(problem, a_rota(problem, Ewa=["a"])))

    assert told == [
        "Day 1: 1 carers, 1 visits, 0 that nobody makes",
        "Ewa works 07:00 to 16:40",
        "Ewa is on the way 07:00 to 07:10",
        "Ewa is there or waits 07:10 to 10:00",
        "Ewa is on the way 10:30 to 10:40",
        "a: Ewa with a, 10:00 to 10:30, visit",
    ]


def test_what_is_late_or_must_not_be_missed_is_told_and_marked_by_shape():
    problem = a_problem(a_visit("a", latest=425.0, must=True))

    svg = picture(problem, a_rota(problem, Ewa=["a"]))

    assert "a: Ewa with a, 07:10 to 07:40, must not be missed (!), 5 minutes late" in titles(svg)
    assert svg.count("l-4.5 8z") == 2  # the triangle, and its row in the legend
    assert ">! a</text>" in svg


def test_a_pair_is_joined_and_a_visit_nobody_makes_is_shown():
    visits = a_visit("a"), a_visit("b"), a_visit("c", person="Zofia")
    problem = a_problem(*visits, carers=[a_carer("Ewa"), a_carer("Jan")], pairs=[Pair("a", "b")])
    rota = Rota(a_rota(problem, Ewa=["a"], Jan=["b"]).routes, (Unserved("c", Reason.NO_TIME),))

    told = titles(picture(problem, rota))

    assert "a and b belong together" in told
    assert f"c: nobody visits Zofia. {Reason.NO_TIME.text}" in told


def test_names_are_text_and_nothing_else():
    name = "<script>alert('\"&')</script>"
    problem = a_problem(a_visit("a", person=name), carers=[a_carer(name)])

    svg = picture(problem, a_rota(problem, **{name: ["a"]}))

    assert "<script" not in svg
    assert f"a: {name} with {name}, 07:10 to 07:40, visit" in titles(svg)


def test_it_needs_nothing_from_outside_and_is_the_same_each_time():
    problem = a_town(visits=25, seed=3)
    rota = solve(problem, MaxRounds(50), seed=1).rota

    svg = picture(problem, rota)

    assert svg == picture(problem, rota)
    assert ElementTree.fromstring(svg).get("role") == "img"
    assert not {"style", "script", "image", "a", "foreignObject"} & {
        element.tag.removeprefix(SVG) for element in ElementTree.fromstring(svg).iter()
    }


def test_an_empty_day_and_an_absent_carer_are_drawn():
    problem = a_problem(a_visit("a"), carers=[a_carer("Ewa"), a_carer("Jan", absences=(Absence(0),))])

    svg = picture(problem, Rota((), (Unserved("a", Reason.TOO_DEAR),)))

    assert titles(svg)[0] == "Day 1: 1 carers, 0 visits, 1 that nobody makes"
