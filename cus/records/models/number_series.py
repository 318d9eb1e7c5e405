from django.db import models


class NumberSeries(models.Model):
    """The last number given in a series of a year, so that numbers are never given twice and have no gaps."""

    centre_id = models.BigIntegerField(editable=False)
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre_id", "series", "year"], name="one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.series}/{self.year}: {self.last}"
