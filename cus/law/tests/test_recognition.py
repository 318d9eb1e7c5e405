import pytest

from cus.law.posts import Post
from cus.law.recognition import RecognitionPlace, may_recognise_needs, recognition_place_is_allowed


@pytest.mark.rule("RULE-43")
@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        (RecognitionPlace.CENTRE_SEAT, True),
        (RecognitionPlace.WHERE_THE_PERSON_STAYS, True),
        (RecognitionPlace.ELSEWHERE, False),
    ],
)
def test_needs_are_recognised_at_the_centre_or_where_the_person_stays(place, allowed):
    assert recognition_place_is_allowed(place=place) is allowed


@pytest.mark.rule("RULE-43")
@pytest.mark.parametrize(
    ("posts", "allowed"),
    [
        ({Post.COORDINATOR}, True),
        ({Post.ORGANISER, Post.COORDINATOR}, True),
        ({Post.DIRECTOR}, False),
        ({Post.ORGANISER}, False),
        ({Post.COMMUNITY_ORGANISER}, False),
        (set(), False),
    ],
)
def test_needs_are_recognised_by_a_coordinator(posts, allowed):
    assert may_recognise_needs(posts=posts) is allowed
