import json
import smtplib

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from cus.accounts.tests.factories import another_centre, the_centre
from cus.kit.rows import acting_for
from cus.people.tests.factories import a_person
from cus.records import sending
from cus.records.models import OutboxMessage
from cus.records.outbox import post
from cus.records.sending import send_all_waiting
from cus.records.tasks import NotAllSent, send_waiting

pytestmark = pytest.mark.django_db


def a_message(**given: str) -> OutboxMessage:
    defaults = {"to": "ewa@example.org", "title": "Przyjęliśmy wniosek", "text": "Dzień dobry"}
    return post(subject=a_person(), **(defaults | given))


def test_nothing_is_sent_before_the_worker_comes():
    message = a_message()

    assert mail.outbox == []
    assert message.sent_at is None
    jobs = ProcrastinateJob.objects.filter(args={"centre_id": the_centre().pk})  # not what other tests left behind
    assert [job.task_name for job in jobs] == ["records.send_waiting"]


def test_the_worker_sends_what_waits_once():
    message = a_message()

    send_waiting.func(centre_id=the_centre().pk)
    send_waiting.func(centre_id=the_centre().pk)

    assert [(sent.to, sent.subject, sent.body) for sent in mail.outbox] == [
        (["ewa@example.org"], "Przyjęliśmy wniosek", "Dzień dobry")
    ]
    message.refresh_from_db()
    assert message.sent_at is not None


def test_one_bad_address_does_not_hold_up_the_others_and_is_tried_again(monkeypatch):
    bad, good = a_message(to="bad@example.org"), a_message()
    monkeypatch.setattr(sending, "EmailMessage", Fussy)

    with pytest.raises(NotAllSent):
        send_waiting.func(centre_id=the_centre().pk)

    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.sent_at, bad.tries) == (None, 1)
    assert "SMTPException" in bad.last_error
    assert good.sent_at is not None


class Fussy:
    """A mail server that does not know one address."""

    def __init__(self, *, to: list[str], **_rest: object) -> None:
        self.to = to

    def send(self) -> None:
        if self.to == ["bad@example.org"]:
            raise smtplib.SMTPException("no such address")


def test_a_message_is_given_up_after_eight_tries():
    message = a_message()
    OutboxMessage.objects.update(tries=8)

    assert send_all_waiting() == 0

    message.refresh_from_db()
    assert message.sent_at is None


def test_the_worker_of_one_centre_does_not_see_the_messages_of_another():
    a_message()

    with acting_for(another_centre().pk):
        assert send_all_waiting() == 0

    assert mail.outbox == []


def test_a_text_message_is_put_as_a_file_for_the_gateway(settings, tmp_path):
    settings.CUS_SMS_DIRECTORY = str(tmp_path / "sms")
    message = a_message(to="+48600123456", channel="SMS")

    assert send_all_waiting() == 0

    [file] = (tmp_path / "sms").iterdir()
    assert json.loads(file.read_text()) == {"to": "+48600123456", "text": message.text, "reference": str(message.pk)}
