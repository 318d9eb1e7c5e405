"""Homes, rights to act, consents and what is processed by law, in the example centre."""

from dataclasses import replace
from datetime import date, time, timedelta

from cus.accounts.models import Centre, User
from cus.people.models import HouseholdRole, Person, RepresentationKind, Scope
from cus.people.services import (
    Around,
    Basis,
    Member,
    Reach,
    RightToAct,
    found_household,
    give_consent,
    join_household,
    note_circle_contact,
    note_right_to_act,
    set_reach,
    state_basis,
)

BASES = (
    Basis(
        "LEGAL_DUTY",
        "Rozpatrzenie wniosku i prowadzenie planu",
        "dane z wniosku i z rozpoznania potrzeb",
        "art. 6 ust. 1 lit. c RODO; przepis ustawy wskazuje inspektor ochrony danych",
        "tak długo, jak wymagają przepisy o archiwach",
    ),
    Basis(
        "PUBLIC_TASK",
        "Sprawozdania gminy, bez nazwisk",
        "liczby osób i usług",
        "art. 6 ust. 1 lit. e RODO; przepis ustawy wskazuje inspektor ochrony danych",
    ),
)


def add_circle(centre: Centre, staff: dict[str, User], people: dict[str, Person], *, on: date, since: date) -> None:
    """A child in two homes, a legal guardian, a person in danger, a neighbour with a key, consents."""
    by = staff["organiser"]
    for basis in BASES:
        state_basis(centre=centre, basis=basis, by=staff["director"], on=since)
    in_order = [person for _key, person in sorted(people.items())]
    children = [person for person in in_order if (person.age(on=on) or 99) < 16]
    adults = [person for person in in_order if 30 <= (person.age(on=on) or 0) < 60 and not person.user_id]
    if children and len(adults) > 4:
        _two_homes(children[0], adults[0], adults[1], by=by, on=on, since=since)
        _guarded(adults[2], by=by, on=on, since=since)
        _in_danger(adults[3], by=by, on=on)
    _around_maria(people["maria"], by=by, on=on)


def _two_homes(child: Person, one: Person, other: Person, *, by: User, on: date, since: date) -> None:
    for parent, days in ((one, "poniedziałek–środa i co druga niedziela"), (other, "pozostałe dni")):
        home = found_household(person_id=parent.pk, role=HouseholdRole.PARENT, starts_on=since, by=by, on=on)
        member = Member(HouseholdRole.CHILD, since, child.pk, share=50, days=days)
        join_household(household_id=home.household_id, member=member, by=by, on=on)
        right = RightToAct(
            kind=RepresentationKind.PARENT,
            name=parent.name,
            starts_on=since,
            scope=list(Scope.values),
            relation="rodzic",
            represented_by_id=parent.pk,
            document_seen_on=since,
        )
        note_right_to_act(person_id=child.pk, right=right, by=by, on=on)


def _guarded(person: Person, *, by: User, on: date, since: date) -> None:
    """One guardian whose right runs, one whose right has ended."""
    running = RightToAct(
        kind=RepresentationKind.LEGAL_GUARDIAN,
        name="Roman Wilk",
        starts_on=on - timedelta(days=200),
        scope=list(Scope.values),
        basis="Sąd Rejonowy, III RNs 112/25",
        document_seen_on=since,
    )
    ended = replace(
        running,
        name="Janina Wilk",
        starts_on=on - timedelta(days=1500),
        ends_on=on - timedelta(days=201),
        basis="Sąd Rejonowy, III RNs 40/21",
    )
    for right in (ended, running):
        note_right_to_act(person_id=person.pk, right=right, by=by, on=on)


def _in_danger(person: Person, *, by: User, on: date) -> None:
    reach = Reach(
        never=["CALL_IN_THE_EVENING", "LEAVE_MESSAGES", "NAME_THE_CENTRE"],
        safe_from=time(9),
        safe_to=time(12),
        safe_note="Najlepiej we wtorki, w pracy.",
        phone_is_shared=True,
        email_is_shared=True,
    )
    set_reach(person_id=person.pk, reach=reach, by=by, on=on)


def _around_maria(maria: Person, *, by: User, on: date) -> None:
    around = (
        Around("NEIGHBOUR", "Teresa Lis", note="ma klucz, mieszka w tej samej klatce", may_tell="MATTERS",
               may_tell_what="kiedy przychodzi opiekunka"),
        Around("DOCTOR", "lek. Jan Brzoza", note="przychodnia przy Rynku", may_tell="EMERGENCY"),
    )  # fmt: skip
    for somebody in around:
        note_circle_contact(person_id=maria.pk, around=somebody, by=by, on=on)
    give_consent(
        person_id=maria.pk,
        kind="SHARE_WITH_FAMILY",
        words="Możecie mówić mojej córce, kto i kiedy do mnie przychodzi.",
        to_whom="Anna Zielińska-Kowal, córka",
        way="WRITTEN",
        by=by,
        on=on,
    )
