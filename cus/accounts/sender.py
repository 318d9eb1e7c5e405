"""The centre as the sender of its letters."""

from cus.accounts.models import Centre
from cus.kit.templatetags.kit import phone
from cus.records.letters import paper_of
from cus.records.models import Letter
from cus.records.papers.paper import Paper, Sender

FOOTER = "To pismo możemy wysłać większymi literami albo przeczytać przez telefon."


def sender_of(centre: Centre) -> Sender:
    """Name, address, telephone and hours, as the head of a letter shows them."""
    town = f"{centre.postcode} {centre.town}".strip()
    lines = (", ".join(filter(None, (centre.address, town))), *centre.opening_hours.splitlines())
    return Sender(
        name=centre.name,
        address_lines=tuple(line for line in lines if line),
        phone=phone(centre.phone),
        email=centre.email,
    )


def letter_paper(letter: Letter, *, centre: Centre) -> Paper:
    """A letter of the centre as a paper, ready for `render_pdf`, `render_docx`, `render_text` or `render_html`."""
    return paper_of(letter, sender=sender_of(centre), place=centre.town, footer=FOOTER, example=centre.is_example)
