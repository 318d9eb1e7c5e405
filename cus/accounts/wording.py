"""Sentences of the sign-in library that we say differently in Polish. The library looks them up by their English."""

from django.utils.translation import gettext_noop

SAID_DIFFERENTLY = (
    gettext_noop("A new set of recovery codes has been generated."),
    gettext_noop("A security key has been removed."),
    gettext_noop("Authenticator app activated."),
    gettext_noop("Authenticator app deactivated."),
    gettext_noop("Authenticator code"),
    gettext_noop("Be patient, you are sending too many requests."),
    gettext_noop(
        "Enabling passwordless operation allows you to sign in using just this key, but imposes additional"
        " requirements such as biometrics or PIN protection."
    ),
    gettext_noop("Forgot your password?"),
    gettext_noop("Incorrect code."),
    gettext_noop("Incorrect password."),
    gettext_noop("Key nr. {number}"),
    gettext_noop("Master key"),
    gettext_noop("New Password"),
    gettext_noop("New Password (again)"),
    gettext_noop("Passwordless"),
    gettext_noop("Please type your current password."),
    gettext_noop("Security key added."),
    gettext_noop("Security key removed."),
    gettext_noop("Successfully signed in as %(name)s."),
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("The email address is not assigned to any user account."),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("Use authenticator app or code"),
    gettext_noop("You have signed out."),
    gettext_noop("You must type the same password each time."),
)
