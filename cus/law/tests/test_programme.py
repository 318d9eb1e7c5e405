from datetime import date

import pytest

from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.programme import (
    CONTENT,
    adopted_by_every_council,
    evaluation_due_on,
    in_force_from,
    is_adopted,
    is_published,
    items_not_written,
    may_be_in_force_beside,
    outlives_its_diagnosis,
    period_is_in_order,
    programme_in_force_on,
    rests_on_diagnosis,
    says_who_pays,
    says_who_qualifies,
)

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.rule("RULE-50")
@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_programme_is_in_force_from_its_first_to_its_last_day(on, in_force):
    assert programme_in_force_on(in_force_from=FIRST, in_force_until=LAST, on=on) is in_force


@pytest.mark.rule("RULE-50")
def test_programme_without_a_last_day_stays_in_force():
    assert programme_in_force_on(in_force_from=FIRST, in_force_until=None, on=date(2036, 1, 1))


@pytest.mark.rule("RULE-50")
def test_programme_not_yet_in_force_carries_no_service():
    assert not programme_in_force_on(in_force_from=None, in_force_until=LAST, on=date(2026, 6, 1))


@pytest.mark.rule("RULE-50")
def test_service_outside_its_programme_warns():
    assert effect_of(programme_in_force_on) is Effect.WARNS


@pytest.mark.rule("RULE-06")
@pytest.mark.parametrize(
    ("number", "adopted_on", "adopted"),
    [
        ("XII/87/2026", date(2026, 12, 3), True),
        ("", date(2026, 12, 3), False),
        ("  ", date(2026, 12, 3), False),
        ("XII/87/2026", None, False),
    ],
)
def test_a_programme_needs_the_number_and_the_date_of_its_resolution(number, adopted_on, adopted):
    assert is_adopted(resolution_number=number, adopted_on=adopted_on) is adopted


@pytest.mark.rule("RULE-06")
def test_a_joint_programme_needs_every_council():
    assert adopted_by_every_council(municipalities=[1, 2], adopted=[2, 1])
    assert not adopted_by_every_council(municipalities=[1, 2], adopted=[1])
    assert not adopted_by_every_council(municipalities=[], adopted=[])


@pytest.mark.rule("RULE-07")
@pytest.mark.parametrize("others", [0, 1, 7])
def test_other_programmes_never_stand_in_the_way(others):
    assert may_be_in_force_beside(other_programmes=others)


@pytest.mark.rule("RULE-08")
def test_a_programme_with_its_place_in_the_journal_is_published():
    assert is_published(journal_year=2026, journal_position=9876, published_on=date(2026, 12, 20))


@pytest.mark.rule("RULE-08")
@pytest.mark.parametrize("missing", ["journal_year", "journal_position", "published_on"])
def test_a_programme_without_a_part_of_its_place_in_the_journal_is_not_published(missing):
    place = {"journal_year": 2026, "journal_position": 9876, "published_on": date(2026, 12, 20)}

    assert not is_published(**place | {missing: None})


@pytest.mark.rule("RULE-06", "RULE-08")
def test_a_missing_resolution_or_publication_blocks():
    assert effect_of(is_adopted) is Effect.BLOCKS
    assert effect_of(is_published) is Effect.BLOCKS


@pytest.mark.rule("RULE-09")
def test_fourteen_days_run_over_new_year():
    assert in_force_from(published_on=date(2026, 12, 20)) == date(2027, 1, 3)


@pytest.mark.rule("RULE-09")
@pytest.mark.parametrize(
    ("named", "first_day"), [(date(2027, 2, 1), date(2027, 2, 1)), (date(2026, 12, 24), date(2027, 1, 3))]
)
def test_a_later_day_of_the_resolution_counts_and_an_earlier_one_does_not(named, first_day):
    assert in_force_from(published_on=date(2026, 12, 20), day_in_resolution=named) == first_day


@pytest.mark.rule("RULE-10")
@pytest.mark.parametrize(
    ("made_on", "rests"), [(None, False), (date(2021, 11, 21), False), (date(2021, 11, 22), True)]
)
def test_a_programme_rests_on_a_diagnosis_of_the_last_five_years(made_on, rests):
    assert rests_on_diagnosis(diagnosis_made_on=made_on, on=date(2026, 11, 22)) is rests


@pytest.mark.rule("RULE-10")
def test_a_programme_of_more_than_five_years_outlives_its_diagnosis():
    assert outlives_its_diagnosis(starts_on=date(2026, 1, 1), ends_on=date(2031, 1, 2))
    assert not outlives_its_diagnosis(starts_on=date(2026, 1, 1), ends_on=date(2030, 12, 31))


@pytest.mark.rule("RULE-11")
def test_every_payable_service_needs_its_fee_rule():
    assert says_who_pays(payable=["rides"], with_fee_rule=["rides", "care"])
    assert not says_who_pays(payable=["rides", "meals"], with_fee_rule=["rides"])


@pytest.mark.rule("RULE-11")
def test_a_free_programme_needs_no_fee_rules():
    assert says_who_pays(payable=[], with_fee_rule=[])


@pytest.mark.rule("RULE-12")
@pytest.mark.parametrize(("conditions", "says"), [("Mieszkańcy gminy od 65 lat.", True), ("", False), ("\n ", False)])
def test_a_programme_says_who_qualifies(conditions, says):
    assert says_who_qualifies(conditions=conditions) is says


@pytest.mark.rule("RULE-12")
def test_the_checklist_names_what_is_not_written_yet():
    written = {item.key: "tekst" for item in CONTENT.on(date(2026, 1, 1))} | {"goals": " ", "fees": ""}

    assert [item.key for item in items_not_written(content=written, on=date(2026, 1, 1))] == ["goals", "fees"]


@pytest.mark.rule("RULE-10", "RULE-11", "RULE-12", "RULE-15", "RULE-17")
def test_what_nobody_has_read_in_the_act_warns():
    warning = (rests_on_diagnosis, says_who_pays, says_who_qualifies, period_is_in_order, evaluation_due_on)

    assert {effect_of(function) for function in warning} == {Effect.WARNS}


@pytest.mark.rule("RULE-15")
@pytest.mark.parametrize(
    ("ends_on", "in_order"), [(date(2026, 5, 31), False), (date(2026, 6, 1), True), (date(2026, 6, 2), True)]
)
def test_a_programme_does_not_end_before_it_starts(ends_on, in_order):
    assert period_is_in_order(starts_on=date(2026, 6, 1), ends_on=ends_on) is in_order


@pytest.mark.rule("RULE-17")
@pytest.mark.parametrize(
    ("ended_on", "due_on"),
    [(date(2026, 12, 31), date(2027, 3, 31)), (date(2026, 11, 30), date(2027, 2, 28))],
)
def test_an_ended_programme_is_to_be_evaluated_within_a_quarter_of_a_year(ended_on, due_on):
    assert evaluation_due_on(ended_on=ended_on) == due_on
