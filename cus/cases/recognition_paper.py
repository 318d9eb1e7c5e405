"""A recognition of needs as a paper to print and sign."""

from cus.accounts.sender import sender_of
from cus.cases.models import NeedsRecognition
from cus.records.letters import in_words
from cus.records.papers.markup import blocks_from_text, literal
from cus.records.papers.paper import Agreement, Block, Bullets, Fact, Facts, Heading, Paper, PaperKind

PLACES = {"CENTRE": "w centrum", "STAY": "w miejscu pobytu"}
SECTIONS = (
    ("hard", "Co jest trudne"),
    ("wants", "Czego chce ta osoba"),
    ("worries", "Co ją niepokoi"),
    ("can_do", "Co potrafi"),
    ("strengths", "Co pomaga"),
    ("network", "Ludzie wokół"),
)


def recognition_paper(recognition: NeedsRecognition) -> Paper:
    """Who talked with whom, where and when, what was learnt, and a place to sign."""
    application, person = recognition.application, recognition.application.person
    centre = recognition.centre
    place = ", ".join(filter(None, (PLACES[recognition.place], recognition.place_detail)))
    facts = Facts(
        tuple(
            Fact(label, literal(value))
            for label, value in (
                ("Z kim rozmawialiśmy", person.name),
                ("Kiedy", in_words(recognition.held_on)),
                ("Gdzie", place),
                ("Kto był obecny", recognition.present),
                ("Rozmowę prowadzi", recognition.author.name),
            )
            if value
        )
    )
    return Paper(
        kind=PaperKind.LETTER,
        number=application.number,
        title="Rozpoznanie potrzeb" if recognition.finished_on else "Rozpoznanie potrzeb (projekt)",
        place=centre.town,
        dated_on=in_words(recognition.finished_on or recognition.held_on),
        sender=sender_of(centre),
        blocks=(facts, *_sections(recognition), *_needs(recognition), *_signatures(recognition)),
        example=centre.is_example,
    )


def _sections(recognition: NeedsRecognition) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for name, title in SECTIONS:
        if text := getattr(recognition, name):
            blocks += [Heading(title), *blocks_from_text(literal(text), keep_lines=True)]
    return tuple(blocks)


def _needs(recognition: NeedsRecognition) -> tuple[Block, ...]:
    needs = tuple(literal(need.strip()) for need in recognition.needs.splitlines() if need.strip())
    return (Heading("Potrzeby"), Bullets(needs)) if needs else ()


def _signatures(recognition: NeedsRecognition) -> tuple[Block, ...]:
    names = (recognition.application.person.name, recognition.author.name)
    return (Agreement(labels=tuple(f"data i podpis: {literal(name)}" for name in names)),)
