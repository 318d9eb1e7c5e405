"""Every story beside this file comes as it says; a story that is wrong says so and where."""

from contextlib import suppress
from pathlib import Path

import pytest

from cus.accounts.models import Centre, User
from cus.cases.models import Application
from cus.office.stories import telling
from cus.office.stories.facts import OF_CASE, OF_CENTRE, OF_PERSON, OF_SERVICE
from cus.office.stories.reading import Unreadable, read_story, story_of
from cus.office.stories.setting import GIVEN
from cus.office.stories.telling import tell
from cus.office.stories.verb import VERBS
from cus.office.stories.wordbook import wordbook
from cus.people.models import Person
from cus.records.models import Event, Letter

pytestmark = pytest.mark.django_db
STORIES = sorted(Path(__file__).parent.glob("*.yaml"))
PATH_OF_A_RESIDENT = {f"RULE-{number}" for number in range(34, 56)}
ASSISTANCE_TRACK = {f"RULE-{number}" for number in range(69, 74)}
SHORT = """
story: Maria applies
given:
  people:
    maria: {name: Maria Zielińska, born: 1948-05-01}
  services:
    ride: {name: Dowóz do lekarza, places: 1}
days:
  2026-03-02:
    - front desk files an application: {of: maria, for: ride}
"""


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_the_story_comes_as_it_says(file):
    report = tell(read_story(file))

    assert report.failures == []
    assert any(line.mark == "✓" for day in report.days for line in day.lines), "a story without expectations"


@pytest.mark.parametrize("told_in", [2026, 2029])
def test_a_story_says_the_same_in_whichever_year_it_is_told(time_machine, told_in):
    time_machine.move_to(f"{told_in}-08-01 12:00+02:00")
    file = next(file for file in STORIES if file.stem == "change_makes_a_new_version")  # it names a day of 2027

    assert tell(read_story(file)).failures == []


def test_the_stories_cover_every_rule_of_the_residents_path():
    told = {rule for file in STORIES for rule in read_story(file).rules}

    assert PATH_OF_A_RESIDENT - told == set()


def test_there_are_stories_of_both_tracks_and_each_says_why():
    told = [read_story(file) for file in STORIES]

    assert len(told) >= 60
    assert [one.title for one in told if not one.why or not one.rules] == []
    assert ASSISTANCE_TRACK - {rule for one in told for rule in one.rules} == set()


@pytest.mark.parametrize("rule", ["RULE-40", "RULE-41", "RULE-42", "RULE-43", "RULE-50", "RULE-51", "RULE-54"])
def test_a_rule_with_edges_has_more_than_one_story(rule):
    assert len([file for file in STORIES if rule in read_story(file).rules]) >= 2


def everything() -> tuple[int, ...]:
    return tuple(model._base_manager.count() for model in (Centre, User, Person, Application, Event, Letter))


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "    - expect: {case maria: {ride: qualified}}\n",  # does not hold
        "    - coordinator begins the plan: jan\n",  # cannot be read
        "    - front desk notes a signal: {about: jan, says: x, from: family, called: one}\n"
        "    - coordinator closes the signal: {signal: two, because: x}\n",
    ],
    ids=["holds", "does not hold", "unknown name", "unknown name after a step"],
)
def test_a_story_leaves_no_trace_however_it_ends(wrong):
    before = everything()
    with suppress(Unreadable):
        tell(story_of(SHORT + wrong))

    assert everything() == before


@pytest.mark.parametrize("name", ["clock_stops_and_goes", "leave_and_return", "silence_may_pause"])
def test_leaping_over_quiet_days_tells_the_same_as_living_each(name):
    told = read_story(Path(__file__).parent / f"{name}.yaml")

    assert tell(told) == tell(told, day_by_day=True)


def test_a_quiet_year_is_not_lived_day_by_day(monkeypatch):
    lived = []
    monkeypatch.setattr(telling, "pass_day", lambda on: lived.append(on))

    tell(story_of(f"{SHORT}  2027-03-02:\n    - expect: {{case maria: {{state: filed}}}}\n"))

    assert [day.isoformat() for day in lived[:1] + lived[-1:]] == ["2026-03-02", "2027-03-02"]
    assert len(lived) < 10


