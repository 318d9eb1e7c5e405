from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.records.models.subject import AboutSubject

MOST_TRIES = 8


class OutboxChannel(models.TextChoices):
    EMAIL = "EMAIL", _("e-mail")
    SMS = "SMS", _("text message")


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def waiting(self) -> Self:
        """Not sent, and not given up yet."""
        return self.filter(sent_at__isnull=True, tries__lt=MOST_TRIES)


class OutboxMessage(AboutSubject):
    """A message to send, written in the same transaction as what it tells of; the worker sends it afterwards."""

    channel = models.CharField(max_length=10, choices=OutboxChannel.choices, default=OutboxChannel.EMAIL)
    to = models.CharField(max_length=254)
    title = models.CharField(max_length=200)
    text = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    objects = OutboxQuerySet.as_manager()

    def __str__(self) -> str:
        return f"message {self.pk}"
