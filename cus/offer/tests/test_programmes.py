from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_stranger, a_user, an_organiser, another_centre, the_centre
from cus.community.tests.factories import a_diagnosis
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.kit.rows import acting_for
from cus.offer.models import EvaluationKind, ProgrammeService, ProgrammeVersion
from cus.offer.queries.programme_content import differences_between, items_of, lacks_of
from cus.offer.queries.programmes import evaluations_due, in_force_days, programmes, published_elsewhere
from cus.offer.services import programmes as services
from cus.offer.states.programmes import Standing, VersionState
from cus.offer.tests.factories import a_service
from cus.offer.tests.factories_of_programmes import (
    CONTENT,
    PERIOD,
    TITLE,
    a_draft,
    a_municipality,
    a_programme_in_consultation,
    a_programme_in_force,
    a_submitted_programme,
    an_adopted_programme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TODAY = date(2026, 3, 2)


@pytest.fixture
def organiser():
    return an_organiser()


def published_in(journal_day, **given):
    """What the journal tells of a publication on a day."""
    return {"journal_year": journal_day.year, "journal_position": 9876, "published_on": journal_day} | given


def resolved(number="XIV/99/2026", adopted_on=date(2026, 2, 26), starts_on=None):
    return {"number": number, "adopted_on": adopted_on, "starts_on": starts_on}


def adopt_and_publish(version, organiser, *, published_on, starts_on=None):
    [municipality] = version.programme.municipalities.all()
    submitted = services.submit_version(version_id=version.pk, by=organiser, on=published_on - timedelta(days=40))
    resolution = services.record_resolution(
        version_id=submitted.pk,
        municipality=municipality,
        fields=resolved(adopted_on=published_on - timedelta(days=20), starts_on=starts_on),
        by=organiser,
        on=published_on,
    )
    services.record_publication(
        resolution_id=resolution.pk, fields=published_in(published_on), by=organiser, on=published_on
    )
    version.refresh_from_db()
    return version


def whole(void_from, **given):
    ruling = {"is_whole": True, "decided_on": void_from, "void_from": void_from, "reference": "PN.4131.1", "what": ""}
    return ruling | given


# --- drafting


def test_a_programme_begins_on_the_last_final_diagnosis(organiser):
    diagnosis = a_diagnosis()
    version = services.begin_programme(
        centre=the_centre(),
        title=TITLE,
        period=(PERIOD["starts_on"], PERIOD["ends_on"]),
        municipalities=[a_municipality()],
        by=organiser,
        on=TODAY,
    )

    assert (version.number, version.state, version.diagnosis) == (1, VersionState.DRAFT, diagnosis)


@pytest.mark.rule("RULE-15")
def test_a_programme_that_ends_before_it_starts_is_refused_by_service_and_database(organiser):
    version = a_draft()
    wrong = {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 5, 31)}

    with pytest.raises(Refused):
        services.save_version(version_id=version.pk, fields=wrong, by=organiser, on=TODAY)
    with pytest.raises(IntegrityError, match="programme_version_ends_after_it_starts"), transaction.atomic():
        ProgrammeVersion.objects.filter(pk=version.pk).update(**wrong)


@pytest.mark.parametrize("who", [a_coordinator, lambda: a_user(Role.FRONT_DESK), a_stranger])
def test_only_the_organiser_and_the_director_of_the_centre_write_programmes(who):
    version, user = a_draft(), who()

    with pytest.raises((NotAllowed, ProgrammeVersion.DoesNotExist)):
        services.save_version(version_id=version.pk, fields={"title": "Inny"}, by=user, on=TODAY)


def test_a_finding_joins_the_text_once_and_is_remembered(organiser):
    diagnosis = a_diagnosis()
    [finding] = diagnosis.findings.all()
    version = a_draft(diagnosis=diagnosis, content={"goals": "Mniej samotności."})
    for _ in range(2):
        services.use_finding(version_id=version.pk, item="goals", finding_id=finding.pk, by=organiser, on=TODAY)

    version.refresh_from_db()
    assert version.content["goals"] == "Mniej samotności.\n\n128 osób po 80. roku życia mieszka samotnie."
    [goals] = [item for item in items_of(version, on=TODAY) if item.key == "goals"]
    assert goals.stands_on == (finding,)


def test_the_checklist_has_eleven_items_each_confirmed_or_to_be_confirmed():
    items = items_of(a_draft(), on=TODAY)

    assert len(items) == 11
    assert {item.key for item in items if not item.is_confirmed} == {"period", "goals", "performers", "financing"}


# --- consultation