def test_what_a_day_brings_is_found_on_that_day():
    text = f"""{SHORT}
    - organiser gives the case: {{case: maria, to: coordinator}}
    - coordinator hands the cases over:
        {{from: coordinator, to: second coordinator, since: 2026-05-17, back: 2026-08-09}}
    - second coordinator takes the cases over: {{}}
  2026-12-01:
    - expect: {{case maria: {{coordinator: coordinator}}}}
"""
    report = tell(story_of(text))

    assert report.holds
    assert {"2026-05-17", "2026-08-09"} <= {day.on.isoformat() for day in report.days}


def test_everything_that_is_wrong_is_said_at_once():
    text = f"""{SHORT.replace("channel", "x")}
    - gardener files an application: {{of: maria, for: ride}}
    - front desk dances: maria
    - expect: {{case maria: {{colour: red, state: filed}}, dog: {{age: 3}}}}
"""
    with pytest.raises(Unreadable) as raised:
        tell(story_of(text))

    said = str(raised.value).splitlines()
    assert [line.partition(": ")[0] for line in said] == ["Line 12", "Line 13", "Line 14", "Line 14"]


def test_every_word_stands_in_the_word_book():
    words = wordbook()

    missing = [said for said in (*VERBS, *OF_CASE, *OF_PERSON, *OF_SERVICE, *OF_CENTRE) if f"  {said}" not in words]
    missing = [said for said in missing if f"NAME {said}" not in words]
    assert missing == []
    assert all(f"{part}:" in words for part in GIVEN)


def test_every_verb_is_told_in_some_story():
    said = {line.said for file in STORIES for day in read_story(file).days for line in day.lines}

    assert [verb for verb in VERBS if not any(one.endswith(f" {verb}") for one in said)] == []


def test_an_expectation_that_does_not_hold_names_both_sides():
    report = tell(story_of(f"{SHORT}    - expect: {{case maria: {{ride: qualified, plan due: 2026-04-02}}}}\n"))

    assert report.failures == [
        "2026-03-02: case maria, ride: expected qualified, found OPEN",
        "2026-03-02: case maria, plan due: expected 2026-04-02, found 2026-04-01",
    ]


def test_a_refusal_that_does_not_come_fails():
    [failure] = tell(story_of(f"{SHORT}      is refused: yes\n")).failures

    assert "was to be refused, and was not" in failure


def test_a_refusal_for_another_reason_fails():
    text = f"{SHORT}    - front desk recognises needs: maria\n      is refused: brak miejsc\n"

    [failure] = tell(story_of(text)).failures

    assert "for another reason than “brak miejsc”" in failure


