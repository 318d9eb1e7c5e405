"""Work that its owner can no longer send: taken in sealed, kept for who may decide, written into nothing."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_user
from cus.cases.field.incoming import NotReadable
from cus.cases.field.showing import rows_shown
from cus.cases.models import FieldCopy, FieldMerge, FieldMergeRow, FieldSync, NeedsRecognition, SealedWhy
from cus.cases.queries.field import copies_of_others, fates, merges_waiting
from cus.cases.services.field import end_expired_copies, receive_sealed, sync_copy, take_to_field, withdraw_copy
from cus.cases.tests.factories import TODAY, an_application
from cus.cases.tests.sealing import as_sent, seal
from cus.kit.errors import NotAllowed
from cus.people.tests.factories import an_exclusion
from cus.records.models import Event

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)
TALK = {"recognition.held_on": "2026-01-10", "recognition.place": "STAY", "recognition.hard": "schody"}


@pytest.fixture
def joanna():
    return a_coordinator()


@pytest.fixture
def copy(joanna) -> FieldCopy:
    application = an_application(coordinator=joanna)
    return take_to_field(application_id=application.pk, device=uuid4(), by=joanna, on=TODAY, at=AT)


def comes(copy: FieldCopy, changes, *, sync: UUID | None = None, why: SealedWhy = SealedWhy.CLOSED) -> FieldSync:
    return receive_sealed(copy_uuid=copy.uuid, sync_uuid=sync or uuid4(), sealed=seal(copy, changes), why=why, at=AT)


def sent(client: Client, name: str, body: object):
    return client.post(reverse(name), json.dumps(body), content_type="application/json")


def test_what_comes_sealed_waits_for_a_person_and_is_written_into_nothing(copy, joanna):
    sync = comes(copy, TALK, why=SealedWhy.PIN)

    copy.refresh_from_db()
    assert NeedsRecognition.objects.count() == 0
    assert {row.key: row.device for row in FieldMerge.objects.get().rows.all()} == TALK
    assert (sync.sealed_why, sync.written, copy.ended_how) == ("PIN", 0, "SEALED")
    assert list(Event.objects.order_by("id").values_list("name", "actor")) == [
        ("field.taken", joanna.pk), ("field.came_sealed", None), ("field.to_merge", None),
    ]  # fmt: skip


def test_what_comes_sealed_twice_is_filed_once(copy):
    number = uuid4()

    comes(copy, TALK, sync=number)
    comes(copy, TALK, sync=number)

    assert (FieldSync.objects.count(), FieldMerge.objects.count()) == (1, 1)


def test_what_was_sent_and_never_confirmed_is_not_filed_once_more_when_it_comes_sealed(copy, joanna):
    number = uuid4()
    sync_copy(copy_uuid=copy.uuid, sync_uuid=number, values=copy.base | TALK, by=joanna, on=TODAY, at=AT)

    comes(copy, TALK, sync=number)

    assert (FieldSync.objects.count(), FieldMerge.objects.count()) == (1, 0)
    assert NeedsRecognition.objects.get().hard == "schody"


def test_a_seal_without_anything_new_leaves_nothing_to_merge(copy):
    comes(copy, {})

    assert (FieldSync.objects.count(), FieldMerge.objects.count()) == (1, 0)


def test_a_seal_made_for_another_copy_is_not_read(copy):
    with pytest.raises(NotReadable):
        receive_sealed(
            copy_uuid=copy.uuid, sync_uuid=uuid4(), sealed=seal(copy, TALK, of=uuid4()), why=SealedWhy.PIN, at=AT
        )

    assert FieldSync.objects.count() == 0


def test_the_office_throws_its_key_away_a_month_after_the_end(copy):
    end_expired_copies(on=TODAY + timedelta(days=4))
    copy.refresh_from_db()
    still = bool(copy.office_key)

    end_expired_copies(on=TODAY + timedelta(days=40))

    copy.refresh_from_db()
    assert (still, bytes(copy.office_key)) == (True, b"")


def test_a_device_hands_over_while_nobody_is_signed_in(client, copy, joanna):
    body = {"centre": copy.centre_id, "copy": str(copy.uuid), "sync": str(uuid4()), "why": "EXPIRED"}

    answer = sent(client, "cases:field_sealed", body | as_sent(seal(copy, TALK)))

    assert (answer.status_code, answer.json()) == (200, {"taken": True})
    assert FieldMerge.objects.get().user == joanna


@pytest.mark.parametrize(
    "wrong",
    [
        {"copy": "5e4d0000-0000-4000-8000-000000000009"},
        {"centre": "x"},
        {"sync": "x"},
        {"why": "BECAUSE"},
        {"box": "AAAA"},
        {"iv": "!"},
        {"point": "AAAA"},
        {"point": None},
    ],
    ids=str,
)
def test_what_is_not_sealed_by_the_device_of_the_copy_is_turned_away(client, copy, wrong):
    body = {"centre": copy.centre_id, "copy": str(copy.uuid), "sync": str(uuid4()), "why": "PIN"}

    answer = sent(client, "cases:field_sealed", body | as_sent(seal(copy, TALK)) | wrong)

    assert (answer.status_code, answer.json()) == (403, {"taken": False})
    assert FieldSync.objects.count() == 0


def asked_of(client: Client, copy: FieldCopy) -> dict[str, str]:
    body = {"centre": copy.centre_id, "copies": [str(copy.uuid), str(uuid4())]}
    return sent(client, "cases:field_fates", body).json()["ended"]


def test_a_device_learns_nothing_of_a_copy_that_may_stay(client, copy):
    assert asked_of(client, copy) == {}


def test_a_copy_leaves_the_device_of_who_left_the_centre(client, copy, joanna):
    type(joanna).objects.filter(pk=joanna.pk).update(is_active=False)

    assert asked_of(client, copy) == {str(copy.uuid): "CLOSED"}


def test_a_copy_leaves_the_device_of_who_no_longer_works_with_cases(client, copy, joanna):
    joanna.roles_held.update(ends_on=TODAY - timedelta(days=1))

    assert asked_of(client, copy) == {str(copy.uuid): "CLOSED"}


def test_a_copy_leaves_the_device_of_who_turned_out_to_be_family(client, copy, joanna):
    an_exclusion(copy.application.person, joanna)

    assert asked_of(client, copy) == {str(copy.uuid): "CLOSED"}


def test_a_device_asks_of_its_own_centre_only(client, copy):
    body = {"centre": copy.centre_id + 1, "copies": [str(copy.uuid)]}
    withdraw_copy(copy_uuid=copy.uuid, by=copy.user, at=AT)

    assert fates(uuids=[copy.uuid]) == {str(copy.uuid): "WITHDRAWN"}
    assert sent(client, "cases:field_fates", body).status_code in (200, 403)


def test_the_organiser_takes_a_case_off_the_lost_device_of_a_colleague(copy, joanna):
    organiser = a_user(Role.ORGANISER)
    seen = copies_of_others(organiser, at=AT)

    withdraw_copy(copy_uuid=copy.uuid, by=organiser, at=AT)

    assert seen == [copy]
    assert fates(uuids=[copy.uuid]) == {str(copy.uuid): "WITHDRAWN"}
    assert copies_of_others(organiser, at=AT) == []


def test_a_colleague_neither_sees_nor_ends_the_copies_of_others(copy):
    colleague = a_coordinator()

    assert copies_of_others(colleague, at=AT) == []
    with pytest.raises(NotAllowed):
        withdraw_copy(copy_uuid=copy.uuid, by=colleague, at=AT)


def test_merges_wait_for_who_wrote_them_the_coordinator_and_the_overseers(copy, joanna):
    comes(copy, TALK)

    waits_for = [bool(merges_waiting(user, on=TODAY)) for user in (joanna, a_director(), a_user(Role.ORGANISER))]

    assert waits_for == [True, True, True]
    assert merges_waiting(a_coordinator(), on=TODAY) == []


def test_family_that_sends_is_told_that_the_office_has_it_and_is_shown_nothing(client, joanna):
    application = an_application(coordinator=joanna)
    copy = take_to_field(application_id=application.pk, device=uuid4(), by=joanna, on=TODAY, at=now())
    an_exclusion(application.person, joanna)
    client.force_login(joanna)

    body = json.dumps({"sync": str(uuid4()), "values": copy.base | TALK})
    answer = client.post(reverse("cases:field_sync", args=[copy.uuid]), body, content_type="application/json")

    assert answer.json() == {"written": 0, "merge_url": "", "kept_by_office": True}
    assert client.get(reverse("cases:field_merge", args=[FieldMerge.objects.get().pk])).status_code == 404


def test_the_merge_screen_says_why_work_came_sealed(client, copy):
    comes(copy, TALK, why=SealedWhy.PIN)
    client.force_login(a_director())

    page = client.get(reverse("cases:field_merge", args=[FieldMerge.objects.get().pk])).content.decode()

    assert str(SealedWhy.PIN.label) in page
    assert "schody" in page


def test_words_that_only_one_side_has_are_marked():
    row = FieldMergeRow(
        position=1, key="recognition.hard", office="Schody bez poręczy", device="Schody i kąpiel", is_clash=True
    )

    [shown] = rows_shown([row], office={"recognition.hard": row.office}, device={"recognition.hard": row.device})

    assert [(piece.text, piece.is_only_here) for piece in shown.office_pieces] == [
        ("Schody ", False), ("bez poręczy", True),
    ]  # fmt: skip
    assert "".join(piece.text for piece in shown.device_pieces) == "Schody i kąpiel"
