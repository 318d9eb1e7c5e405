"""The centre words its letters itself: a change is a new version from a day on; what was written stays as written."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.cases.letter_kinds import EDITABLE, EditableLetter
from cus.cases.models import LetterTemplate
from cus.cases.permissions.delivery import may_word_letters
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record
from cus.records.wording import flaws_of, placeholders_in


@transaction.atomic
def save_wording(
    *, centre: Centre, kind: str, title: str, text: str, starts_on: date, reason: str, by: User, on: date
) -> LetterTemplate:
    """Word letters of the kind anew from a day on. Records `wording.changed`."""
    _check_right(by, centre)
    letter = letter_kind(kind)
    check_wording(letter, title=title, text=text)
    if not reason.strip():
        raise Refused(_("Write what changes and why: colleagues will see it in the history."))

    own_title = "" if title.strip() == letter.title or not letter.title else title.strip()
    return _next_version(
        centre, kind, by=by, on=on, starts_on=starts_on, reason=reason.strip(), title=own_title, text=_tidy(text)
    )


@transaction.atomic
def return_to_shipped(*, centre: Centre, kind: str, reason: str, by: User, on: date) -> LetterTemplate:
    """From today letters of the kind are worded as the system came. Records `wording.changed`."""
    _check_right(by, centre)
    letter_kind(kind)
    now = LetterTemplate.objects.filter(centre=centre).in_force(kind, on=on)
    if now is None or now.is_default:
        raise Refused(_("This letter is worded as it came already."))
    why = reason.strip() or _("back to the wording that came with the system")
    return _next_version(centre, kind, by=by, on=on, starts_on=on, reason=why, is_default=True)


def check_wording(letter: EditableLetter, *, title: str, text: str) -> None:
    """Refuse a wording that could not be filled, or that leaves out what the law wants."""
    if not text.strip():
        raise Refused(_("Write the text of the letter."))
    flaws = [str(flaw) for flaw in flaws_of(_tidy(text), letter.names)]
    flaws += [_("In the title: %(text)s") % {"text": flaw.text} for flaw in flaws_of(title, ())]
    missing = sorted(letter.must_hold - set(placeholders_in(text)))
    if missing:
        names = ", ".join(f"{{{name}}}" for name in missing)
        flaws.append(_("The law wants this in the letter, put it in: %(names)s") % {"names": names})
    if flaws:
        raise Refused(" ".join(flaws))


def letter_kind(kind: str) -> EditableLetter:
    if kind not in EDITABLE:
        raise Refused(_("The wording of this letter cannot be changed."))
    return EDITABLE[kind]


def _check_right(by: User, centre: Centre) -> None:
    if not may_word_letters(by, centre):
        raise NotAllowed(_("Letters are worded by the organiser and the director."))


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip() + "\n"


def _next_version(
    centre: Centre, kind: str, *, by: User, on: date, starts_on: date, **fields: object
) -> LetterTemplate:
    if starts_on < on:
        raise Refused(_("A wording holds from today or later: letters written before stay as they are."))
    Centre.objects.select_for_update().get(pk=centre.pk)  # two editors do not take one number
    last = LetterTemplate.objects.filter(centre=centre, kind=kind).aggregate(last=Max("number"))["last"] or 0
    version = LetterTemplate.objects.create(
        centre=centre, kind=kind, number=last + 1, starts_on=starts_on, author=by, written_on=on, **fields
    )
    record("wording.changed", subject=version, by=by, kind=kind, number=version.number)
    return version
