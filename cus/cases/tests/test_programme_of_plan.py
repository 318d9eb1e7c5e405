from datetime import date

import pytest

from cus.cases.planning.content import content_of
from cus.cases.planning.warnings import warnings_of
from cus.cases.queries.plans import with_content
from cus.cases.queries.programmes import rows_out_of_force
from cus.cases.tests.factories import a_plan
from cus.law.citations import provision_of
from cus.law.programme import programme_in_force_on
from cus.offer.models import LegalTrack, ProgrammeService
from cus.offer.states.programmes import VersionState
from cus.offer.tests.factories_of_programmes import a_draft

pytestmark = [pytest.mark.django_db, pytest.mark.rule("RULE-50")]
PROVISION = provision_of(programme_in_force_on)


def version_of_a_plan():
    plan = a_plan()
    return with_content(plan.versions.all()).get()


def in_a_programme(service, first, last):
    """The service stands in a programme in force on these days."""
    draft = a_draft(starts_on=first, ends_on=last)
    ProgrammeService.objects.create(centre=draft.centre, version=draft, service=service)
    draft.state, draft.in_force_from, draft.in_force_until = VersionState.PUBLISHED, first, last
    draft.save()
    return draft


def row_of(version):
    return version.needs.first().service_rows.first()


def test_a_service_in_no_programme_is_left_alone():
    assert rows_out_of_force(version_of_a_plan()) == frozenset()


def test_a_row_within_the_days_of_its_programme_is_left_alone():
    version = version_of_a_plan()
    in_a_programme(row_of(version).service, date(2020, 1, 1), date(2040, 1, 1))

    assert rows_out_of_force(version) == frozenset()


def test_a_row_that_outlasts_its_programme_warns_with_the_provision():
    version = version_of_a_plan()
    row = row_of(version)
    in_a_programme(row.service, date(2020, 1, 1), date.fromordinal(row.ends_on.toordinal() - 1))

    out_of_force = rows_out_of_force(version)
    assert out_of_force == {row.key}
    found = warnings_of(content_of(version), first_starts_on=version.starts_on, out_of_force=out_of_force)
    assert PROVISION in [one.provision for one in found.of[row.key]]


def test_a_centre_may_switch_the_warning_off():
    version = version_of_a_plan()
    row = row_of(version)
    found = warnings_of(
        content_of(version), first_starts_on=version.starts_on, out_of_force={row.key}, switched_off=["RULE-50"]
    )

    assert PROVISION not in [one.provision for one in found.of.get(row.key, ())]


def test_two_programmes_one_after_the_other_carry_the_service_together():
    version = version_of_a_plan()
    row = row_of(version)
    middle = row.starts_on.toordinal() + 5
    in_a_programme(row.service, date(2020, 1, 1), date.fromordinal(middle))
    in_a_programme(row.service, date.fromordinal(middle + 1), date(2040, 1, 1))

    assert rows_out_of_force(version) == frozenset()


def test_services_under_another_act_ask_for_no_programme():
    version = version_of_a_plan()
    row = row_of(version)
    in_a_programme(row.service, date(2020, 1, 1), date(2020, 2, 1))
    row.service.legal_track = LegalTrack.SOCIAL_ASSISTANCE
    row.service.save()

    assert rows_out_of_force(with_content(version.plan.versions.all()).get()) == frozenset()
