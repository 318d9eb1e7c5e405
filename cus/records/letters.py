"""Letters: their text from a template of the room that knows the facts, kept as written, printable at any time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.formats import date_format

from cus.records.log import record
from cus.records.models import Letter
from cus.records.models.letter import LetterKind
from cus.records.models.subject import Subject
from cus.records.papers.markup import blocks_from_text, literal
from cus.records.papers.paper import Paper, PaperKind, Recipient, Sender, Signature

LANGUAGE_OF_LETTERS = "pl"
PAPER_KINDS = {
    LetterKind.REFUSAL.value: PaperKind.DECISION,
    LetterKind.ASSISTANCE_DECISION.value: PaperKind.DECISION,
    LetterKind.PLAN.value: PaperKind.PLAN,
}


def in_words(day: date) -> str:
    """30 października 2026 r."""
    with translation.override(LANGUAGE_OF_LETTERS):
        return f"{date_format(day, 'j E Y')} r."


def compose(template: str, values: Mapping[str, Any]) -> str:
    """The text of a letter from a plain-text Django template in the light markup of `records.papers.markup`.

    Values are texts, lists of texts, dates, numbers, yes or no, or dictionaries of these. A date comes out in words.
    Whatever a person typed stays as typed: stars are stars, and every line of theirs is a paragraph.
    """
    text = get_template(template).template.render(Context(typed(values), autoescape=False))  # type: ignore[attr-defined]
    return f"{text.strip()}\n"


def typed(value: Any) -> Any:
    if isinstance(value, str):
        return "\n\n".join(line.strip() for line in literal(value).splitlines() if line.strip())
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, Mapping):
        return {name: typed(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [typed(part) for part in value]
    return value


def write_letter(
    *,
    subject: models.Model,
    story: models.Model | None,
    kind: str,
    number: str,
    title: str,
    recipient: dict[str, Any],
    text: str,
    by: AbstractBaseUser | None,
    on: date,
    signature: dict[str, str] | None = None,
) -> Letter:
    """Keep a letter as written. Records `letter.written`.

    `text` comes from `compose`; `recipient` is {"name": …, "address": [lines]}; the signature is the writer's own
    ({"name", "post", "authorisation"}) unless another is given.
    """
    about, told = Subject.of(subject), Subject.of(story) if story else None
    letter = Letter.objects.create(
        centre_id=subject.centre_id,  # type: ignore[attr-defined]
        subject_kind=about.kind,
        subject_id=about.pk,
        story_kind=told.kind if told else "",
        story_id=told.pk if told else None,
        kind=kind,
        number=number,
        title=title,
        dated_on=on,
        recipient=recipient,
        text=text,
        signature=signature_of(by) if signature is None else signature,
        written_by=by,
    )
    record("letter.written", subject=letter, story=story, by=by, title=title, number=number)
    return letter


def signature_of(user: AbstractBaseUser | None, *, authorisation: str = "") -> dict[str, str]:
    """How the user signs; nobody signs for the public."""
    if user is None:
        return {}
    return {"name": user.name, "post": user.post, "authorisation": authorisation}  # type: ignore[attr-defined]


def paper_of(letter: Letter, *, sender: Sender, place: str = "", footer: str = "", example: bool = False) -> Paper:
    """The letter as a paper, for `render_pdf`, `render_docx`, `render_text` and `render_html`."""
    recipient, signature = letter.recipient, letter.signature
    return Paper(
        kind=PAPER_KINDS.get(letter.kind, PaperKind.LETTER),
        number=letter.number,
        title=literal(letter.title),
        place=place,
        dated_on=in_words(letter.dated_on),
        sender=sender,
        recipient=Recipient(literal(recipient["name"]), tuple(map(literal, recipient.get("address", ()))))
        if recipient
        else None,
        blocks=blocks_from_text(letter.text),
        signature=Signature(**signature) if signature else None,
        footer=footer,
        example=example,
    )
