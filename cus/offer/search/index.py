"""What is kept for the search: the terms of each service and the vocabulary of its centre."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction

from cus.law.services import AREAS
from cus.offer.models import Service, ServiceTerms, VocabularyTerm
from cus.offer.search.words import words_of

IN_NAME, IN_BODY, BESIDE = 3.0, 1.0, 0.4
ROOT_SHARE = 0.3  # a word of the same family counts less than the word itself

ADD_TERMS = f"""
INSERT INTO {VocabularyTerm._meta.db_table} AS known (centre_id, term, spelling, services)
SELECT %s, term, spelling, services FROM unnest(%s::text[], %s::text[], %s::int[]) AS new (term, spelling, services)
ON CONFLICT (centre_id, term) DO UPDATE SET
    services = known.services + excluded.services,
    spelling = CASE WHEN known.spelling = '' THEN excluded.spelling ELSE known.spelling END
"""
REMOVE_TERMS = f"""
UPDATE {VocabularyTerm._meta.db_table} AS known SET services = greatest(known.services - old.services, 0)
FROM unnest(%s::text[], %s::int[]) AS old (term, services)
WHERE known.centre_id = %s AND known.term = old.term
"""


@transaction.atomic
def index_services(services: Iterable[Service], *, on: date) -> None:
    """Keep the terms of the services, all of one centre, and count them anew in the vocabulary."""
    batch = list(services)
    if not batch:
        return
    centre_id = batch[0].centre_id
    _hold_vocabulary(centre_id)
    before = ServiceTerms.objects.filter(service__in=batch)
    gone = Counter(term for terms in before.values_list("terms", flat=True) for term in terms)
    before.delete()
    entries: list[ServiceTerms] = []
    spellings: dict[str, str] = {}
    for service in batch:
        weights = weighed_terms(service, spellings, on=on)
        entries.append(
            ServiceTerms(
                centre_id=centre_id, service=service, terms=list(weights.keys()), weights=list(weights.values())
            )
        )
    ServiceTerms.objects.bulk_create(entries)
    come = Counter(term for entry in entries for term in entry.terms)
    _count(centre_id, come - gone, gone - come, spellings)


def index_centre(*, centre_id: int, on: date) -> int:
    """Build the whole index of a centre anew, as after a change of the dictionary or of the weights."""
    with transaction.atomic():
        _hold_vocabulary(centre_id)
        ServiceTerms.objects.filter(centre_id=centre_id).delete()
        VocabularyTerm.objects.filter(centre_id=centre_id).delete()
        services = list(Service.objects.filter(centre_id=centre_id).order_by("id"))
        index_services(services, on=on)
    return len(services)


def weighed_terms(service: Service, spellings: dict[str, str], *, on: date) -> dict[str, float]:
    """Each term of the service with its weight: the name counts most, area, provider and place least."""
    area_names = " ".join(area.name_pl for area in AREAS.on(on) if area.number == service.area)
    form = f"{service.get_form_display()} {service.unit}"
    fields = [
        (service.name, IN_NAME),
        (f"{service.description} {service.recipients}", IN_BODY),
        (f"{service.code} {area_names} {service.provider_text} {service.place} {form}", BESIDE),
    ]
    weights: dict[str, float] = {}
    for text, weight in fields:
        for word in words_of(text):
            for term in word.terms:
                weights[term] = max(weights.get(term, 0), weight)
            if word.root:
                weights[word.root] = max(weights.get(word.root, 0), weight * ROOT_SHARE)
            for term, spelling in word.spellings():
                spellings.setdefault(term, spelling)
    return weights


def _hold_vocabulary(centre_id: int) -> None:
    """One writer at a time for the vocabulary of a centre: two saves must not count past each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('offer.vocabulary'), %s)", [centre_id])


def _count(centre_id: int, come: Counter[str], gone: Counter[str], spellings: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        if gone:
            cursor.execute(REMOVE_TERMS, [list(gone.keys()), list(gone.values()), centre_id])
            VocabularyTerm.objects.filter(centre_id=centre_id, services=0).delete()
        if come:
            shown = [spellings.get(term, "") for term in come]
            cursor.execute(ADD_TERMS, [centre_id, list(come.keys()), shown, list(come.values())])
