"""What pages about forms and assessments show."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet

from cus.accounts.models import User
from cus.cases.instruments.answering import in_words
from cus.cases.instruments.comparing import is_same_scale
from cus.cases.instruments.form import Form
from cus.cases.instruments.scoring import Result, points_of
from cus.cases.instruments.trend import Measured, Trend, trend_of
from cus.cases.models import Filling, Instrument, InstrumentVersion, NeedsRecognition
from cus.cases.states import FillingState, FormState
from cus.people.models import Person


@dataclass(frozen=True)
class Entry:
    """One finished filling among those of its form: its main sum, and how far it is from the one before."""

    filling: Filling
    result: Result | None
    difference: int | None = None
    new_scale: bool = False
    before: Filling | None = None

    @property
    def is_corrected(self) -> bool:
        return bool(getattr(self.filling, "is_corrected", False))


@dataclass(frozen=True)
class Series:
    """All a person's fillings of one form, the newest first, and their change over time."""

    name: str
    instrument_id: int
    entries: list[Entry]
    trend: Trend | None
    better: str
    unconfirmed: bool

    @property
    def latest(self) -> Entry | None:
        return next((entry for entry in self.entries if not entry.is_corrected), None)

    @property
    def changes_scale(self) -> bool:
        return any(entry.new_scale for entry in self.entries)


@dataclass(frozen=True)
class Assessments:
    """A person's assessments: drafts of whoever looks, finished ones by form."""

    drafts: list[Filling]
    series: list[Series] = field(default_factory=list)


def assessments_of(person: Person, *, user: User) -> Assessments:
    rows = (
        Filling.objects.visible_to(user)
        .filter(person=person)
        .exclude(state=FillingState.DISCARDED)
        .with_correction()
        .select_related("version__instrument", "author", "corrects")
        .order_by("held_on", "id")
    )
    fillings = list(rows)
    by_form: dict[int, list[Filling]] = defaultdict(list)
    for filling in fillings:
        if filling.state == FillingState.FINISHED:
            by_form[filling.version.instrument_id].append(filling)
    drafts = [one for one in fillings if one.state == FillingState.DRAFT and one.author_id == user.pk]
    series = [_series(instrument_id, found) for instrument_id, found in by_form.items()]
    return Assessments(drafts, sorted(series, key=lambda one: one.name))


def _series(instrument_id: int, fillings: list[Filling]) -> Series:
    """`fillings` in the order of the talks; a corrected one stays in the table and counts for nothing."""
    asks = {one.version_id: one.version.as_form() for one in fillings}
    entries, last = [], None
    for filling in fillings:
        entry = _entry(filling, last, asks)
        entries.append(entry)
        last = last if entry.is_corrected else filling
    newest = asks[fillings[-1].version_id]
    counted = [entry for entry in entries if entry.result and not entry.is_corrected]
    trend = trend_of([_measured(entry) for entry in counted]) if counted else None
    return Series(newest.name, instrument_id, entries[::-1], trend, newest.better, newest.unconfirmed)


def _entry(filling: Filling, before: Filling | None, asks: dict[int, Form]) -> Entry:
    result = main_result_of(filling)
    previous = main_result_of(before) if before else None
    if result is None or previous is None or before is None or getattr(filling, "is_corrected", False):
        return Entry(filling, result)
    if not is_same_scale(asks[before.version_id], asks[filling.version_id]):
        return Entry(filling, result, new_scale=True, before=before)
    return Entry(filling, result, result.points - previous.points, before=before)


def _measured(entry: Entry) -> Measured:
    result = entry.result
    if result is None:
        raise ValueError("nothing was measured")
    return Measured(entry.filling.held_on, result.points, result.least, result.most, entry.new_scale)


def main_result_of(filling: Filling) -> Result | None:
    return next((one for one in results_kept(filling) if one.main), None)


def results_kept(filling: Filling) -> list[Result]:
    """The sums as they were counted when the filling was finished."""
    return [Result(**one) for one in filling.results]


