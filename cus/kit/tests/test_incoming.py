"""What comes in with a request."""

import pytest
from django.test import RequestFactory

from cus.kit.incoming import number_in, way_back, without_nul


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("²", None),
        ("٣", None),
        ("-1", None),
        ("1.5", None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_digits_are_a_number(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("wanted", "back"),
    [
        ("/office/people/?q=a", "/office/people/?q=a"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("zzz", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_stays_on_this_site(wanted, back):
    assert way_back(RequestFactory().post("/", {"next": wanted}), "/") == back


def test_nul_is_dropped_before_anybody_reads_it():
    seen = []
    request = RequestFactory().post("/?q=a%00b&q=c", {"name": "No\x00wak", "other": "Lis"})
    request.COOKIES = {"sessionid": "abcdefgh\x00"}

    without_nul(lambda request: seen.append((request.GET, request.POST, request.COOKIES)))(request)

    [(asked, typed, cookies)] = seen
    assert asked.getlist("q") == ["ab", "c"]
    assert typed.dict() == {"name": "Nowak", "other": "Lis"}
    assert cookies == {"sessionid": "abcdefgh"}
