"""Points over time as a drawing on the server: no script, prints, read aloud; the table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 44, 40, 26, 34
NARROWEST_GAP = 80  # between two dates under the drawing


@dataclass(frozen=True)
class Measured:
    """One sum on one day; `new_scale` where it cannot be compared with the one before."""

    on: date
    points: int
    least: int
    most: int
    new_scale: bool = False


@dataclass(frozen=True)
class Dot:
    """A point of the drawing. Coordinates are text, or a Polish page would write 12,5."""

    on: date
    x: str
    y: str
    shown: str
    label_y: str
    shows_date: bool


@dataclass(frozen=True)
class Trend:
    """What `cases/trend.html` draws: dots, and lines through those of one scale."""

    dots: list[Dot]
    lines: list[str]
    top: str
    bottom: str
    highest: str
    lowest: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    date_y: int = HEIGHT - 10


def trend_of(measured: Sequence[Measured]) -> Trend:
    """The days from left to right as far apart as they were; a line breaks where the scale changes."""
    places = [(_x(one, measured), _y(one)) for one in measured]
    lines: list[list[str]] = []
    for one, (x, y) in zip(measured, places, strict=True):
        if one.new_scale or not lines:
            lines.append([])
        lines[-1].append(f"{x:.1f},{y:.1f}")
    last = measured[-1]
    return Trend(
        dots=_dots(measured, places),
        lines=[" ".join(line) for line in lines if len(line) > 1],
        top=f"{TOP}",
        bottom=f"{HEIGHT - BOTTOM}",
        highest=str(last.most),
        lowest=str(last.least),
    )


def _dots(measured: Sequence[Measured], places: Sequence[tuple[float, float]]) -> list[Dot]:
    dots, last_dated = [], -float(NARROWEST_GAP)
    for place, (one, (x, y)) in enumerate(zip(measured, places, strict=True)):
        is_last = place == len(measured) - 1
        room_to_last = places[-1][0] - x
        dated = is_last or (x - last_dated >= NARROWEST_GAP and room_to_last >= NARROWEST_GAP)
        last_dated = x if dated else last_dated
        dots.append(Dot(one.on, f"{x:.1f}", f"{y:.1f}", str(one.points), f"{y - 10:.1f}", dated))
    return dots


def _x(one: Measured, measured: Sequence[Measured]) -> float:
    first, last = measured[0].on, measured[-1].on
    share = (one.on - first).days / (last - first).days if last > first else 0.5
    return LEFT + 30 + share * (WIDTH - LEFT - RIGHT - 60)


def _y(one: Measured) -> float:
    share = (one.points - one.least) / (one.most - one.least) if one.most > one.least else 0
    return HEIGHT - BOTTOM - min(max(share, 0), 1) * (HEIGHT - TOP - BOTTOM)
