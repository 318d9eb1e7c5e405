"""A letter the clock drafted: read, changed, written by a person; or let be."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.accounts.numbers import next_number
from cus.cases.models import LetterDraft
from cus.cases.permissions.clock import may_write_draft
from cus.cases.services.letters import LETTERS
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.records.letters import write_letter
from cus.records.log import record
from cus.records.models import Letter
from cus.records.models.letter import LetterKind


@transaction.atomic
def write_draft(*, draft_id: int, title: str, text: str, by: User, on: date) -> Letter:
    """Make the draft a letter with its number; how it goes out is decided on its page. Records `letter.written`."""
    draft = _open_draft(draft_id, by=by)
    if not title.strip() or not text.strip():
        raise Refused(_("A letter has a title and a text."))
    application = draft.application
    letter = write_letter(
        subject=application,
        story=application.person,
        kind=LetterKind.NOTICE,
        number=next_number(centre=application.centre, series=LETTERS, on=on),
        title=title.strip(),
        recipient=draft.recipient,
        text=f"{text.strip()}\n",
        by=by,
        on=on,
    )
    draft.title, draft.text, draft.letter = title.strip(), text.strip(), letter
    draft.save(update_fields=["title", "text", "letter"])
    _finish_task(draft, on=on)
    return letter


@transaction.atomic
def drop_draft(*, draft_id: int, by: User, on: date) -> LetterDraft:
    """No letter is needed. Records `letter.draft_dropped`."""
    draft = _open_draft(draft_id, by=by)
    draft.dropped_on, draft.dropped_by = on, by
    draft.save(update_fields=["dropped_on", "dropped_by"])
    _finish_task(draft, on=on)
    record("letter.draft_dropped", subject=draft, story=draft.application.person, by=by, title=draft.title)
    return draft


def _open_draft(draft_id: int, *, by: User) -> LetterDraft:
    rows = LetterDraft.objects.select_for_update(of=("self",)).select_related("application__person")
    draft = rows.get(pk=draft_id)
    if not may_write_draft(by, draft.application):
        raise NotAllowed(_("Letters of a case are written by those who work on cases."))
    if draft.letter_id or draft.dropped_on:
        raise WrongState(_("This draft is settled already."))
    return draft


def _finish_task(draft: LetterDraft, *, on: date) -> None:
    if draft.task and draft.task.done_on is None:
        draft.task.done_on = on
        draft.task.save(update_fields=["done_on"])