@dataclass(frozen=True)
class Answered:
    """One question as it was answered."""

    text: str
    answer: str
    points: int | None


@dataclass(frozen=True)
class AnsweredSection:
    title: str
    answers: list[Answered]


def answered(form: Form, answers: dict) -> list[AnsweredSection]:
    """Every question of the form with its answer in words; those that were not asked are left out."""
    sections = []
    for section in form.sections:
        rows = [
            Answered(
                one.text,
                in_words(one, answers.get(one.key)),
                points_of(one, answers.get(one.key)) if one.scores else None,
            )
            for one in section.questions
            if answers.get(one.key) not in (None, "", []) or (one.show_if is None and section.show_if is None)
        ]
        if rows:
            sections.append(AnsweredSection(section.title, rows))
    return sections


def find_filling(*, user: User) -> QuerySet[Filling]:
    related = ("version__instrument", "person", "author", "application", "recognition", "centre", "corrects")
    return Filling.objects.visible_to(user).exclude(state=FillingState.DISCARDED).select_related(*related)


def comparable(person: Person, *, user: User, instrument_id: int) -> list[Filling]:
    """The finished fillings of one form, in the order of the talks: what may be laid side by side."""
    rows = Filling.objects.visible_to(user).finished().filter(person=person, version__instrument=instrument_id)
    return list(rows.select_related("version", "author", "person").order_by("held_on", "id"))


@dataclass(frozen=True)
class FormLine:
    """One form of the centre in the list: the wording in use, the draft beside it, how often it was filled."""

    instrument: Instrument
    current: InstrumentVersion | None
    draft: InstrumentVersion | None
    filled: int

    @property
    def shown(self) -> InstrumentVersion | None:
        return self.current or self.draft


def forms_of_centre(*, user: User) -> list[FormLine]:
    versions = InstrumentVersion.objects.filter(state__in=[FormState.DRAFT, FormState.PUBLISHED])
    filled = Count("versions__fillings", filter=Q(versions__fillings__state=FillingState.FINISHED))
    instruments = (
        Instrument.objects.visible_to(user)
        .annotate(filled=filled)
        .prefetch_related(Prefetch("versions", versions.defer("form").order_by("number"), to_attr="alive"))
        .order_by("id")
    )
    lines = [_form_line(instrument) for instrument in instruments]
    return sorted((line for line in lines if line.shown), key=_order_of_forms)


def _form_line(instrument: Instrument) -> FormLine:
    alive: list[InstrumentVersion] = instrument.alive  # type: ignore[attr-defined]
    current = next((one for one in alive if one.state == FormState.PUBLISHED), None)
    draft = next((one for one in alive if one.state == FormState.DRAFT), None)
    return FormLine(instrument, current, draft, instrument.filled)  # type: ignore[attr-defined]


def _order_of_forms(line: FormLine) -> tuple[bool, str]:
    return line.instrument.withdrawn_on is not None, line.shown.name.lower() if line.shown else ""


def forms_to_fill(*, user: User) -> QuerySet[InstrumentVersion]:
    return InstrumentVersion.objects.visible_to(user).to_fill().defer("form").order_by("name", "id")


def find_form_version(*, user: User) -> QuerySet[InstrumentVersion]:
    rows = InstrumentVersion.objects.visible_to(user).exclude(state=FormState.DISCARDED)
    return rows.select_related("instrument", "author", "published_by", "centre")


def versions_of(instrument: Instrument) -> QuerySet[InstrumentVersion]:
    rows = instrument.versions.exclude(state=FormState.DISCARDED).defer("form")
    return rows.select_related("published_by").order_by("-number")


def talks_about_needs(person: Person, *, user: User) -> QuerySet[NeedsRecognition]:
    """Recognitions of needs an assessment may belong to, the newest first."""
    rows = NeedsRecognition.objects.visible_to(user).filter(application__person=person)
    return rows.select_related("application").order_by("-held_on", "-id")
