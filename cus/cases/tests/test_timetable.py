import pytest
from hypothesis import given
from hypothesis import strategies as st

from cus.cases.timetable import Slot, slots_of

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
NAMES = [
    ("pn", "poniedziałek", "w poniedziałki", "Pon."),
    ("wt", "wtorek", "we wtorki", "Wt"),
    ("śr", "środa", "w środy", "SR"),
    ("cz", "czwartek", "w czwartki", "czw."),
    ("pt", "piątek", "w piątki", "piatek"),
    ("so", "sobota", "w soboty", "sob."),
    ("nd", "niedziela", "w niedziele", "niedz."),
]


def at(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


@pytest.mark.parametrize(
    ("written", "slots"),
    [
        ("pn, śr 8:00–9:30", [(MONDAY, "8:00", "9:30"), (WEDNESDAY, "8:00", "9:30")]),
        ("pn-śr 8.00-9.30", [(day, "8:00", "9:30") for day in (MONDAY, TUESDAY, WEDNESDAY)]),
        ("wt 16:00, pt 16:15", [(TUESDAY, "16:00", None), (FRIDAY, "16:15", None)]),
        ("w soboty od 9 do 11", [(SATURDAY, "9:00", "11:00")]),
        ("sobota, niedziela o 9", [(SATURDAY, "9:00", None), (SUNDAY, "9:00", None)]),
        ("codziennie 12:30", [(day, "12:30", None) for day in range(7)]),
        ("dni robocze 7:00–8:00", [(day, "7:00", "8:00") for day in range(5)]),
        ("wtorek i piątek", [(TUESDAY, None, None), (FRIDAY, None, None)]),
        ("pn 8:00–9:00 i 16:00–17:00", [(MONDAY, "8:00", "9:00"), (MONDAY, "16:00", "17:00")]),
        ("pt–pn 10:00", [(day, "10:00", None) for day in (MONDAY, FRIDAY, SATURDAY, SUNDAY)]),
        ("śr 14:00 po telefonie", [(WEDNESDAY, "14:00", None)]),
        ("gdy spadnie śnieg", []),
        ("2 razy w tygodniu", []),
        ("", []),
    ],
)
def test_days_and_hours_are_read_as_people_write_them(written, slots):
    expected = [Slot(day, at(starts) if starts else None, at(ends) if ends else None) for day, starts, ends in slots]
    assert list(slots_of(written)) == expected


@given(
    days=st.lists(st.sampled_from(range(7)), min_size=1, unique=True),
    way=st.integers(0, 3),
    starts=st.integers(0, 23 * 60),
    length=st.integers(1, 59),
    dash=st.sampled_from(["–", "-", " – ", " do "]),
)
def test_whatever_is_written_comes_back(days, way, starts, length, dash):
    ends = starts + length
    hours = f"{starts // 60}:{starts % 60:02}{dash}{ends // 60}:{ends % 60:02}"

    slots = slots_of(", ".join(NAMES[day][way] for day in days) + " " + hours)

    assert slots == tuple(Slot(day, starts, ends) for day in sorted(days))


@given(st.text())
def test_no_text_breaks_the_reading(text):
    assert all(0 <= slot.weekday <= 6 for slot in slots_of(text))


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("wt 8:00–9:30", "wt 9:00", True),
        ("wt 8:00–9:30", "wt 9:30", False),  # one ends as the other begins
        ("wt 8:00–9:30", "śr 9:00", False),
        ("wt", "wt 9:00", False),  # without hours nobody knows
    ],
)
def test_only_the_same_hours_of_the_same_day_overlap(one, other, meet):
    assert slots_of(one)[0].overlaps(slots_of(other)[0]) is meet
    assert slots_of(other)[0].overlaps(slots_of(one)[0]) is meet
