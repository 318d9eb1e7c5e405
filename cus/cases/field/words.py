"""Every sentence the page on the device says, in the language of whoever opened it: the scripts hold no words."""

from django.utils.translation import gettext as _


def shell_words() -> dict[str, str]:
    """Words by the names the scripts use; `{…}` is filled in on the device."""
    return _of_the_vault() | _of_the_case() | _of_sending()


def _of_the_vault() -> dict[str, str]:
    return {
        "pin_short": _("The PIN needs at least 6 digits."),
        "pin_easy": _("This PIN is easy to guess. Choose digits that are not all the same and not in order."),
        "pin_differs": _("The two PINs are different. Write the same one twice."),
        "pin_wrong": _("This is not the PIN. Tries left: {left}. After that everything here is deleted."),
        "pin_wiped": _("Five wrong PINs: the cases were deleted from this device. What was sent is safe."),
        "locked": _("Locked after minutes of rest. What you wrote is kept."),
        "empty": _("There are no cases on this device. Take them along on the page “In the field”."),
        "expired": _("The days of this copy were over, so it was deleted from this device."),
        "ended": _("The office ended this copy, so it was deleted from this device."),
        "of_somebody_else": _("The cases on this device were taken along by somebody else. Only they can send them."),
        "no_vault": _("This browser cannot keep cases safely. Use a current Chrome, Edge or Firefox."),
        "choose_case": _("Tick at least one case."),
        "taken": _("On this device: {count}. You can go without network now."),
        "to_device": _("Open them"),
        "already": _("Already on this device: {name}."),
        "too_big": _("The cases could not be put on the device. Try again."),
    }


def _of_the_case() -> dict[str, str]:
    return {
        "offline": _("No network"),
        "online": _("Network is there"),
        "unchanged": _("Nothing changed yet"),
        "waiting": _("Waits to be sent"),
        "until": _("On this device until {time}"),
        "age": _("{age} years old"),
        "case": _("Case {number}"),
        "need": _("Need"),
        "no_words": _("not written yet"),
        "remove": _("Take out"),
        "add_need": _("Add a need"),
        "add_service": _("Add a service"),
        "add_support": _("Add help from neighbours"),
        "removed": _("Taken out: {what}"),
        "put_back": _("Put back"),
        "no_plan": _("This case has no plan yet. Begin it in the office, then take the case along again."),
        "plan_sealed": _("The plan does not change now. To change it, begin a change in the office."),
        "last_said": _("{day}, {who}"),
    }


def _of_sending() -> dict[str, str]:
    return {
        "sent": _("Sent to the office and deleted from this device: {name}."),
        "to_merge": _("Sent and deleted from this device: {name}. Somebody else changed the same case."),
        "open_merge": _("Look at both wordings"),
        "sign_in": _("Your session has ended. Sign in: everything you wrote is still here."),
        "sign_in_link": _("Sign in"),
        "no_network": _("There is no network. Everything you wrote stays here, encrypted."),
        "not_accepted": _("The office did not take it: {why} It stays here."),
        "wipe_sure": _("Delete everything from this device? What is not sent is lost."),
        "wiped": _("Everything was deleted from this device."),
    }
