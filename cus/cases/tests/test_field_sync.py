"""What comes back from a device: written once, never lost, never for anybody else's case."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from cus.accounts.tests.factories import a_coordinator, a_stranger
from cus.cases.field.merging import Values
from cus.cases.field.office import office_values
from cus.cases.field.showing import digest
from cus.cases.models import FieldCopy, FieldMerge, FieldSync, NeedsRecognition, SupportRow
from cus.cases.services.field import (
    MergeGiven,
    Synced,
    end_copies_of_device,
    end_expired_copies,
    end_merge,
    sync_copy,
    take_to_field,
)
from cus.cases.services.outcomes import recognise_needs
from cus.cases.services.plans import add_need, change_frame, change_need, remove_need
from cus.cases.states import ApplicationState, VersionState
from cus.cases.tests.factories import TODAY, a_plan, a_recognition, an_application
from cus.kit.errors import NotAllowed, Refused
from cus.people.tests.factories import an_exclusion
from cus.records.models import Event

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)
TALK = {"recognition.held_on": "2026-01-10", "recognition.place": "STAY"}


def a_copy(application, user) -> FieldCopy:
    return take_to_field(application_id=application.pk, device=uuid4(), by=user, on=TODAY, at=AT)


def sends(copy: FieldCopy, changes: Values, *, sync=None) -> Synced:
    return sync_copy(
        copy_uuid=copy.uuid, sync_uuid=sync or uuid4(), values=copy.base | changes, by=copy.user, on=TODAY, at=AT
    )


def ends(merge: FieldMerge, by, **chosen: str | tuple[str, str]) -> FieldMerge:
    """`hard="BOTH"`, or with words of one's own: `hard=("EDITED", "…")`; by the last part of the name."""
    rows = list(merge.rows.all())
    given = {}
    for row in rows:
        said = chosen.get(row.key.rpartition(".")[2], chosen.get("rest", "DEVICE"))
        given[row.pk] = MergeGiven(said) if isinstance(said, str) else MergeGiven(*said)
    seen = digest(merge.rows.order_by("position"), office_values(merge.sync.copy))
    return end_merge(merge_id=merge.pk, chosen=given, seen=seen, by=by, on=TODAY, at=AT)


@pytest.fixture
def joanna():
    return a_coordinator()


@pytest.fixture
def case(joanna):
    return an_application(coordinator=joanna)


def test_a_talk_written_at_the_table_becomes_a_recognition(case, joanna):
    copy = a_copy(case, joanna)

    synced = sends(
        copy, TALK | {"recognition.hard": "schody", "recognition.needs": "zakupy", "recognition.finish": "1"}
    )

    talk = NeedsRecognition.objects.get()
    assert (talk.author, talk.hard, talk.needs, talk.finished_on) == (joanna, "schody", "zakupy", TODAY)
    assert (synced.merge, synced.written) == (None, 5)
    copy.refresh_from_db()
    assert copy.ended_how == "SYNCED"
    assert list(Event.objects.order_by("id").values_list("name", flat=True)) == [
        "field.taken", "needs.recognised", "field.synced",
    ]  # fmt: skip


def test_the_same_sending_again_files_once_and_answers_alike(case, joanna):
    copy, number = a_copy(case, joanna), uuid4()

    first = sends(copy, TALK | {"recognition.hard": "schody"}, sync=number)
    again = sends(copy, TALK | {"recognition.hard": "schody"}, sync=number)

    assert first.written == again.written == 3
    assert (NeedsRecognition.objects.count(), FieldSync.objects.count()) == (1, 1)


def test_a_later_sending_of_an_ended_copy_still_arrives(case, joanna):
    """The answer to the first got lost, meanwhile something was added."""
    copy = a_copy(case, joanna)
    sends(copy, TALK | {"recognition.hard": "schody"})

    sends(copy, TALK | {"recognition.hard": "schody", "recognition.wants": "spokoju"})

    talk = NeedsRecognition.objects.get()
    assert (talk.hard, talk.wants) == ("schody", "spokoju")


def test_only_what_the_device_changed_is_written(case, joanna):
    draft = a_recognition(case, author=joanna, hard="schody", wants="", can_do="")
    copy = a_copy(case, joanna)
    NeedsRecognition.objects.filter(pk=draft.pk).update(can_do="gotuje")

    synced = sends(copy, {"recognition.wants": "spokoju"})

    draft.refresh_from_db()
    assert synced.merge is None
    assert (draft.hard, draft.wants, draft.can_do) == ("schody", "spokoju", "gotuje")


