"""How allauth behaves in a centre."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cus.accounts.models import User
from cus.kit.rows import acting_for
from cus.records.denied import record_denied
from cus.records.models import DeniedWhy


class ClosedSignUp(DefaultAccountAdapter):
    """Nobody makes an account for themselves: the centre makes accounts for its staff."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Who left knows the password and comes in no more; that they tried is kept."""
        if user.centre_id:
            with acting_for(user.centre_id):
                record_denied(centre_id=user.centre_id, why=DeniedWhy.LEFT, by=user, path=request.path, method="POST")
        return redirect(f"{reverse('account_login')}?ended=1")
