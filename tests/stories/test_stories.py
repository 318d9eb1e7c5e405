"""Every story beside this file comes as it says; a story that is wrong says so and where."""

from pathlib import Path

import pytest

from cus.accounts.models import Centre
from cus.cases.models import Application
from cus.office.stories.reading import Unreadable, read_story, story_of
from cus.office.stories.telling import tell
from cus.people.models import Person

pytestmark = pytest.mark.django_db
STORIES = sorted(Path(__file__).parent.glob("*.yaml"))
PATH_OF_A_RESIDENT = {f"RULE-{number}" for number in range(34, 56)}
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


def test_the_stories_cover_every_rule_of_the_residents_path():
    told = {rule for file in STORIES for rule in read_story(file).rules}

    assert PATH_OF_A_RESIDENT - told == set()


def test_a_story_leaves_no_trace():
    tell(story_of(SHORT))

    assert (Centre.objects.count(), Person.objects.count(), Application.objects.count()) == (0, 0, 0)


def test_an_expectation_that_does_not_hold_names_both_sides():
    report = tell(story_of(f"{SHORT}    - expect: {{case maria: {{ride: qualified, plan due: 2026-04-02}}}}\n"))

    assert report.failures == [
        "2026-03-02: case maria, ride: expected qualified, found OPEN",
        "2026-03-02: case maria, plan due: expected 2026-04-02, found 2026-04-01",
    ]

    assert report.failures  # the plan is not there


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
        (SHORT.replace("for: ride}", "for: ride, channel: owl}"), "“owl” is none of: by e-mail"),
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
    ],
    ids=lambda given: given if len(str(given)) < 60 else "story",
)
def test_what_cannot_be_read_is_named_with_its_line(text, problem):
    with pytest.raises(Unreadable) as raised:
        tell(story_of(text))

    assert problem in str(raised.value)
