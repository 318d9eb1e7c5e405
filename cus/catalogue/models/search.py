"""What the search keeps: for each term the entries it stands in, the forms of a term, and the state of the index."""

from secrets import randbits
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User

BLOCK = 4096  # entries whose ids fall into one block share a row of each term


class Posting(OwnedByCentre):
    """In which entries of one block a term stands: ids of four bytes, ascending, in the strongest place only.

    Terms of public entries and of drafts are apart, so that the words of a draft reach nobody outside the centre.
    The term "" stands in every entry: how many entries there are is read like any other number.
    """

    is_public = models.BooleanField()
    term = models.CharField(max_length=60)
    block = models.IntegerField()
    entries = models.PositiveIntegerField()
    in_name = models.BinaryField()
    in_body = models.BinaryField()
    beside = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "centre", "is_public", "block"], name="posting_once_a_block")
        ]
        indexes = [models.Index(fields=["centre", "block"], name="postings_of_a_block")]

    def __str__(self) -> str:
        return f"{self.term}: {self.entries}"


class Lexeme(models.Model):
    """A term with its forms, without their diacritics and in the same order as they are written, parted by spaces.

    Knowledge of the language, of no centre: a form counts only where its term stands in an entry one may see. A form
    met later, which the dictionary does not have, is a row of its own: nobody who adds one waits for another.
    """

    term = models.CharField(max_length=60)
    plain = models.CharField(max_length=60)  # the term without diacritics, by which what is nearly it is found
    forms = models.TextField()
    written = models.TextField()
    keys = ArrayField(models.IntegerField())  # by what the forms are found, also when misspelt: closeness.keys_of

    class Meta:
        indexes = [
            models.Index(fields=["term"], name="lexemes_of_a_term"),
            # Read far more often than written: nothing may wait in a list that every search would have to walk.
            GinIndex(fields=["keys"], fastupdate=False, name="lexemes_by_their_forms"),
            GinIndex(fields=["plain"], opclasses=["gin_trgm_ops"], fastupdate=False, name="lexemes_nearly_so"),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.written}"


def any_number() -> int:
    return randbits(63)


class SearchState(OwnedByCentre):
    """With which dictionary, stemmer and weights the index of a centre was built, and in which state it is.

    The states are random numbers, not counts: a change that was rolled back is never taken for another one. Each
    process remembers what it read of the index as long as they are the same (see search/memory.py).
    """

    built_with = models.CharField(max_length=200)
    built_at = models.DateTimeField(auto_now=True)
    state = models.BigIntegerField(default=any_number)  # of the postings
    state_of_forms = models.BigIntegerField(default=any_number)  # another one when lexemes were added

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre"], name="search_state_once_a_centre")]

    def __str__(self) -> str:
        return self.built_with


class SynonymKind(models.TextChoices):
    SAME = "same", _("another word for it")
    NEAR = "near", _("probably this")
    HINT = "hint", _("says who it is for")
    NEVER = "never", _("must not find it")
    OFF = "off", _("line of the list not used")


class SynonymQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()

    def in_use(self) -> Self:
        return self.filter(removed_at=None)


class Synonym(OwnedByCentre):
    """A line of the centre's own list: residents' words and what the catalogue calls it.

    It stands above a line of the shipped list with the same words. What is removed stays, to be put back.
    """

    words = models.CharField(_("residents' words"), max_length=120)
    means = models.CharField(_("words of the catalogue"), max_length=400, blank=True)  # wordings parted by "|"
    kind = models.CharField(_("how it counts"), max_length=10, choices=SynonymKind.choices, default=SynonymKind.SAME)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "words"], condition=models.Q(removed_at=None), name="synonym_once_a_centre"
            )
        ]

    def __str__(self) -> str:
        return self.words
