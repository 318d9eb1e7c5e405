"""How far the entries of the catalogue are from a town."""

from collections.abc import Mapping, Sequence

import numpy

from cus.catalogue.gazetteer import EARTH_KM, Town, kilometres_from, town_of
from cus.catalogue.queries.shelves import CODES, WORDS, Numbers, Shelf


def kilometres_to_entries(shelf: Shelf, town: Town, region: Mapping[int, Sequence[str]]) -> Numbers:
    """To the nearest place of each; to the gmina where only that is known; infinite where nothing is known.

    What the centre gives without a place comes to people: it is as near as the nearest gmina the centre serves.
    """
    places = shelf.places
    by_gmina = kilometres_from(town)
    of_gminas = numpy.full(len(WORDS) + 1, numpy.inf)
    for teryt, far in by_gmina.items():
        if teryt in CODES:
            of_gminas[CODES[teryt]] = far
    exactly = _kilometres(town, places.latitudes, places.longitudes)
    km = numpy.full(len(shelf), numpy.inf)
    numpy.minimum.at(km, places.entries, numpy.where(numpy.isnan(exactly), of_gminas[places.gminas], exactly))
    comes = ~shelf.is_copy
    comes[places.entries] = False
    for centre_id, codes in region.items():
        served = [by_gmina[code] for code in codes if town_of(code)]
        if served:
            km[comes & (shelf.centres == centre_id)] = min(served)
    return km


def _kilometres(town: Town, latitudes: Numbers, longitudes: Numbers) -> Numbers:
    """Along the ball of the earth, as `gazetteer.kilometres` does for one place."""
    across = numpy.sin(numpy.radians(latitudes - town.latitude) / 2) ** 2
    along = numpy.sin(numpy.radians(longitudes - town.longitude) / 2) ** 2
    shrunk = numpy.cos(numpy.radians(latitudes)) * numpy.cos(numpy.radians(town.latitude))
    return 2 * EARTH_KM * numpy.arcsin(numpy.sqrt(numpy.minimum(across + shrunk * along, 1)))
