"""Pairs of entries that may be one person: found on every writing, found anew for a whole centre by the worker.

Looked for only inside one centre. What somebody said of a pair (that these are two people, or that they are one) is
kept whatever the entries say later; all else follows the data.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.kit.errors import NotAllowed, Refused
from cus.people.finding import literally, matching
from cus.people.likeness import AlikeBy, Entry, reasons_of, score_of
from cus.people.models import DuplicatePair, Person
from cus.people.permissions.merging import may_propose_duplicate, may_tell_apart
from cus.records.log import record

COMPARED = ("pk", "first_name", "last_name", "sex", "born_on", "pesel", "phone", "phone_is_shared")
PLACE = ("street", "house", "town")
MOST_WITH_ONE_PHONE = 20  # a number of more people than that is of an institution
MOST_AT_ONE_PLACE = 200
MOST_OF_ONE_NAME = 400
AT_ONCE = 1000
Progress = Callable[[int, int], None]


def find_pairs(person: Person, *, on: date) -> list[DuplicatePair]:
    """Keep whoever looks like this person; pairs already known stay as they are. Returns the new ones."""
    alike = _alike(person)
    known = {(pair.first_id, pair.second_id) for pair in DuplicatePair.objects.of(person)} if alike else set()
    new = [pk for pk in alike if _in_order(person.pk, pk) not in known]
    return [make_pair(person, pk, reasons=alike[pk], on=on) for pk in new]


def refresh_pairs(person: Person, *, on: date) -> None:
    """new pairs come, others weigh anew, those no longer alike go, unless somebody spoke."""
    alike = _alike(person)
    for pair in DuplicatePair.objects.of(person):
        reasons = alike.pop(pair.second_id if pair.first_id == person.pk else pair.first_id, [])
        _weigh_anew(pair, reasons)
    for pk, reasons in alike.items():
        make_pair(person, pk, reasons=reasons, on=on)


def _weigh_anew(pair: DuplicatePair, reasons: list[AlikeBy]) -> None:
    spoken = [AlikeBy.SAID] if pair.is_proposed else []
    found = [reason for reason in AlikeBy if reason in {*reasons, *spoken}]
    if not found and pair.two_people_on is None:
        pair.delete()
    elif found and found != pair.reasons:
        pair.reasons, pair.score = found, score_of(found)
        pair.save(update_fields=["reasons", "score"])


def make_pair(person: Person, other_id: int, *, reasons: Iterable[str], on: date, **said: Any) -> DuplicatePair:
    first, second = _in_order(person.pk, other_id)
    reasons = list(reasons)
    return DuplicatePair.objects.create(
        centre_id=person.centre_id, first_id=first, second_id=second, reasons=reasons, score=score_of(reasons),
        found_on=on, **said,
    )  # fmt: skip


def _in_order(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _alike(person: Person) -> dict[int, list[AlikeBy]]:
    """Who looks like this entry, found through the indexes of the register."""
    if person.merged_into_id is not None:
        return {}
    mine = entry_of(person)
    everybody = Person.objects.standing().filter(centre_id=person.centre_id).exclude(pk=person.pk)
    look = Q(born_on=person.born_on) if person.born_on else Q(pk__in=[])
    if person.phone and not person.phone_is_shared:
        look |= Q(phone=person.phone)
    if mine.place:
        look |= Q(town=person.town, street=person.street, house=person.house)
    names = (f"{mine.first} {mine.last}", f"{mine.last} {mine.first}")
    namesakes = [matching(everybody, [f"{literally(name)} %"], most=MOST_OF_ONE_NAME) for name in names]
    found: dict[int, list[AlikeBy]] = {}
    for others in (everybody.filter(look), *namesakes):
        found |= {other.pk: reasons_of(mine, other) for other in _entries(others)}
    return {pk: reasons for pk, reasons in sorted(found.items()) if reasons}


def entry_of(person: Person) -> Entry:
    values = [getattr(person, field) for field in COMPARED]
    return Entry.of(*values, place=(person.street, person.house, person.town))


def _entries(people: QuerySet[Person]) -> Iterator[Entry]:
    for values in people.values_list(*COMPARED, *PLACE).iterator(chunk_size=5000):
        yield Entry.of(*values[: len(COMPARED)], place=values[len(COMPARED) :])


@transaction.atomic
def find_all_pairs(*, centre: Centre, on: date, progress: Progress | None = None) -> int:
    """Look through the whole register of a centre: for the first time, after an import, at night. Returns how many.

    Compares only entries that share something by which likeness is found, never everybody with everybody.
    """
    entries = list(_entries(Person.objects.standing().filter(centre=centre).order_by("pk")))
    alike: dict[tuple[int, int], list[AlikeBy]] = {}
    groups = list(_groups(entries))
    for done, group in enumerate(groups, 1):
        for one, other in combinations(group, 2):
            key = _in_order(one.pk, other.pk)
            if key not in alike and (reasons := reasons_of(one, other)):
                alike[key] = reasons
        if progress and done % AT_ONCE == 0:
            progress(done, len(groups))
    _keep_all(alike, centre=centre, on=on)
    if progress:
        progress(len(groups), len(groups))
    return len(alike)


def _groups(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Those born on one day, of one name, with one phone, at one place: among them everybody alike is found."""
    ways: tuple[tuple[Callable[[Entry], Any], int], ...] = (
        (lambda entry: entry.born_on, len(entries)),
        (lambda entry: entry.name, MOST_OF_ONE_NAME),
        (lambda entry: "" if entry.phone_is_shared else entry.phone, MOST_WITH_ONE_PHONE),
        (lambda entry: entry.place, MOST_AT_ONE_PLACE),
    )
    for way, most in ways:
        found: dict[Any, list[Entry]] = defaultdict(list)
        for entry in entries:
            if key := way(entry):
                found[key].append(entry)
        yield from (group for group in found.values() if 1 < len(group) <= most)


