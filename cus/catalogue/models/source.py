"""Where entries of others come from, and what each reading of such a source did."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User
from cus.catalogue.states.imports import RunState
from cus.catalogue.tables_in_words import NAMES


class SourceKind(models.TextChoices):
    HSDS_FEED = "HSDS_FEED", _("feed in the HSDS standard")
    HSDS_PACKAGE = "HSDS_PACKAGE", _("HSDS files (CSV)")
    TABLE = "TABLE", _("table (CSV or XLSX)")


class SourceQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()


class Source(OwnedByCentre):
    """A feed, a package of files or a table from which the centre takes over entries of others."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind.choices)
    url = models.URLField(_("address"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    attribution = models.CharField(_("whose data"), max_length=300, blank=True)
    mapping = models.JSONField(_("columns"), default=dict, blank=True)  # field of an entry: column of the table
    every_hours = models.PositiveIntegerField(_("read every … hours"), null=True, blank=True)
    is_public = models.BooleanField(_("shown in the catalogue"), default=True)
    is_passed_on = models.BooleanField(
        _("passed on in our open data"), default=True, help_text=_("No, when the licence of the data forbids it.")
    )
    last_tried_at = models.DateTimeField(null=True, blank=True)
    last_good_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    validators = models.JSONField(default=dict, blank=True)  # by address: what to send to learn that nothing changed

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="source_name_once_a_centre")]

    def __str__(self) -> str:
        return self.name


class Doing(models.TextChoices):
    """What the worker does with a run that is running."""

    READING = "READING", _("reading")
    IMPORTING = "IMPORTING", _("importing")
    UNDOING = "UNDOING", _("undoing")


class ImportRun(OwnedByCentre):
    """One reading of a source: what was new, changed, gone or rejected."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="runs")
    state = models.CharField(max_length=20, choices=RunState.choices, default=RunState.PREVIEW)
    doing = models.CharField(max_length=20, choices=Doing.choices, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file = models.FileField(upload_to="imports/", max_length=200, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    rows_read = models.PositiveIntegerField(default=0)
    rows_expected = models.PositiveIntegerField(null=True, blank=True)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    remarks = models.JSONField(default=list, blank=True)  # sentences about the whole: wrong paging, wrong counts
    error = models.TextField(blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["source", "-started_at"], name="runs_of_a_source")]

    def __str__(self) -> str:
        return f"run {self.pk} of source {self.source_id}"


class RowState(models.TextChoices):
    NEW = "NEW", _("new")
    CHANGED = "CHANGED", _("changed")
    REJECTED = "REJECTED", _("rejected")
    GONE = "GONE", _("no longer in the source")


class ImportRow(OwnedByCentre):
    """What became of one row in a run; the record before and after, so that a run can be undone."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    state = models.CharField(max_length=20, choices=RowState.choices)
    table = models.CharField(max_length=40)
    record_id = models.CharField(max_length=200, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["run", "state", "id"], name="rows_of_a_run")]

    def __str__(self) -> str:
        return f"{self.table} {self.record_id}: {self.state}"

    @property
    def table_in_words(self) -> str:
        return str(NAMES.get(self.table, self.table))
