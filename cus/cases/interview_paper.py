"""An interview at home as a paper to print and sign."""

from cus.accounts.sender import sender_of
from cus.cases.models import EnvironmentalInterview
from cus.records.letters import in_words
from cus.records.papers.markup import blocks_from_text, literal
from cus.records.papers.paper import Agreement, Block, Fact, Facts, Heading, Paper, PaperKind

PLACES = {"HOME": "w domu", "STAY": "w miejscu pobytu"}
SECTIONS = (
    ("situation", "Sytuacja osoby"),
    ("health", "Zdrowie i samodzielność"),
    ("housing", "Mieszkanie"),
    ("family", "Rodzina: kto i jak może pomóc"),
    ("income", "Dochód i źródła utrzymania"),
    ("conclusions", "Wnioski"),
    ("proposed_help", "Proponowana pomoc"),
)
LINES_TO_FILL = "\n".join("." * 90 for _line in range(3))


def interview_paper(interview: EnvironmentalInterview) -> Paper:
    """Every part, also an empty one: before the visit the paper can be printed and filled in by hand."""
    centre, application = interview.centre, interview.application
    day = interview.held_on or interview.planned_on or interview.ordered_on
    title = "Aktualizacja wywiadu środowiskowego" if interview.updates_id else "Wywiad środowiskowy"
    return Paper(
        kind=PaperKind.LETTER,
        number=application.number,
        title=title if interview.signed_on else f"{title} (projekt)",
        place=centre.town,
        dated_on=in_words(interview.signed_on or day),
        sender=sender_of(centre),
        blocks=(_facts(interview), *_sections(interview), _signatures(interview)),
        example=centre.is_example,
    )


def _facts(interview: EnvironmentalInterview) -> Facts:
    person = interview.application.person
    place = ", ".join(filter(None, (PLACES[interview.place], interview.place_detail)))
    known = (
        ("Z kim", person.name),
        ("Adres", person.address),
        ("Kiedy", in_words(interview.held_on) if interview.held_on else ""),
        ("Gdzie", place),
        ("Kto był obecny", interview.present),
        ("Wywiad prowadzi", interview.social_worker.name),
    )
    return Facts(tuple(Fact(label, literal(value)) for label, value in known if value))


def _sections(interview: EnvironmentalInterview) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for name, title in SECTIONS:
        text = getattr(interview, name)
        shown = literal(text) if text else LINES_TO_FILL
        blocks += [Heading(title), *blocks_from_text(shown, keep_lines=True)]
    return tuple(blocks)


def _signatures(interview: EnvironmentalInterview) -> Agreement:
    names = (interview.application.person.name, interview.social_worker.name)
    return Agreement(labels=tuple(f"data i podpis: {literal(name)}" for name in names))