def _keep_all(alike: dict[tuple[int, int], list[AlikeBy]], *, centre: Centre, on: date) -> None:
    for pair in DuplicatePair.objects.standing().filter(centre=centre).order_by("pk"):
        _weigh_anew(pair, alike.pop((pair.first_id, pair.second_id), []))
    DuplicatePair.objects.bulk_create(
        (
            DuplicatePair(
                centre=centre, first_id=first, second_id=second, reasons=reasons, score=score_of(reasons), found_on=on
            )
            for (first, second), reasons in alike.items()
        ),
        batch_size=AT_ONCE,
    )


@transaction.atomic
def propose_duplicate(*, person_id: int, other_id: int, why: str, by: User, on: date) -> DuplicatePair:
    """A colleague thinks that two entries are one person: it goes on the list. Records `person.likeness_said`."""
    people = {one.pk: one for one in Person.objects.filter(pk__in=[person_id, other_id])}
    person, other = people[person_id], people[other_id]
    if not may_propose_duplicate(by, person, other):
        raise NotAllowed(_("You may not change the data of these people."))
    if not why.strip():
        raise Refused(_("Write why you think that it is one person."))
    pair = DuplicatePair.objects.select_for_update(of=("self",)).between(person_id, other_id).first()
    if pair is None:
        pair = make_pair(person, other_id, reasons=reasons_of(entry_of(person), entry_of(other)), on=on)
    if pair.two_people_on:
        raise Refused(_("Somebody noted that these are two people. Talk to them, and take the note back first."))
    pair.proposed_by, pair.proposed_why = by, why.strip()
    pair.reasons = [reason for reason in AlikeBy if reason in {*pair.reasons, AlikeBy.SAID}]
    pair.score = score_of(pair.reasons)
    pair.save(update_fields=["proposed_by", "proposed_why", "reasons", "score"])
    record("person.likeness_said", subject=pair, story=person, by=by, other=other.name)
    return pair


@transaction.atomic
def say_two_people(*, pair_id: int, why: str, by: User, on: date) -> DuplicatePair:
    """These are two people: never proposed again. Records `person.told_apart` in both stories."""
    pair = _locked(pair_id, by)
    if pair.two_people_on:
        return pair
    pair.two_people_on, pair.two_people_by, pair.two_people_why = on, by, why.strip()
    pair.save(update_fields=["two_people_on", "two_people_by", "two_people_why"])
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        record("person.told_apart", subject=pair, story=one, by=by, other=other.name)
    return pair


@transaction.atomic
def take_back_two_people(*, pair_id: int, by: User, on: date) -> DuplicatePair:
    """They may be one person after all: the pair is on the list again. Records `person.likeness_open`."""
    pair = _locked(pair_id, by)
    if pair.two_people_on is None:
        return pair
    pair.two_people_on, pair.two_people_by, pair.two_people_why = None, None, ""
    pair.save(update_fields=["two_people_on", "two_people_by", "two_people_why"])
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        record("person.likeness_open", subject=pair, story=one, by=by, other=other.name)
    return pair


def _locked(pair_id: int, by: User) -> DuplicatePair:
    pair = DuplicatePair.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=pair_id)
    if not may_tell_apart(by, pair.first, pair.second):
        raise NotAllowed(_("Case staff tell entries apart, unless a person is family or close."))
    return pair
