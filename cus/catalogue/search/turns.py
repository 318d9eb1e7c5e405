"""Who stands first among equals: somebody else every day, so that no provider is always the first."""

from datetime import date

import numpy

GOLDEN = 0x9E3779B97F4A7C15  # 2 ** 64 divided by the golden ratio; odd


def turns_of(ids: numpy.ndarray, on: date | None) -> numpy.ndarray:
    """A number below 2 ** 64 for each id, equal for no two; the least has its turn on that day.

    On each day as if drawn by lot, whatever ids are compared: what a filter leaves takes turns as evenly as the whole.
    The mixing is that of SplitMix64 (G. Steele, D. Lea, C. Flood: Fast splittable pseudorandom number generators,
    2014), which loses nothing of an id.
    """
    day = on.toordinal() if on else 0
    mixed = _mixed(numpy.array([day], numpy.uint64)) + ids.astype(numpy.uint64) * numpy.uint64(GOLDEN)
    return _mixed(mixed)


def _mixed(numbers: numpy.ndarray) -> numpy.ndarray:
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        numbers = (numbers ^ (numbers >> numpy.uint64(shift))) * numpy.uint64(factor)
    return numbers ^ (numbers >> numpy.uint64(31))
