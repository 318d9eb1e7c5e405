import pytest

from cus.law.recognition import RecognitionPlace, recognition_is_allowed, recognition_place_is_allowed


@pytest.mark.rule("RULE-43")
@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        (RecognitionPlace.CENTRE, True),
        (RecognitionPlace.STAY, True),
        ("STAY", True),  # as a room above stores it
        ("PHONE", False),
        ("", False),
    ],
)
def test_needs_are_recognised_at_the_centre_or_where_the_person_stays(place, allowed):
    assert recognition_place_is_allowed(place=place) is allowed
    assert recognition_is_allowed(place=place, by_coordinator=True) is allowed


@pytest.mark.rule("RULE-43")
def test_needs_are_recognised_by_a_coordinator():
    assert not recognition_is_allowed(place=RecognitionPlace.CENTRE, by_coordinator=False)