def test_the_text_stands_still_while_residents_are_asked(organiser):
    version = a_draft()
    services.consult_version(
        version_id=version.pk, period=(TODAY, TODAY + timedelta(days=14)), channels="Ankieta", by=organiser, on=TODAY
    )

    with pytest.raises(WrongState):
        services.save_version(version_id=version.pk, fields={"title": "Inny"}, by=organiser, on=TODAY)


def test_after_the_report_the_draft_opens_and_what_residents_changed_is_shown(organiser):
    version = a_programme_in_consultation()
    services.close_consultation(version_id=version.pk, report="Jedna uwaga.", by=organiser, on=TODAY)
    services.save_version(
        version_id=version.pk, fields={"content": {"limits": "12 wizyt w roku."}}, by=organiser, on=TODAY
    )

    version.refresh_from_db()
    assert version.state == VersionState.DRAFT
    [changed] = differences_between(version, version, on=TODAY, consulted=True)
    assert [(piece.change, piece.text) for piece in changed.pieces[:2]] == [("REMOVED", "10"), ("ADDED", "12")]


def test_ends_of_lines_as_a_browser_writes_them_are_no_difference():
    before = a_draft(content=CONTENT | {"goals": "Sąsiedzi się znają.\nNikt nie jest sam."})
    after = a_draft(content=CONTENT | {"goals": "Sąsiedzi się znają.\r\nNikt nie jest sam."})

    assert differences_between(before, after, on=TODAY) == []


# --- before the council


@pytest.mark.rule("RULE-10", "RULE-12")
def test_before_submission_one_reads_what_is_missing_and_may_submit_all_the_same(organiser):
    version = a_draft(content=CONTENT | {"conditions": "", "standards": ""})

    lacks = lacks_of(version, on=TODAY)

    assert [lack.text for lack in lacks] == [
        "The programme rests on no final diagnosis.",
        "It is not said on what conditions people qualify.",
        "Nothing is written yet under: Standardy jakości.",
        "Residents have not been asked about this draft.",
    ]
    assert not any(lack.blocks for lack in lacks)
    assert services.submit_version(version_id=version.pk, by=organiser, on=TODAY).state == VersionState.SUBMITTED


@pytest.mark.rule("RULE-10")
def test_a_diagnosis_of_six_years_ago_warns():
    version = a_draft(diagnosis=a_diagnosis(made_on=date(2020, 3, 1)))

    assert "older than five years" in lacks_of(version, on=TODAY)[0].text


@pytest.mark.rule("RULE-11")
def test_a_payable_service_without_rules_of_payment_warns():
    version = a_draft(content=CONTENT | {"fees": ""}, diagnosis=a_diagnosis())
    paid = a_service(name="Dowóz", is_free=False)
    ProgrammeService.objects.create(centre=version.centre, version=version, service=paid)

    assert "The rules of payment are missing for: Dowóz." in [lack.text for lack in lacks_of(version, on=TODAY)]

    version.content["fees"] = "Opłata według cennika."
    assert not [lack for lack in lacks_of(version, on=TODAY) if "payment" in lack.text]


def test_a_centre_may_switch_off_what_only_warns():
    version = a_draft(content=CONTENT | {"conditions": ""})
    version.centre.switched_off_rules = ["RULE-10", "RULE-11", "RULE-12"]

    assert [lack.text for lack in lacks_of(version, on=TODAY)] == ["Residents have not been asked about this draft."]


def test_a_rejected_programme_is_a_draft_again_with_the_reason(organiser):
    version = a_submitted_programme()
    services.reject_version(version_id=version.pk, reason="Za mało pieniędzy.", by=organiser, on=TODAY)

    version.refresh_from_db()
    assert (version.state, version.return_reason) == (VersionState.DRAFT, "Za mało pieniędzy.")


# --- in force


@pytest.mark.rule("RULE-06")
def test_a_programme_is_not_adopted_without_number_and_date_of_the_resolution(organiser):
    version = a_submitted_programme()
    [municipality] = version.programme.municipalities.all()

    with pytest.raises(Refused) as refusal:
        services.record_resolution(
            version_id=version.pk, municipality=municipality, fields=resolved(number=" "), by=organiser, on=TODAY
        )

    assert "art. 4" in refusal.value.provision
    version.refresh_from_db()
    assert version.state == VersionState.SUBMITTED


@pytest.mark.rule("RULE-08")
def test_an_adopted_programme_without_publication_is_not_in_force(organiser):
    version = an_adopted_programme()
    [resolution] = version.resolutions.all()

    with pytest.raises(Refused):
        services.record_publication(
            resolution_id=resolution.pk,
            fields=published_in(TODAY, journal_position=None),
            by=organiser,
            on=TODAY,
        )
    assert version.programme.version_on(date(2026, 12, 31)) is None


