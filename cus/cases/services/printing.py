"""Many letters in one file: at once when they are few, by the worker, letter by letter, when they are many."""

from collections.abc import Collection, Iterator
from datetime import datetime
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter

from cus.accounts.models import Centre, User
from cus.accounts.sender import letter_paper
from cus.cases.models import PrintRun
from cus.cases.permissions.delivery import may_send
from cus.cases.states import PRINT
from cus.kit.errors import NotAllowed, Refused
from cus.records.models import Letter
from cus.records.papers.pdf import render_pdf

AT_ONCE = 50
MOST = 2000


def letters_to_print(letter_ids: Collection[int], *, by: User) -> list[Letter]:
    """The letters in the order asked for; refuses when one may not be read."""
    if not letter_ids:
        raise Refused(_("Tick at least one letter."))
    if len(letter_ids) > MOST:
        raise Refused(_("Print at most %(count)d letters at once.") % {"count": MOST})
    found = Letter.objects.in_bulk(letter_ids)
    letters = [found[pk] for pk in letter_ids if pk in found]
    if len(letters) < len(letter_ids) or not all(may_send(by, letter) for letter in letters):
        raise NotAllowed(_("You may not print one of these letters."))
    return letters


def printed(letters: Collection[Letter], *, centre: Centre, double_sided: bool = False) -> bytes:
    """One PDF: every letter begins a new page, and a new sheet when both sides are printed."""
    return _joined((render_pdf(letter_paper(letter, centre=centre)) for letter in letters), double_sided=double_sided)


def begin_print(*, letter_ids: Collection[int], double_sided: bool, by: User, at: datetime) -> PrintRun:
    """Ask the worker for the file; `carry_out_print` makes it."""
    letters = letters_to_print(letter_ids, by=by)
    return PrintRun.objects.create(
        centre_id=by.centre_id,
        asked_by=by,
        asked_at=at,
        letter_ids=[letter.pk for letter in letters],
        is_double_sided=double_sided,
    )


def carry_out_print(*, run_id: int, at: datetime) -> PrintRun:
    """Set the letters one by one, telling how many are done; then keep the file outside the web root."""
    run = PrintRun.objects.select_related("centre", "asked_by").get(pk=run_id)
    letters = letters_to_print(run.letter_ids, by=run.asked_by)
    content = _joined(_one_by_one(run, letters), double_sided=run.is_double_sided)
    PRINT.take(run, "finish")
    run.ended_at = at
    run.file.save(f"{run.pk}-{at:%H%M%S}.pdf", ContentFile(content), save=False)
    run.save(update_fields=["state", "ended_at", "file"])
    return run


def give_up_print(*, run_id: int, at: datetime) -> None:
    run = PrintRun.objects.get(pk=run_id)
    PRINT.take(run, "fail")
    run.ended_at = at
    run.save(update_fields=["state", "ended_at"])


def _one_by_one(run: PrintRun, letters: list[Letter]) -> Iterator[bytes]:
    for count, letter in enumerate(letters, start=1):
        yield render_pdf(letter_paper(letter, centre=run.centre))
        PrintRun.objects.filter(pk=run.pk).update(done=count)


def _joined(files: Iterator[bytes], *, double_sided: bool) -> bytes:
    writer = PdfWriter()
    for content in files:
        writer.append(PdfReader(BytesIO(content)))
        if double_sided and len(writer.pages) % 2:
            writer.add_blank_page()
    held = BytesIO()
    writer.write(held)
    return held.getvalue()
