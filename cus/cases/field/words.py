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
        "pin_last": _("This is not the PIN. One try is left: after it everything here is deleted."),
        "pin_wiped": _(
            "Five wrong PINs: the cases were deleted from this device. What was written goes sealed to the office."
        ),
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
        "not_taken": _("The cases could not be put on the device. Try again."),
        "no_network_here": _("There is no network. Take cases along while you are online."),
        "set_aside": _("Written and not sent: {count}. It goes sealed to the office, where the organiser sees it."),
        "elsewhere": _("Locked: this page was opened once more elsewhere. What you wrote is kept."),
    }


def _of_the_case() -> dict[str, str]:
    return {
        "offline": _("No network"),
        "online": _("Network is there"),
        "list_hint": _("Nothing else of ours is kept here. What you write is kept at once, encrypted."),
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
        "sending": _("Sending {number} of {count}: {name}"),
        "nothing_to_send": _("There is nothing to send: nothing was changed."),
        "kept_by_office": _(
            "Sent and deleted from this device: {name}. The case is no longer open to you; the organiser goes on."
        ),
        "not_yours_now": _("You no longer work with cases. What you wrote goes sealed to the office."),
        "no_answer": _(
            "The office does not answer now. What it has not confirmed stays here, encrypted. Try again later."
        ),
        "not_accepted": _("The office did not take {name}: {why} It stays here."),
        "wipe_sure": _(
            "Delete everything from this device? What is not sent goes sealed to the office; here it cannot be opened."
        ),
        "wiped": _("Everything was deleted from this device."),
    }