@pytest.mark.rule("RULE-06", "RULE-08")
def test_the_database_lets_nothing_unpublished_be_in_force():
    version = a_submitted_programme()

    with pytest.raises(IntegrityError, match="only_published_programmes"), transaction.atomic():
        ProgrammeVersion.objects.filter(pk=version.pk).update(in_force_from=TODAY, in_force_until=TODAY)


@pytest.mark.rule("RULE-09")
def test_published_before_christmas_in_force_in_the_new_year(organiser):
    version = adopt_and_publish(a_draft(starts_on=date(2026, 12, 1)), organiser, published_on=date(2026, 12, 20))

    assert version.in_force_from == date(2027, 1, 3)
    assert version.programme.version_on(date(2027, 1, 2)) is None
    assert version.programme.version_on(date(2027, 1, 3)) == version
    assert version.standing_on(date(2026, 12, 31)) == Standing.COMING
    assert version.standing_on(date(2027, 12, 31)) == Standing.IN_FORCE
    assert version.standing_on(date(2028, 1, 1)) == Standing.ENDED


@pytest.mark.rule("RULE-09")
def test_a_later_day_in_the_resolution_decides(organiser):
    version = adopt_and_publish(a_draft(), organiser, published_on=date(2026, 12, 20), starts_on=date(2027, 2, 1))

    assert version.in_force_from == date(2027, 2, 1)


def test_a_joint_programme_waits_for_every_council_and_its_last_publication(organiser):
    version = a_submitted_programme(municipalities=2)
    days = [date(2026, 2, 2), date(2026, 2, 20)]
    resolutions = []
    for municipality in version.programme.municipalities.order_by("teryt"):
        version.refresh_from_db()
        assert version.state == VersionState.SUBMITTED
        fields = resolved(number=f"X/{municipality.pk}", adopted_on=date(2026, 1, 20))
        resolutions.append(
            services.record_resolution(
                version_id=version.pk, municipality=municipality, fields=fields, by=organiser, on=TODAY
            )
        )
    version.refresh_from_db()
    assert version.state == VersionState.ADOPTED

    for resolution, day in zip(resolutions, days, strict=True):
        version.refresh_from_db()
        assert version.in_force_from is None
        services.record_publication(resolution_id=resolution.pk, fields=published_in(day), by=organiser, on=TODAY)

    version.refresh_from_db()
    assert version.in_force_from == date(2026, 3, 6)


@pytest.mark.rule("RULE-07")
def test_several_programmes_are_in_force_at_once():
    first, second = a_programme_in_force(), a_programme_in_force(title="Rodzina razem")

    assert first.programme.version_on(TODAY) == first
    assert second.programme.version_on(TODAY) == second


def test_what_a_council_adopted_never_changes_not_even_in_the_database():
    version = an_adopted_programme()

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ProgrammeVersion.objects.filter(pk=version.pk).update(content={})
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ProgrammeVersion.objects.filter(pk=version.pk)._raw_delete(using="default")


def test_the_day_a_version_came_into_force_never_moves():
    version = a_programme_in_force()

    with pytest.raises(DatabaseError, match="never moves"), transaction.atomic():
        ProgrammeVersion.objects.filter(pk=version.pk).update(in_force_from=date(2025, 1, 1))


def test_two_versions_of_one_programme_are_never_in_force_on_the_same_day():
    version = a_programme_in_force()

    with pytest.raises(IntegrityError, match="one_version_in_force_at_a_time"), transaction.atomic():
        a_programme_in_force(programme=version.programme, number=2, in_force_from=date(2027, 12, 31))


# --- amended


def test_an_amendment_takes_the_same_path_while_the_old_version_stays_in_force(organiser):
    old = a_programme_in_force()
    service = a_service()
    new = services.begin_amendment(programme_id=old.programme_id, reason="Więcej wizyt", by=organiser, on=TODAY)
    services.save_version(
        version_id=new.pk, fields={"content": {"limits": "15 wizyt w roku."}}, by=organiser, on=TODAY
    )
    ProgrammeService.objects.create(centre=new.centre, version=new, service=service)
    assert old.programme.version_on(date(2026, 6, 1)) == old

    adopt_and_publish(new, organiser, published_on=date(2026, 5, 11))

    assert new.in_force_from == date(2026, 5, 25)
    assert old.programme.version_on(date(2026, 5, 24)).content["limits"] == "10 wizyt w roku."
    assert old.programme.version_on(date(2026, 5, 25)).content["limits"] == "15 wizyt w roku."


