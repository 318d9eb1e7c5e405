"""The outbox: a message is written in the transaction of what it tells of, and sent by the worker after it."""

from django.db import models

from cus.records.models import OutboxMessage
from cus.records.models.outbox import OutboxChannel
from cus.records.models.subject import Subject
from cus.records.tasks import send_waiting


def post(
    *, subject: models.Model, to: str, title: str, text: str, channel: str = OutboxChannel.EMAIL
) -> OutboxMessage:
    """Put a message into the outbox and ask the worker to send it once the transaction is committed."""
    about = Subject.of(subject)
    message = OutboxMessage.objects.create(
        centre_id=subject.centre_id,  # type: ignore[attr-defined]
        subject_kind=about.kind,
        subject_id=about.pk,
        channel=channel,
        to=to,
        title=title,
        text=text,
    )
    send_waiting.defer(centre_id=message.centre_id)
    return message
