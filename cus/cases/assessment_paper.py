"""A form to be filled by hand, and a filled one, as papers."""

from cus.accounts.models import Centre
from cus.accounts.sender import sender_of
from cus.cases.instruments.answering import condition_in_words, limits_in_words
from cus.cases.instruments.form import NO, WITH_OPTIONS, YES, Form, Kind, Option, Question, Section
from cus.cases.models import Filling, InstrumentVersion
from cus.cases.queries.instruments import answered, results_kept
from cus.records.letters import in_words
from cus.records.papers.markup import blocks_from_text, literal
from cus.records.papers.paper import (
    Agreement,
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Note,
    Paper,
    PaperKind,
    Paragraph,
    Row,
    Table,
    Tone,
)

EMPTY = "[\N{EM SPACE}]"
LINE = "_" * 40
UNCONFIRMED = "Tej skali nie potwierdziliśmy w oficjalnym źródle. Przed użyciem porównaj ją z obowiązującym przepisem."


def filling_paper(filling: Filling) -> Paper:
    """Who was assessed when, by whom, every answer with its points, the result with its meaning."""
    form, person = filling.version.as_form(), filling.person
    said = (
        ("Kogo dotyczy", person.name),
        ("Dzień rozmowy", in_words(filling.held_on)),
        ("Kto odpowiadał", filling.present),
        ("Ocenę prowadzi", filling.author.name),
        ("Formularz", f"{filling.version.name}, wersja {filling.version.number}"),
        ("Poprawia ocenę, bo", filling.correction_reason),
    )
    facts = Facts(tuple(Fact(label, literal(value)) for label, value in said if value))
    rest = (*_about(form), *_answers(form, filling), *_remarks(filling))
    return _paper(
        filling.centre,
        title=f"{filling.version.name}: {person.name}",
        dated_on=in_words(filling.finished_on or filling.held_on),
        blocks=(facts, *_results(filling), *rest, Agreement((f"data i podpis: {literal(filling.author.name)}",))),
    )


def blank_paper(version: InstrumentVersion) -> Paper:
    """The form to take along to a talk and fill by hand."""
    form = version.as_form()
    who = ("Kogo dotyczy", "Dzień rozmowy", "Kto odpowiadał", "Ocenę prowadzi")
    blocks: list[Block] = [Facts(tuple(Fact(label, LINE) for label in who)), *_about(form)]
    if form.purpose:
        blocks.append(Paragraph(literal(form.purpose)))
    for section in form.sections:
        blocks += _blank_section(form, section)
    for score in form.scores:
        bands = tuple(f"{band.least}–{band.most}: {literal(band.meaning)}" for band in score.bands)
        blocks += [Heading(f"{literal(score.name)}: ______ pkt"), *([Bullets(bands)] if bands else [])]
    number = f"wersja {version.number}"
    return _paper(version.centre, title=version.name, dated_on=number, blocks=tuple(blocks))


def _paper(centre: Centre, *, title: str, dated_on: str, blocks: tuple[Block, ...]) -> Paper:
    return Paper(
        kind=PaperKind.LETTER,
        number="",
        title=title,
        place=centre.town,
        dated_on=dated_on,
        sender=sender_of(centre),
        blocks=blocks,
        example=centre.is_example,
    )


def _about(form: Form) -> tuple[Block, ...]:
    """What to mind, and where the scale comes from: said on every paper."""
    warned: tuple[Block, ...] = (Note(UNCONFIRMED, tone=Tone.IMPORTANT),) if form.unconfirmed else ()
    texts = [f"Źródło: {form.source}" if form.source else "", form.variant, form.note]
    return (*warned, *(Paragraph(literal(text)) for text in texts if text))


def _results(filling: Filling) -> tuple[Block, ...]:
    rows = tuple(
        Row((literal(one.name), f"{one.points} z {one.most}", literal(one.meaning))) for one in results_kept(filling)
    )
    return (Table("Wynik", ("Suma", "Punkty", "Co to znaczy"), rows),) if rows else ()


def _answers(form: Form, filling: Filling) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for section in answered(form, filling.answers):
        rows = tuple(
            Row((literal(one.text), literal(one.answer) or "brak odpowiedzi", _shown(one.points)))
            for one in section.answers
        )
        blocks.append(Table(literal(section.title), ("Pytanie", "Odpowiedź", "Punkty"), rows))
    return tuple(blocks)


def _shown(points: int | None) -> str:
    return "" if points is None else str(points)


def _remarks(filling: Filling) -> tuple[Block, ...]:
    if not filling.note:
        return ()
    return (Heading("Uwagi"), *blocks_from_text(literal(filling.note), keep_lines=True))


def _blank_section(form: Form, section: Section) -> list[Block]:
    blocks: list[Block] = [Heading(literal(section.title))]
    if section.show_if:
        blocks.append(Paragraph(literal(f"Tylko gdy: {condition_in_words(form, section.show_if)}")))
    for question in section.questions:
        blocks += _blank_question(form, question)
    return blocks


def _blank_question(form: Form, question: Question) -> list[Block]:
    hints = [question.hint, limits_in_words(question) if question.kind == Kind.NUMBER else ""]
    if question.show_if:
        hints.append(f"Tylko gdy: {condition_in_words(form, question.show_if)}.")
    said = " ".join(filter(None, hints))
    blocks: list[Block] = [Paragraph(f"**{literal(question.text)}** {literal(said)}")]
    if question.kind in (*WITH_OPTIONS, Kind.YES_NO):
        blocks.append(Bullets(tuple(_box(option) for option in question.options)))
    elif question.kind == Kind.SCALE:
        steps = range(int(question.least or 0), int(question.most or 0) + 1)
        words = f"{question.least_text} … {question.most_text}" if question.least_text or question.most_text else ""
        blocks.append(Paragraph(literal("  ".join(f"{EMPTY} {step}" for step in steps) + f"  {words}")))
    else:
        blocks.append(Paragraph(f"{LINE} {literal(question.unit)}"))
    return blocks


def _box(option: Option) -> str:
    text = {YES: "tak", NO: "nie"}.get(option.key, "") if not option.text else option.text
    worth = "" if option.points is None else f" ({option.points} pkt)"
    return f"{EMPTY} {literal(text)}{worth}"
