"""The one way in that no other journey takes: through the door."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret, hotp_value, yield_hotp_counters_from_time

from cus.accounts.tests.factories import a_coordinator
from tests.journeys.visitor import KeyboardVisitor


def test_staff_sign_in_with_a_password_and_a_code(keyboard_visitor: KeyboardVisitor) -> None:
    joanna, secret = a_coordinator(), generate_totp_secret()
    Authenticator.objects.create(user=joanna, type=Authenticator.Type.TOTP, data={"secret": secret})
    staff = keyboard_visitor

    staff.opens("/")
    staff.is_on("Znajdź pomoc blisko siebie")
    staff.follows("Zaloguj się")
    staff.is_on("Zaloguj się")
    staff.writes("E-mail", joanna.email)
    staff.writes("Hasło", "tajne-haslo-123")
    staff.presses("Zaloguj się")
    staff.is_on("Drugi krok logowania")
    staff.writes("Kod", f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06}")
    staff.presses("Zaloguj się")

    staff.page.wait_for_url("**/office/")
    staff.look(staff.page)
