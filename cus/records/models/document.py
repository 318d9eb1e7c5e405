import uuid

from django.conf import settings
from django.db import models

from cus.records.models.event import RecordQuerySet
from cus.records.models.subject import AboutSubject


class Document(AboutSubject):
    """A file somebody handed in. The bytes lie outside the web root under a name nobody can guess."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to="documents/%Y/%m", max_length=200)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RecordQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