def test_an_amendment_brings_the_terms_of_services_along(organiser):
    service = a_service()
    old = a_draft()
    ProgrammeService.objects.create(centre=old.centre, version=old, service=service, documents="dowód osobisty")
    adopt_and_publish(old, organiser, published_on=date(2026, 1, 20))

    new = services.begin_amendment(programme_id=old.programme_id, reason="Zmiana", by=organiser, on=TODAY)

    assert new.services.get().documents == "dowód osobisty"
    assert old.services.get().pk != new.services.get().pk


def test_one_amendment_at_a_time(organiser):
    version = a_programme_in_force()
    services.begin_amendment(programme_id=version.programme_id, reason="Zmiana", by=organiser, on=TODAY)

    with pytest.raises(WrongState):
        services.begin_amendment(programme_id=version.programme_id, reason="Jeszcze jedna", by=organiser, on=TODAY)


def test_a_version_overtaken_by_a_newer_one_never_comes_into_force(organiser):
    late = a_programme_in_force(in_force_from=date(2026, 9, 1))
    new = services.begin_amendment(programme_id=late.programme_id, reason="Pilne", by=organiser, on=TODAY)
    adopt_and_publish(new, organiser, published_on=date(2026, 5, 11))

    late.refresh_from_db()
    assert (late.state, late.in_force_from) == (VersionState.REPLACED, None)
    assert late.programme.version_on(date(2026, 9, 1)) == new


# --- annulled


def test_a_programme_annulled_as_a_whole_ends_and_its_past_stays(organiser):
    version = a_programme_in_force()
    services.annul_version(version_id=version.pk, fields=whole(date(2026, 2, 15)), by=organiser, on=TODAY)

    version.refresh_from_db()
    assert version.state == VersionState.ANNULLED
    assert version.programme.version_on(date(2026, 2, 14)) == version
    assert version.programme.version_on(date(2026, 2, 15)) is None


def test_a_programme_annulled_before_its_first_day_was_never_in_force(organiser):
    version = a_programme_in_force(in_force_from=date(2026, 3, 10))
    services.annul_version(version_id=version.pk, fields=whole(date(2026, 3, 1)), by=organiser, on=TODAY)

    version.refresh_from_db()
    assert version.in_force_from is None


def test_when_an_amendment_is_annulled_the_wording_before_it_applies_again(organiser):
    old = a_programme_in_force()
    new = services.begin_amendment(programme_id=old.programme_id, reason="Zmiana", by=organiser, on=TODAY)
    services.save_version(version_id=new.pk, fields={"content": {"limits": "1 wizyta"}}, by=organiser, on=TODAY)
    adopt_and_publish(new, organiser, published_on=date(2026, 5, 11))
    pending = services.begin_amendment(programme_id=old.programme_id, reason="Dalej", by=organiser, on=TODAY)
    services.annul_version(version_id=new.pk, fields=whole(date(2026, 7, 1)), by=organiser, on=date(2026, 7, 2))

    limits = {
        day: old.programme.version_on(day).content["limits"]
        for day in (date(2026, 5, 24), date(2026, 5, 25), date(2026, 6, 30), date(2026, 7, 1), date(2027, 12, 31))
    }
    assert list(limits.values()) == [
        "10 wizyt w roku.", "1 wizyta", "1 wizyta", "10 wizyt w roku.", "10 wizyt w roku.",
    ]  # fmt: skip
    assert pending.state == VersionState.DRAFT


def test_when_an_amendment_falls_before_its_first_day_the_old_version_simply_goes_on(organiser):
    old = a_programme_in_force()
    new = services.begin_amendment(programme_id=old.programme_id, reason="Zmiana", by=organiser, on=TODAY)
    adopt_and_publish(new, organiser, published_on=date(2026, 5, 11))
    services.annul_version(version_id=new.pk, fields=whole(date(2026, 5, 20)), by=organiser, on=date(2026, 5, 20))

    old.refresh_from_db()
    assert old.in_force_until == date(2027, 12, 31)


def test_an_annulment_in_part_says_what_and_stops_only_the_services_it_names(organiser):
    version, rides, care = a_draft(), a_service(name="Dowóz"), a_service(name="Opieka")
    for service in (rides, care):
        ProgrammeService.objects.create(centre=version.centre, version=version, service=service)
    adopt_and_publish(version, organiser, published_on=date(2025, 12, 18))
    part = whole(date(2026, 2, 15), is_whole=False)
    with pytest.raises(Refused):
        services.annul_version(version_id=version.pk, fields=part, by=organiser, on=TODAY)

    services.annul_version(
        version_id=version.pk, fields=part | {"what": "§ 4"}, services=[rides], by=organiser, on=TODAY
    )

    days = in_force_days([rides.pk, care.pk], date(2026, 1, 1), date(2026, 12, 31))
    assert days[rides.pk].stretches == ((date(2026, 1, 1), date(2026, 2, 14)),)
    assert days[care.pk].stretches == ((date(2026, 1, 1), date(2026, 12, 31)),)
    version.refresh_from_db()
    assert version.state == VersionState.PUBLISHED


