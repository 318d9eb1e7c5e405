"""What the search remembers: the terms of each service, and all terms of a centre with their spelling."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from cus.accounts.models import OwnedByCentre
from cus.offer.models.service import Service


class ServiceTerms(OwnedByCentre):
    """The terms under which a service is found, each with its weight at the same place of the second list."""

    service = models.OneToOneField(Service, models.CASCADE, related_name="search_terms")
    terms = ArrayField(models.CharField(max_length=60))
    weights = ArrayField(models.FloatField())

    class Meta:
        indexes = [GinIndex(fields=["terms"], name="service_found_by_terms")]

    def __str__(self) -> str:
        return f"terms of service {self.service_id}"


class VocabularyTerm(OwnedByCentre):
    """A term the services of a centre use, in how many of them, and how people spell it (empty: a bare stem)."""

    term = models.CharField(max_length=60)
    spelling = models.CharField(max_length=60, blank=True)
    services = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "term"], name="term_once_a_centre")]
        indexes = [GinIndex(fields=["term"], opclasses=["gin_trgm_ops"], name="vocabulary_near_words")]

    def __str__(self) -> str:
        return f"{self.term}: {self.services}"
