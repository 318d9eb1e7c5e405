"""The programme on paper: for the council with a draft resolution, for the BIP by itself. In Polish, as papers are."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils.translation import override

from cus.accounts.sender import sender_of
from cus.law.citations import CUS_ACT
from cus.law.programme import WAITING_TIME
from cus.offer.models import ProgrammeVersion, Resolution
from cus.offer.queries.programme_content import items_of
from cus.offer.queries.terms import eligibility_of, names_of_places, services_of_version
from cus.offer.states.programmes import VersionState
from cus.offer.terms_in_words import terms_in_words
from cus.records.letters import in_words
from cus.records.papers.markup import literal
from cus.records.papers.paper import (
    Agreement,
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Note,
    PageBreak,
    Paper,
    PaperKind,
    Paragraph,
    Tone,
)

LAW = (VersionState.PUBLISHED, VersionState.REPLACED, VersionState.ANNULLED)
TO_FILL = "……………………"
TO_CHECK = (
    "To jest projekt przygotowany przez system. Przed sesją sprawdza go radca prawny: podstawę prawną, nazwę rady "
    "i organu wykonawczego oraz dzień wejścia w życie."
)


def programme_paper(version: ProgrammeVersion, *, on: date) -> Paper:
    """The programme by itself, as the BIP shows it."""
    with override(settings.LANGUAGE_CODE):
        return _paper(version, literal(version.title), [*_standing(version), *_programme(version, on=on)], on=on)


def council_paper(version: ProgrammeVersion, *, on: date) -> Paper:
    """A draft resolution with the programme as its annex; the consultation report as its reasons."""
    with override(settings.LANGUAGE_CODE):
        blocks = [
            Note(TO_CHECK, title="Do sprawdzenia", tone=Tone.IMPORTANT),
            *_resolution(version, on=on),
            PageBreak(),
            *_reasons(version),
            PageBreak(),
            Heading(literal(f"Załącznik do uchwały: {version.title}")),
            *_programme(version, on=on),
        ]
        return _paper(version, literal(f"Projekt uchwały w sprawie programu „{version.title}”"), blocks, on=on)


def _paper(version: ProgrammeVersion, title: str, blocks: Iterable[Block], *, on: date) -> Paper:
    centre = version.centre
    is_law = version.state in LAW
    return Paper(
        kind=PaperKind.PROGRAMME,
        number=str(version.number) if is_law else f"{version.number} (projekt)",
        title=title,
        place=literal(centre.town),
        dated_on=in_words(on),
        sender=sender_of(centre),
        blocks=tuple(blocks),
        example=centre.is_example,
    )


def _standing(version: ProgrammeVersion) -> list[Block]:
    if version.state not in LAW:
        return [Note("To jest projekt. Program zacznie działać po uchwale rady i ogłoszeniu.", "Projekt")]
    resolutions = list(version.resolutions.select_related("municipality"))
    facts = [Fact("Uchwała", literal("\n".join(resolution_in_words(one) for one in resolutions)))]
    if version.in_force_from and version.in_force_until:
        days = f"od {in_words(version.in_force_from)} do {in_words(version.in_force_until)}"
        facts.append(Fact("Obowiązuje", days))
    blocks: list[Block] = [Facts(tuple(facts))]
    for annulment in version.annulments.all():
        what = "w całości" if annulment.is_whole else f"w części: {annulment.what}"
        text = f"Nieważność stwierdzono {what} ({annulment.reference}). Nie stosuje się od "
        blocks.append(Note(literal(f"{text}{in_words(annulment.void_from)}"), title="Nieważność", tone=Tone.IMPORTANT))
    return blocks


def resolution_in_words(resolution: Resolution) -> str:
    """nr XII/87/2026 z 26 listopada 2026 r. (Lipnowiec), Dz. Urz. 2026 poz. 9876"""
    said = f"nr {resolution.number} z {in_words(resolution.adopted_on)} ({resolution.municipality.name})"
    if resolution.published_on:
        voivodeship = resolution.municipality.voivodeship
        place = f"Dz. Urz. Woj. ({voivodeship}) {resolution.journal_year} poz. {resolution.journal_position}"
        said += f", {place}, ogłoszona {in_words(resolution.published_on)}"
    return said


def _resolution(version: ProgrammeVersion, *, on: date) -> list[Block]:
    municipalities = list(version.programme.municipalities.order_by("name"))
    councils = ", ".join(one.name for one in municipalities) or TO_FILL
    days = WAITING_TIME.on(on).days
    voivodeship = municipalities[0].voivodeship if municipalities else TO_FILL
    amends = "zmiany programu" if version.number > 1 else "przyjęcia programu"
    return [
        Heading(f"Uchwała nr {TO_FILL}"),
        Paragraph(literal(f"Rady (gmina: {councils}) z dnia {TO_FILL}")),
        Paragraph(f"**{literal(f'w sprawie {amends} usług społecznych „{version.title}”')}**"),
        Paragraph(
            literal(
                f"Na podstawie art. 4 ustawy z dnia 19 lipca 2019 r. o realizowaniu usług społecznych przez centrum "
                f"usług społecznych ({CUS_ACT.journal}) uchwala się, co następuje:"
            )
        ),
        Paragraph(
            literal(
                f"§ 1. Przyjmuje się program usług społecznych „{version.title}”, który jest załącznikiem do uchwały."
            )
        ),
        Paragraph(
            literal(
                f"§ 2. Program realizuje się od {in_words(version.starts_on)} do {in_words(version.ends_on)} przez "
                f"{version.centre.name}."
            )
        ),
        Paragraph("§ 3. Wykonanie uchwały powierza się organowi wykonawczemu gminy (wójt, burmistrz, prezydent)."),
        Paragraph(
            literal(
                f"§ 4. Uchwała wchodzi w życie po upływie {days} dni od dnia ogłoszenia w dzienniku urzędowym "
                f"województwa ({voivodeship})."
            )
        ),
        Agreement(labels=("przewodnicząca lub przewodniczący rady",)),
    ]


def _reasons(version: ProgrammeVersion) -> list[Block]:
    blocks: list[Block] = [Heading("Uzasadnienie")]
    if version.change_reason:
        blocks.append(Paragraph(literal(f"Dlaczego program się zmienia: {version.change_reason}")))
    if version.diagnosis:
        made_on = in_words(version.diagnosis.made_on)
        blocks.append(Paragraph(literal(f"Program opiera się na diagnozie „{version.diagnosis.title}” z {made_on}")))
    findings = {used.finding_id: used.finding for used in version.findings_used.select_related("finding")}
    if findings:
        blocks += [
            Paragraph("Z diagnozy wynika:"),
            Bullets(tuple(literal(finding.words) for finding in findings.values())),
        ]
    asked = version.consultation
    if asked is None:
        return [*blocks, Paragraph("Projektu nie konsultowano z mieszkańcami.")]
    blocks.append(Heading("Konsultacje", level=3))
    report = asked.report or f"Konsultacje trwały od {in_words(asked.starts_on)} do {in_words(asked.ends_on)}"
    return [*blocks, *_paragraphs(report)]


def _programme(version: ProgrammeVersion, *, on: date) -> list[Block]:
    blocks: list[Block] = []
    for number, item in enumerate(items_of(version, on=on), start=1):
        blocks.append(Heading(literal(f"{number}. {item.name}")))
        blocks += _paragraphs(item.text) if item.is_written else [Paragraph("Jeszcze nieopisane.")]
        if item.key == "services":
            blocks += _services(version)
    return blocks


def _services(version: ProgrammeVersion) -> list[Block]:
    """Each service with its terms, as the version fixes them."""
    services = services_of_version(version)
    places = names_of_places(services)
    blocks: list[Block] = []
    for terms in services:
        said = terms_in_words(terms, eligibility=eligibility_of(terms), places=places)
        blocks += [Heading(literal(terms.service.name), level=3), Bullets(tuple(literal(one) for one in said))]
    return blocks


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(literal(line.strip())) for line in text.splitlines() if line.strip()]
