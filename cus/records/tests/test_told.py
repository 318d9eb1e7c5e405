from django.utils.translation import override

from cus.records.told import Told


def test_days_of_an_event_are_told_as_people_say_them():
    told = Told("Version %(number)s, in force from %(day)s")

    with override("pl"):
        assert (
            told.in_words({"number": 2, "day": "2019-04-27"}) == "Version 2, in force from 27\u00a0kwietnia\u00a02019"
        )


def test_what_only_resembles_a_day_stays_as_it_was_written():
    assert Told("Resolution %(number)s").in_words({"number": "2019-04-27/XII"}) == "Resolution 2019-04-27/XII"