def test_days_between_the_lines_pass():
    report = tell(story_of(f"{SHORT}  2026-04-02:\n    - expect: {{case maria: {{days left: -1}}}}\n"))

    assert report.holds
    assert [day.on.isoformat() for day in report.days] == ["2026-03-02", "2026-04-02"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("story: x\n", "no part “days”"),
        ("- 1\n", "A story has the parts"),
        ("story: [x\n", "This is no YAML"),
        (SHORT.replace("front desk", "gardener"), "Line 10: “gardener files an application” does not begin with who"),
        (SHORT.replace("files an application", "dances"), "Line 10: Nobody knows how one “dances”"),
        (SHORT.replace("for: ride", "for: bus"), "“bus” is no service of this story. Known: ride."),
        (SHORT.replace("{of: maria, for: ride}", "{of: maria}"), "“for” is missing"),
        (SHORT.replace("for: ride}", "for: ride, shoe: 1}"), "“shoe” cannot be said here"),
        (SHORT.replace("for: ride}", "for: ride, channel: owl}"), "“owl” is none of: "),
        (SHORT.replace("2026-03-02", "March"), "“March” is no date"),
        (SHORT.replace("given:", "given:\n  weather: rain"), "“weather” cannot be given"),
        (f"{SHORT}    - expect: {{case jan: {{state: filed}}}}\n", "“jan” is no case of this story. Known: maria."),
        (
            f"{SHORT}    - expect: {{case maria: {{colour: red}}}}\n",
            "“colour” is no fact. Known: appeal to pass on by",
        ),
        (f"{SHORT}  2026-01-01: []\n", "another order than the calendar's"),
        (f"{SHORT}  2056-01-01: []\n", "more than ten years"),
        (SHORT.replace("born:", "shoes: 2, born:"), "“shoes” cannot be said of a person"),
        (SHORT.replace("- front desk", "- front desk closes the plan: x\n      front desk"), "says one thing"),
        (f"{SHORT}  2026-03-02: []\n", "stands here twice"),
        (SHORT.replace("2026-03-02", "2026-02-30"), "Line 9: “2026-02-30” is no date"),
        (SHORT.replace("2026-03-02", "2026-03-02 10:00:00"), "Line 9: “2026-03-02 10:00:00” is no date"),
        (SHORT.replace("2026-03-02", "1066-10-14"), "Line 9: 1066-10-14 lies outside"),
        (SHORT.replace("1948-05-01", "long ago"), "Line 5: “long ago” is no date"),
        (SHORT.replace("name: Maria Zielińska, ", ""), "Line 5: “name” is missing"),
        (SHORT.replace("name: Dowóz do lekarza, ", ""), "Line 7: “name” is missing"),
        (SHORT.replace("places: 1", "places: many"), "Line 7: “places”: “many” is no number"),
        (SHORT.replace("places: 1", "places: -1"), "Line 7: “ride” cannot be given so"),
        (SHORT.replace("places: 1", "places: 99999999999"), "Line 7: “places”: “99999999999” is too much"),
        (SHORT.replace("places: 1", "area: 77"), "Line 7: “ride” cannot be given so"),
        (SHORT.replace("Maria Zielińska", "M" * 3000), "Line 5: “maria” cannot be given so"),
        (SHORT.replace("{of: maria,", "{of: [maria],"), "Line 10: “of”: One person is asked for here"),
        (SHORT.replace("channel", "x").replace("{of: maria, for: ride}", "[1, 2]"), "Line 10"),
        (SHORT.replace("{of: maria, for: ride}", ""), "Line 10: “of”, “for” is missing"),
        (
            SHORT.replace("front desk", "public").replace("files an application", "takes the case"),
            "work of the office",
        ),
        (SHORT.replace("given:", "rules: [RULE-999]\ngiven:"), "Line 3: “RULE-999” is no rule"),
        (SHORT.replace("given:", "rules: {a: b}\ngiven:"), "“rules” is a list of words"),
        (SHORT.replace("maria: {", "maria: &m {").replace("services:", "representatives: *m\n  services:"), "by “*”"),
        (
            SHORT.replace("\n    maria: {name: Maria Zielińska, born: 1948-05-01}", " maria"),
            "Line 4: “people” gives names",
        ),
        (f"{SHORT}    - expect: [1]\n", "Line 11: “” is neither"),
        (f"{SHORT}    - expect:\n", "Line 11: Nothing is expected here"),
        (f"{SHORT}    - expect: {{case maria: filed}}\n", "Line 11: “case maria” names facts"),
        (f"{SHORT}    - expect: {{case maria: {{ride colour: red}}}}\n", "Line 11: “ride colour” is no fact"),
        (f"{SHORT}    - expect: {{case maria: {{state: filed}}}}\n      is refused: yes\n", "is said of a step"),
        (f"{SHORT}      is refused: [a]\n", "is said of a step"),
        (f"{SHORT}    - just words\n", "“just words” says nobody"),
        ("story: " + "[" * 3000, "nested too deep"),
        ("x" * 1_000_001, "longer than"),
        ("", "A story has the parts"),
    ],
    ids=lambda given: given if len(str(given)) < 60 else "story",
)
def test_what_cannot_be_read_is_named_with_its_line(text, problem):
    with pytest.raises(Unreadable) as raised:
        tell(story_of(text))

    assert problem in str(raised.value)