def test_what_two_people_changed_waits_for_a_person_who_keeps_both(case, joanna):
    draft = a_recognition(case, author=joanna, hard="", wants="")
    copy = a_copy(case, joanna)
    NeedsRecognition.objects.filter(pk=draft.pk).update(hard="schody")

    synced = sends(copy, {"recognition.hard": "kąpiel", "recognition.wants": "spokoju"})
    draft.refresh_from_db()
    before = (draft.hard, draft.wants)
    ends(synced.merge, joanna, hard="BOTH")

    draft.refresh_from_db()
    row = synced.merge.rows.get()
    assert before == ("schody", "spokoju")
    assert (row.office, row.device, row.result) == ("schody", "kąpiel", "schody\nkąpiel")
    assert draft.hard == "schody\nkąpiel"
    assert FieldMerge.objects.get().ended_by == joanna


def test_two_devices_of_one_person_end_in_one_recognition(case, joanna):
    first, second = a_copy(case, joanna), a_copy(case, joanna)
    sends(first, TALK | {"recognition.hard": "schody", "recognition.can_do": "gotuje"})

    synced = sends(second, TALK | {"recognition.hard": "kąpiel", "recognition.wants": "spokoju"})
    ends(synced.merge, joanna, hard=("EDITED", "schody i kąpiel"))

    talk = NeedsRecognition.objects.get()
    assert (talk.hard, talk.can_do, talk.wants) == ("schody i kąpiel", "gotuje", "spokoju")


def test_two_people_on_one_case_keep_each_their_own_conversation(case, joanna):
    """Nobody writes into a colleague's recognition (RULE-43: its author): the merged one is a new conversation."""
    piotr = a_coordinator(first_name="Piotr")
    plan = a_plan(coordinator=piotr, application=case)
    copy = a_copy(case, piotr)
    assert plan.application == case
    a_recognition(case, author=joanna, hard="schody", wants="", needs="", can_do="")

    synced = sends(copy, TALK | {"recognition.hard": "kąpiel", "recognition.needs": "pomoc w kąpieli"})
    assert NeedsRecognition.objects.count() == 1
    assert [row.is_clash for row in synced.merge.rows.order_by("key")] == [True, False]
    ends(synced.merge, piotr, hard="BOTH")

    hers, his = NeedsRecognition.objects.order_by("id")
    assert (hers.author, hers.hard) == (joanna, "schody")
    assert (his.author, his.hard, his.needs) == (piotr, "schody\nkąpiel", "pomoc w kąpieli")


def test_a_refusal_waits_with_its_reason_and_nothing_is_lost(case, joanna):
    copy = a_copy(case, joanna)
    type(case).objects.filter(pk=case.pk).update(state=ApplicationState.WITHDRAWN)

    synced = sends(copy, TALK | {"recognition.hard": "schody"})

    assert NeedsRecognition.objects.count() == 0
    row = synced.merge.rows.get(key="recognition.hard")
    assert row.device == "schody"
    assert row.reason.startswith("Ten wniosek jest zamknięty")
    with pytest.raises(Refused):
        ends(synced.merge, joanna)
    synced.merge.refresh_from_db()
    assert synced.merge.ended_at is None
    ends(synced.merge, joanna, rest="OFFICE")
    assert synced.merge.rows.get(key="recognition.hard").device == "schody"


def test_a_talk_of_tomorrow_is_refused_with_the_words_of_the_office(case, joanna):
    copy = a_copy(case, joanna)

    synced = sends(copy, {"recognition.held_on": "2026-01-11", "recognition.place": "STAY", "recognition.hard": "x"})

    assert {row.reason for row in synced.merge.rows.all()} != {""}
    assert NeedsRecognition.objects.count() == 0


def test_needs_and_rows_of_both_threads_are_written_into_the_draft(joanna):
    plan = a_plan(coordinator=joanna)
    version, service = plan.versions.get(), plan.application.requests.get().service
    old = version.needs.get()
    copy, need, row, helper = a_copy(plan.application, joanna), uuid4(), uuid4(), uuid4()

    synced = sends(
        copy,
        {
            "frame.summary": "Chcę zostać w domu",
            f"need.{old.key}.goal": "Kąpię się sama",
            f"need.{need}.is_there": "1",
            f"need.{need}.need": "zakupy",
            f"need.{need}.goal": "Mam świeży chleb",
            f"service.{row}.is_there": "1",
            f"service.{row}.need": str(need),
            f"service.{row}.service_id": str(service.pk),
            f"service.{row}.amount": "1.5",
            f"service.{row}.rhythm": "WEEK",
            f"support.{helper}.is_there": "1",
            f"support.{helper}.need": str(need),
            f"support.{helper}.what": "chleb",
            f"support.{helper}.who": "Teresa Lis",
            f"support.{helper}.kind": "NEIGHBOUR",
            f"support.{helper}.phone": "600 123 456",
        },
    )

    version.refresh_from_db()
    old.refresh_from_db()
    added = version.needs.get(key=need)
    assert synced.merge is None
    assert (version.summary, old.goal, added.need) == ("Chcę zostać w domu", "Kąpię się sama", "zakupy")
    assert str(added.service_rows.get().amount) == "1.50"
    assert SupportRow.objects.get(key=helper).phone == "+48600123456"


