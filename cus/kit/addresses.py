"""Addresses of pages about one row: a list shows dozens, and Django builds each anew from all patterns."""

from functools import cache

from django.urls import reverse

A_NUMBER = 9_876_543_210


def address_of(page: str, number: int) -> str:
    """What `reverse` says for a page whose address holds nothing but the number of its row."""
    before, after = _around_the_number(page)
    return f"{before}{number}{after}"


@cache
def _around_the_number(page: str) -> tuple[str, str]:
    before, _number, after = reverse(page, args=[A_NUMBER]).partition(str(A_NUMBER))
    return before, after
