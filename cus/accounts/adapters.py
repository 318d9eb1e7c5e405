"""How allauth behaves in a centre."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignUp(DefaultAccountAdapter):
    """Nobody makes an account for themselves: the centre makes accounts for its staff."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