def test_a_need_removed_in_the_office_and_worked_on_outside_comes_back_if_a_person_says_so(joanna):
    plan = a_plan(coordinator=joanna)
    version = plan.versions.get()
    need = version.needs.get()
    copy = a_copy(plan.application, joanna)
    remove_need(need_id=need.pk, by=joanna, on=TODAY)

    synced = sends(copy, {f"need.{need.key}.goal": "Kąpię się sama"})
    ends(synced.merge, joanna)

    assert synced.merge.rows.get().key == f"need.{need.key}.is_there"
    back = version.needs.get(key=need.key)
    assert (back.need, back.goal) == ("pomoc w kąpieli", "Kąpię się sama")


def test_a_need_removed_outside_and_changed_in_the_office_is_asked_about(joanna):
    plan = a_plan(coordinator=joanna)
    need = plan.versions.get().needs.get()
    copy = a_copy(plan.application, joanna)
    change_need(need_id=need.pk, need="kąpiel", goal="", by=joanna, on=TODAY)

    synced = sends(copy, {f"need.{need.key}.is_there": ""})

    assert plan.versions.get().needs.get().need == "kąpiel"
    ends(synced.merge, joanna)
    assert plan.versions.get().needs.count() == 0


def test_a_plan_that_was_agreed_meanwhile_takes_nothing_and_loses_nothing(joanna):
    plan = a_plan(coordinator=joanna)
    copy = a_copy(plan.application, joanna)
    plan.versions.update(state=VersionState.AGREED, agreed_on=TODAY, agreed_how="w domu", agreed_by="Anna Nowak")

    synced = sends(copy, {"frame.summary": "Chcę zostać w domu"})

    row = synced.merge.rows.get()
    assert (row.device, plan.versions.get().summary) == ("Chcę zostać w domu", "")
    assert row.reason


def test_a_refused_need_does_not_keep_the_rest_back(joanna):
    plan = a_plan(coordinator=joanna)
    copy, long = a_copy(plan.application, joanna), uuid4()

    synced = sends(
        copy,
        {"frame.summary": "Dom", f"need.{long}.is_there": "1", f"need.{long}.need": "x" * 301},
    )

    assert plan.versions.get().summary == "Dom"
    assert {row.key for row in synced.merge.rows.all()} == {f"need.{long}.is_there", f"need.{long}.need"}
    ends(synced.merge, joanna, need=("EDITED", "zakupy"))
    assert plan.versions.get().needs.get(key=long).need == "zakupy"


def test_who_was_excluded_meanwhile_writes_nothing_but_what_they_wrote_stays(case, joanna):
    copy = a_copy(case, joanna)
    an_exclusion(case.person, joanna)
    excluded = type(joanna).objects.get(pk=joanna.pk)

    synced = sync_copy(
        copy_uuid=copy.uuid, sync_uuid=uuid4(), values=copy.base | TALK | {"recognition.hard": "schody"}, by=excluded,
        on=TODAY, at=AT,
    )  # fmt: skip

    assert NeedsRecognition.objects.count() == 0
    assert synced.merge.rows.get(key="recognition.hard").device == "schody"
    assert not FieldMerge.objects.visible_to(excluded).exists()


def test_nobody_sends_into_a_copy_of_somebody_else(case, joanna):
    copy = a_copy(case, joanna)

    for other in (a_coordinator(), a_stranger()):
        with pytest.raises(FieldCopy.DoesNotExist):
            sync_copy(copy_uuid=copy.uuid, sync_uuid=uuid4(), values={}, by=other, on=TODAY, at=AT)


def test_only_the_coordinator_of_a_case_takes_it_along(case):
    with pytest.raises(NotAllowed):
        a_copy(case, a_coordinator())


