"""Sign-in by e-mail and password; the user comes with the centre in one query."""

from allauth.account.auth_backends import AuthenticationBackend

from cus.accounts.models import User


class EmailBackend(AuthenticationBackend):
    """allauth's check of address and password."""

    def get_user(self, user_id: int) -> User | None:
        return User.objects.select_related("centre").filter(pk=user_id, is_active=True).first()
