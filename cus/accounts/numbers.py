"""Numbers of cases and letters, written by the office's own scheme."""

from datetime import date

from cus.accounts.models import Centre
from cus.records.log import take_number


def next_number(*, centre: Centre, series: str, on: date) -> str:
    """The next number of a series ("5020" applications, "5021" plans, …), such as CUS.5020.12.2026."""
    number = take_number(centre_id=centre.pk, series=series, on=on)
    return centre.number_scheme.format(series=series, number=number, year=on.year)
