"""Whether programmes carry the services of a plan on its days (RULE-50)."""

from uuid import UUID

from cus.cases.models import PlanVersion
from cus.offer.models import LegalTrack
from cus.offer.queries.programmes import in_force_days


def rows_out_of_force(version: PlanVersion) -> frozenset[UUID]:
    """The keys of rows whose service no programme carries on all of their days.

    A service that stands in no programme at all is left alone: nothing is known of its days.
    """
    rows = [
        row
        for need in version.needs.all()
        for row in need.service_rows.all()
        if row.service.legal_track == LegalTrack.PROGRAMME
    ]
    if not rows:
        return frozenset()
    first, last = min(row.starts_on for row in rows), max(row.ends_on for row in rows)
    days = in_force_days({row.service_id for row in rows}, first, last)
    known = [row for row in rows if row.service_id in days]
    return frozenset(row.key for row in known if not days[row.service_id].cover(row.starts_on, row.ends_on))
