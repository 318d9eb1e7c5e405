"""What a paper says, independent of whether it becomes a PDF, a DOCX or an e-mail.

Any text may hold **bold** words and line breaks, nothing else. Text that a person typed and that
is not meant as markup goes through `literal`.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class PaperKind(StrEnum):
    LETTER = "LETTER"
    DECISION = "DECISION"
    PLAN = "PLAN"
    PROGRAMME = "PROGRAMME"
    REPORT = "REPORT"


class Tone(StrEnum):
    INFO = "INFO"
    IMPORTANT = "IMPORTANT"


class Thread(StrEnum):
    """Whose help a row is: the municipality's service, or what people give each other."""

    SERVICE = "SERVICE"
    NEIGHBOUR = "NEIGHBOUR"


@dataclass(frozen=True)
class Heading:
    """A heading under the title; the title itself is level 1."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Numbered:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True)
class Facts:
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Row:
    """One row of a table; its first cell names it."""

    cells: tuple[str, ...]
    thread: Thread | None = None


@dataclass(frozen=True)
class Table:
    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.header):
                raise ValueError(f"The row {row.cells} does not have the {len(self.header)} cells of {self.header}.")


@dataclass(frozen=True)
class Note:
    """A box that must not be missed, such as how to appeal. Blank lines in the text part paragraphs."""

    text: str
    title: str = ""
    tone: Tone = Tone.INFO


@dataclass(frozen=True)
class Agreement:
    """Places to sign by hand: one line for each label ("data i podpis Anny Nowak")."""

    labels: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Bullets | Numbered | Facts | Table | Note | Agreement | PageBreak


@dataclass(frozen=True)
class Sender:
    name: str
    address_lines: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    municipality: str = ""


@dataclass(frozen=True)
class Recipient:
    name: str
    address_lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signature:
    """Who signs; `authorisation` says by whose authority, where that is not the signer's own."""

    name: str
    post: str
    authorisation: str = ""


@dataclass(frozen=True)
class Paper:
    """A letter, decision, plan, programme or report. Dates are words of the caller ("30 października 2026 r.")."""

    kind: PaperKind
    number: str
    title: str
    place: str
    dated_on: str
    sender: Sender
    recipient: Recipient | None = None
    blocks: tuple[Block, ...] = field(default=())
    signature: Signature | None = None
    footer: str = ""
    example: bool = False
    lang: str = "pl"