@pytest.mark.rule("RULE-50")
def test_a_service_in_no_programme_is_missing_from_the_answer():
    assert in_force_days([a_service().pk], date(2026, 1, 1), date(2026, 12, 31)) == {}


@pytest.mark.rule("RULE-50")
def test_the_days_of_a_service_run_on_from_version_to_version(organiser):
    old, service = a_draft(), a_service()
    ProgrammeService.objects.create(centre=old.centre, version=old, service=service)
    adopt_and_publish(old, organiser, published_on=date(2025, 12, 18))
    new = services.begin_amendment(programme_id=old.programme_id, reason="Zmiana", by=organiser, on=TODAY)
    adopt_and_publish(new, organiser, published_on=date(2026, 5, 11))

    days = in_force_days([service.pk], date(2025, 1, 1), date(2029, 1, 1))[service.pk]

    assert days.cover(date(2026, 1, 1), date(2027, 12, 31))
    assert not days.cover(date(2025, 12, 31), date(2026, 1, 2))
    assert not days.hold(date(2028, 1, 1))


# --- the end


@pytest.mark.rule("RULE-17")
def test_an_ended_programme_waits_for_its_evaluation(organiser):
    version = a_programme_in_force(ends_on=date(2026, 2, 28))
    [due] = evaluations_due(user=organiser, on=TODAY)
    assert due == (version.programme, date(2026, 5, 28))

    fields = {
        "kind": EvaluationKind.FINAL, "evaluated_on": TODAY, "findings": "Pomogło.", "indicators": "40 osób",
        "decision": "Kolejny program.",
    }  # fmt: skip
    services.evaluate_programme(programme_id=version.programme_id, fields=fields, by=organiser, on=TODAY)

    assert evaluations_due(user=organiser, on=TODAY) == []


def test_a_running_programme_has_yearly_evaluations_but_no_final_one(organiser):
    version = a_programme_in_force()
    fields = {"evaluated_on": TODAY, "findings": "Pomaga.", "indicators": "", "decision": "Bez zmian."}
    final, yearly = fields | {"kind": EvaluationKind.FINAL}, fields | {"kind": EvaluationKind.YEARLY}

    with pytest.raises(WrongState):
        services.evaluate_programme(programme_id=version.programme_id, fields=final, by=organiser, on=TODAY)
    assert services.evaluate_programme(programme_id=version.programme_id, fields=yearly, by=organiser, on=TODAY).pk


def test_the_list_shows_what_is_law_before_drafts_and_what_is_over(organiser):
    a_programme_in_force(title="Dawny", ends_on=date(2026, 2, 28))
    a_draft(title="Przyszły")
    current = a_programme_in_force(title="Obecny")
    services.begin_amendment(programme_id=current.programme_id, reason="Zmiana", by=organiser, on=TODAY)

    listed = [(one.version.title, one.standing, one.in_making is None) for one in programmes(user=organiser, on=TODAY)]

    assert listed == [
        ("Obecny", Standing.IN_FORCE, False),
        ("Dawny", Standing.ENDED, True),
        ("Przyszły", Standing.DRAFT, True),
    ]


# --- other centres


def test_published_programmes_of_other_centres_are_copied_as_drafts(organiser):
    there = another_centre()
    with acting_for(there.pk):
        model = a_programme_in_force(centre=there, title="Zabór pomaga")
        a_draft(centre=there, title="Tajny projekt")
    assert list(published_elsewhere(user=organiser, on=TODAY)) == [model]

    version = services.copy_programme(centre=the_centre(), version_id=model.pk, by=organiser, on=TODAY)

    assert (version.centre, version.state, version.content) == (the_centre(), VersionState.DRAFT, CONTENT)
    assert version.programme.copied_from == "CUS w Zaborze: Zabór pomaga"


def test_a_draft_of_another_centre_is_never_copied(organiser):
    there = another_centre()
    with acting_for(there.pk):
        draft = a_draft(centre=there)

    with pytest.raises(ProgrammeVersion.DoesNotExist):
        services.copy_programme(centre=the_centre(), version_id=draft.pk, by=organiser, on=TODAY)