def test_a_merge_is_looked_at_again_when_the_office_changed_once_more(case, joanna):
    draft = a_recognition(case, author=joanna, hard="")
    copy = a_copy(case, joanna)
    NeedsRecognition.objects.filter(pk=draft.pk).update(hard="schody")
    merge = sends(copy, {"recognition.hard": "kąpiel"}).merge
    seen = digest(merge.rows.all(), office_values(copy))
    NeedsRecognition.objects.filter(pk=draft.pk).update(hard="schody i próg")

    with pytest.raises(Refused):
        end_merge(
            merge_id=merge.pk, chosen={merge.rows.get().pk: MergeGiven("DEVICE")}, seen=seen, by=joanna, on=TODAY,
            at=AT,
        )  # fmt: skip

    draft.refresh_from_db()
    assert draft.hard == "schody i próg"


def test_a_merge_ends_once(case, joanna):
    draft = a_recognition(case, author=joanna, hard="")
    copy = a_copy(case, joanna)
    NeedsRecognition.objects.filter(pk=draft.pk).update(hard="schody")
    merge = sends(copy, {"recognition.hard": "kąpiel"}).merge
    ends(merge, joanna)

    with pytest.raises(Refused):
        ends(merge, joanna)


def test_copies_end_by_themselves_and_their_values_are_forgotten_later(case, joanna):
    copy = a_copy(case, joanna)

    end_expired_copies(on=TODAY + timedelta(days=3))
    copy.refresh_from_db()
    still = copy.ended_how
    end_expired_copies(on=TODAY + timedelta(days=4))
    copy.refresh_from_db()
    after = (copy.ended_how, copy.base != {})
    end_expired_copies(on=TODAY + timedelta(days=40))
    copy.refresh_from_db()

    assert (still, after, copy.base) == ("", ("EXPIRED", True), {})


def test_signing_out_ends_the_copies_of_that_device_only(case, joanna):
    here, there = a_copy(case, joanna), a_copy(case, joanna)

    assert end_copies_of_device(device=here.device, by=joanna, at=AT) == 1

    there.refresh_from_db()
    assert there.ended_at is None


def test_a_frame_changed_on_both_sides_is_merged_like_a_talk(joanna):
    plan = a_plan(coordinator=joanna)
    version = plan.versions.get()
    copy = a_copy(plan.application, joanna)
    change_frame(
        version_id=version.pk, starts_on=version.starts_on, ends_on=version.ends_on, summary="Dom", by=joanna, on=TODAY
    )
    add_need(version_id=version.pk, need="zakupy", goal="", by=joanna, on=TODAY)

    merge = sends(copy, {"frame.summary": "Spokój"}).merge
    ends(merge, joanna, summary="BOTH")

    version.refresh_from_db()
    assert version.summary == "Dom\nSpokój"
    assert version.needs.count() == 2


def test_a_finished_talk_waits_while_a_part_of_it_is_merged(case, joanna):
    draft = a_recognition(case, author=joanna, hard="")
    copy = a_copy(case, joanna)
    NeedsRecognition.objects.filter(pk=draft.pk).update(hard="schody")

    merge = sends(copy, {"recognition.hard": "kąpiel", "recognition.finish": "1"}).merge
    draft.refresh_from_db()
    waits = draft.finished_on
    ends(merge, joanna)

    draft.refresh_from_db()
    assert (waits, draft.finished_on) == (None, TODAY)


def test_an_office_talk_goes_on_beside_one_in_the_field(case, joanna):
    copy = a_copy(case, joanna)
    recognise_needs(
        application_id=case.pk, held_on=TODAY, place="CENTRE", finished=True, findings={"needs": "obiad"}, by=joanna,
        on=TODAY,
    )  # fmt: skip

    merge = sends(copy, TALK | {"recognition.needs": "zakupy"}).merge

    assert {row.key: row.is_clash for row in merge.rows.all()} == {
        "recognition.place": True, "recognition.needs": True,
    }  # fmt: skip


def test_the_history_keeps_both_wordings(case, joanna):
    draft = a_recognition(case, author=joanna, hard="")
    copy = a_copy(case, joanna)
    NeedsRecognition.objects.filter(pk=draft.pk).update(hard="schody")
    merge = sends(copy, {"recognition.hard": "kąpiel"}).merge
    ends(merge, joanna, hard="OFFICE")

    kept = merge.rows.get()
    assert (kept.office, kept.device, kept.choice, kept.result) == ("schody", "kąpiel", "OFFICE", "schody")
    assert kept.events.count() == 2
