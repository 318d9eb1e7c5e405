"""When entries changed, told to those who keep them in memory."""

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from cus.accounts.models import OwnedByCentre


class Edition(OwnedByCentre):
    """A mark the database itself leaves on a block of a centre's entries whenever one of them or its places change.

    Who keeps the block reads it again when its set of tokens is another. A change adds a mark of its own instead of
    altering a common one, so that writers never wait for each other; the next change clears the marks before it.
    """

    block = models.BigIntegerField()  # ids from block * BLOCK
    token = models.UUIDField(db_default=RandomUUID(), editable=False)

    class Meta:
        indexes = [models.Index(fields=["centre", "block"], name="editions_of_a_block")]

    def __str__(self) -> str:
        return f"{self.block}: {self.token}"
