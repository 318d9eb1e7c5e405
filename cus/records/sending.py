"""Sending what waits in the outbox. A message sent twice is the lesser evil than one never sent."""

import smtplib

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.timezone import now

from cus.records.models import OutboxMessage
from cus.records.models.outbox import OutboxChannel
from cus.records.sms import GatewayRefused, send_sms

NOT_REACHED = (OSError, smtplib.SMTPException, GatewayRefused)


def send_all_waiting() -> int:
    """Try every waiting message of the centre one acts for; the number that could not be sent is returned."""
    failed = 0
    for pk in OutboxMessage.objects.waiting().order_by("id").values_list("pk", flat=True):
        failed += not _send(pk)
    return failed


@transaction.atomic
def _send(pk: int) -> bool:
    """Whether the message is off our hands. The row is locked, so two workers never send the same one at once."""
    message = OutboxMessage.objects.waiting().select_for_update(skip_locked=True).filter(pk=pk).first()
    if message is None:
        return True
    message.tries += 1
    try:
        if message.channel == OutboxChannel.SMS:
            send_sms(to=message.to, text=message.text, reference=str(message.pk))
        else:
            EmailMessage(subject=message.title, body=message.text, to=[message.to]).send()
    except NOT_REACHED as error:
        message.last_error = f"{type(error).__name__}: {error}"
        message.save(update_fields=["tries", "last_error"])
        return False
    message.sent_at, message.last_error = now(), ""
    message.save(update_fields=["tries", "sent_at", "last_error"])
    return True
