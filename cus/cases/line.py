"""Where somebody stands in the line for a service."""

from dataclasses import dataclass

from cus.cases.models import RequestedService


@dataclass(frozen=True)
class PlaceInLine:
    """A place in line. People are told a range: somebody before them may leave, or come back after an appeal."""

    place: int
    total: int

    @property
    def first(self) -> int:
        return max(1, self.place - 1)

    @property
    def last(self) -> int:
        return min(self.total, self.place + 1)


def place_of(request: RequestedService) -> PlaceInLine:
    """The place of a request that waits, in the order of filing."""
    total = RequestedService.objects.in_line().filter(service_id=request.service_id).count()
    return PlaceInLine(place=RequestedService.objects.ahead_of(request).count() + 1, total=total)
