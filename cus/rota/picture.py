"""`picture`: a day of a rota as SVG, a row for each carer; reads without colour, and stands alone.

Visits are told apart by the pattern of their outline and a letter as well as by colour: must not be missed (!), one of
a pair (joined by a line), others. Under each visit its window; a visit begun late has a triangle. The way is a thin
line, waiting a light one, a break is hatched. The same rota gives the same text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil, floor
from xml.sax.saxutils import escape, quoteattr

from cus.rota.problem import Problem
from cus.rota.result import Call, Rota, Route
from cus.rota.sentences import clock
from cus.rota.visits import Visit

LEFT, RIGHT, TOP, ROW, BAR, FOOT = 130.0, 16.0, 44.0, 38.0, 18.0, 46.0
HOUR = 78.0
"""Units of width for an hour."""
INK, PALE, LINE, SHIFT = "#1a1a1a", "#595959", "#d0d0d0", "#f1f1ee"
FILLS = {"must": "#d55e00", "pair": "#0072b2", "visit": "#56b4e9"}
"""From the palette of Okabe and Ito, which the colour-blind can tell apart."""
LETTERS = {"must": "#000000", "pair": "#ffffff", "visit": "#000000"}
OUTLINES = {"must": "3", "pair": "1.5", "visit": "0.75"}
"""Widths: told apart in black and white too."""
CLASSES = {"must": "must not be missed (!)", "pair": "one of a pair", "visit": "visit"}


def picture(problem: Problem, rota: Rota, day: int = 0) -> str:
    """SVG 1.1 with `role="img"`; titles say what a pointer or a screen reader asks."""
    return "\n".join(_Picture(problem, rota, day).lines()) + "\n"


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a visit is drawn."""

    x: float
    y: float
    width: float


@dataclass(slots=True)
class _Picture:
    problem: Problem
    rota: Rota
    day: int
    routes: list[Route] = field(init=False)
    rows: list[str] = field(init=False)
    lost: list[Visit] = field(init=False)
    first: int = field(init=False)
    last: int = field(init=False)
    spots: dict[str, _Spot] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problem, day = self.problem, self.day
        self.routes = [route for route in self.rota.routes if route.day == day]
        on_duty = {duty.carer for duty in problem.duties if duty.day == day} | {route.carer for route in self.routes}
        self.rows = [carer.id for carer in problem.carers if carer.id in on_duty]
        left = [problem.visit_of[unserved.visit] for unserved in self.rota.unserved]
        self.lost = sorted((visit for visit in left if visit.day == day), key=lambda v: (v.earliest, v.id))
        moments = [moment for route in self.routes for moment in (route.leaves, route.returns)]
        moments += [moment for visit in self.lost for moment in (visit.earliest, visit.earliest + visit.duration)]
        shifts = [duty for duty in problem.duties if duty.day == day]
        moments += [moment for duty in shifts for moment in (duty.start, min(duty.end, duty.start + 1440))]
        self.first, self.last = floor(min(moments, default=360) / 60), max(1, ceil(max(moments, default=1200) / 60))

    # --- the whole ---------------------------------------------------------------------------------------------------

    def lines(self) -> Iterator[str]:
        width = LEFT + (self.last - self.first) * HOUR + RIGHT
        height = self._bottom + FOOT
        served = sum(len(route.calls) for route in self.routes)
        title = f"Day {self.day + 1}: {len(self.rows)} carers, {served} visits, {len(self.lost)} that nobody makes"
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(title)} '
            f'viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}" height="{_n(height)}" '
            f'font-family="sans-serif" font-size="12" fill="{INK}">'
        )
        yield f"<title>{escape(title)}</title>"
        yield from self._hatching()
        yield f'<rect width="{_n(width)}" height="{_n(height)}" fill="#ffffff"/>'
        yield from self._axis()
        for number, carer in enumerate(self.rows):
            yield from self._row(carer, TOP + number * ROW)
        visits = [line for route in self.routes for line in self._route(route, self._y(route.carer))]
        yield from self._pairs()  # behind the visits they cross
        yield from visits
        yield from self._nobody()
        yield from self._legend(self._bottom + 24)
        yield "</svg>"

    @property
    def _bottom(self) -> float:
        return TOP + (len(self.rows) + self._lost_rows) * ROW

    @property
    def _lost_rows(self) -> int:
        return max((row for _, row in self._stacked()), default=-1) + 1

    def _x(self, minute: float) -> float:
        within = min(max(minute, self.first * 60.0), self.last * 60.0)
        return LEFT + (within - self.first * 60.0) * HOUR / 60

    def _y(self, carer: str) -> float:
        return TOP + self.rows.index(carer) * ROW

    def _hatching(self) -> Iterator[str]:
        yield '<defs><pattern id="break" width="5" height="5" patternUnits="userSpaceOnUse">'
        yield f'<path d="M0 5 5 0" stroke="{INK}" stroke-width="1"/></pattern></defs>'

    def _axis(self) -> Iterator[str]:
        for hour in range(self.first, self.last + 1):
            x = _n(self._x(hour * 60.0))
            yield f'<path d="M{x} {_n(TOP - 6)}V{_n(self._bottom)}" stroke="{LINE}"/>'
            yield f'<text x="{x}" y="{_n(TOP - 12)}" text-anchor="middle">{clock(hour * 60.0)}</text>'

    # --- a carer -----------------------------------------------------------------------------------------------------

    def _row(self, carer: str, y: float) -> Iterator[str]:
        for duty in self.problem.carer_of[carer].duties:
            if duty.day == self.day:
                x, end = self._x(duty.start), self._x(duty.end)
                yield f'<rect x="{_n(x)}" y="{_n(y + 2)}" width="{_n(end - x)}" height="{_n(ROW - 4)}" fill="{SHIFT}">'
                yield f"<title>{_t(carer, ' works ', duty.start, duty.end)}</title></rect>"
        yield f'<text x="8" y="{_n(y + ROW / 2 + 1)}">{_name(carer, 17)}</text>'

    def _route(self, route: Route, y: float) -> Iterator[str]:
        line = y + 6 + BAR / 2
        free = route.leaves
        for call in route.calls:
            rests = [end for begin, end in route.breaks if begin == free]
            yield self._way(route, max([free, *rests]), call.arrive, line)
            if call.start > call.arrive:
                yield self._waiting(route, call, line)
            free = call.end
        yield self._way(route, free, route.returns, line)
        for begin, end in route.breaks:
            yield self._box(begin, end, y + 6, BAR, 'fill="url(#break)" stroke="#1a1a1a" stroke-width="0.75"')
            yield f"<title>{_t(route.carer, ' has a break ', begin, end)}</title></rect>"
        for number, call in enumerate(route.calls):
            yield from self._visit(route, call, y + 6, lane=number % 2)

    def _way(self, route: Route, begin: float, end: float, y: float) -> str:
        path = f'<path d="M{_n(self._x(begin))} {_n(y)}H{_n(self._x(end))}" stroke="{INK}" stroke-width="1.5">'
        return f"{path}<title>{_t(route.carer, ' is on the way ', begin, end)}</title></path>"

    def _waiting(self, route: Route, call: Call, y: float) -> str:
        path = f'<path d="M{_n(self._x(call.arrive))} {_n(y)}H{_n(self._x(call.start))}" stroke="{PALE}" '
        dots = f'{path}stroke-width="1" stroke-dasharray="1.5 3">'
        return f"{dots}<title>{_t(route.carer, ' is there or waits ', call.arrive, call.start)}</title></path>"

    def _visit(self, route: Route, call: Call, y: float, lane: int) -> Iterator[str]:
        visit = self.problem.visit_of[call.visit]
        kind = self._class(visit)
        x, width = self._x(call.start), max(2.0, self._x(call.end) - self._x(call.start))
        self.spots[visit.id] = _Spot(x, y, width)
        late = call.start - visit.latest
        told = (
            f"{visit.id}: {route.carer} with {visit.person}, {clock(call.start)} to {clock(call.end)}, {CLASSES[kind]}"
        )
        told += f", {late:.0f} minutes late" if late >= 0.5 else ""
        yield "<g>"
        yield f"<title>{escape(told)}</title>"
        yield self._bar(x, y, width, kind)
        yield self._letter(visit, kind, x, y, width)
        yield self._window(visit, y + BAR + 4 + 5 * lane)  # neighbours' whiskers apart
        if late >= 0.5:
            yield f'<path d="M{_n(x)} {_n(y - 5)}h9l-4.5 8z" fill="{INK}" stroke="#ffffff" stroke-width="0.75"/>'
        yield "</g>"

    def _class(self, visit: Visit) -> str:
        return "must" if visit.must else "pair" if visit.id in self.problem.pair_of else "visit"

    def _bar(self, x: float, y: float, width: float, kind: str) -> str:
        size = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(BAR)}" rx="2"'
        return f'<rect {size} fill="{FILLS[kind]}" stroke="{INK}" stroke-width="{OUTLINES[kind]}"/>'

    def _letter(self, visit: Visit, kind: str, x: float, y: float, width: float) -> str:
        """The person, as far as there is room."""
        fits = int((width - 4) / 6.2)
        text = visit.person
        if kind == "must":
            text = f"! {text}" if fits >= min(5, len(text) + 2) else "!"
        if fits < 1 and kind != "must":
            return ""
        at = f'x="{_n(x + width / 2)}" y="{_n(y + BAR / 2 + 3.5)}" font-size="10" text-anchor="middle"'
        return f'<text {at} fill="{LETTERS[kind]}">{_name(text, max(1, fits))}</text>'

    def _window(self, visit: Visit, y: float) -> str:
        """When the visit may begin: a whisker, with closed ends where the window is hard."""
        begin, end = self._x(visit.earliest), self._x(min(visit.latest, self.last * 60.0))
        ends = f"M{_n(begin)} {_n(y - 2)}v4"
        ends += f"M{_n(end)} {_n(y - 2)}v4" if visit.window_is_hard else ""
        return f'<path d="M{_n(begin)} {_n(y)}H{_n(end)}{ends}" fill="none" stroke="{PALE}" stroke-width="1"/>'

    def _box(self, begin: float, end: float, y: float, height: float, look: str) -> str:
        x, width = self._x(begin), self._x(end) - self._x(begin)
        return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" {look}>'

    # --- what belongs to no single row -------------------------------------------------------------------------------

    def _pairs(self) -> Iterator[str]:
        for pair in self.problem.pairs:
            if pair.first in self.spots and pair.second in self.spots:
                one, other = sorted((self.spots[pair.first], self.spots[pair.second]), key=lambda spot: spot.y)
                path = f"M{_n(one.x + 3)} {_n(one.y + BAR)}L{_n(other.x + 3)} {_n(other.y)}"
                yield f'<path d="{path}" stroke="{FILLS["pair"]}" stroke-width="2" stroke-dasharray="6 2">'
                yield f"<title>{escape(f'{pair.first} and {pair.second} belong together')}</title></path>"

    def _stacked(self) -> list[tuple[Visit, int]]:
        """Visits nobody makes, at their earliest hour, in as many rows as they need."""
        ends: list[float] = []
        found = []
        for visit in self.lost:
            row = next((number for number, end in enumerate(ends) if end <= visit.earliest), len(ends))
            ends[row : row + 1] = [visit.earliest + max(20.0, visit.duration)]
            found.append((visit, row))
        return found

    def _nobody(self) -> Iterator[str]:
        top = TOP + len(self.rows) * ROW
        if self.lost:
            yield f'<text x="8" y="{_n(top + ROW / 2 + 1)}" font-weight="bold">Nobody</text>'
        reasons = {unserved.visit: unserved.reason.text for unserved in self.rota.unserved}
        for visit, row in self._stacked():
            y = top + row * ROW + 6
            look = f'fill="#ffffff" stroke="{INK}" stroke-width="1.5" stroke-dasharray="4 2"'
            yield self._box(visit.earliest, visit.earliest + visit.duration, y, BAR, look)
            yield f"<title>{escape(f'{visit.id}: nobody visits {visit.person}. {reasons[visit.id]}')}</title></rect>"
            x, width = self._x(visit.earliest), self._x(visit.earliest + visit.duration) - self._x(visit.earliest)
            yield self._letter(visit, "visit", x, y, width)
            yield self._window(visit, y + BAR + 6)

    def _legend(self, y: float) -> Iterator[str]:
        x = 8.0
        for kind, text in CLASSES.items():
            yield self._bar(x, y - 9, 22, kind)
            yield f'<text x="{_n(x + 28)}" y="{_n(y + 4)}">{text}</text>'
            x += 44 + 6.5 * len(text)
        yield f'<path d="M{_n(x)} {_n(y - 5)}h9l-4.5 8z"/><text x="{_n(x + 15)}" y="{_n(y + 4)}">late</text>'
        yield f'<path d="M{_n(x + 56)} {_n(y)}h22" stroke="{INK}" stroke-width="1.5"/>'
        yield f'<text x="{_n(x + 84)}" y="{_n(y + 4)}">way</text>'
        yield f'<path d="M{_n(x + 122)} {_n(y)}h22" stroke="{PALE}" stroke-dasharray="1.5 3"/>'
        yield f'<text x="{_n(x + 150)}" y="{_n(y + 4)}">waiting</text>'
        yield f'<rect x="{_n(x + 208)}" y="{_n(y - 9)}" width="22" height="18" fill="url(#break)" stroke="{INK}"/>'
        yield f'<text x="{_n(x + 236)}" y="{_n(y + 4)}">break</text>'
        yield f'<path d="M{_n(x + 286)} {_n(y)}h22m-22 -2v4" stroke="{PALE}" fill="none"/>'
        yield f'<text x="{_n(x + 314)}" y="{_n(y + 4)}">may begin</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _name(text: str, room: int) -> str:
    return escape(text if len(text) <= room else text[: max(1, room - 1)] + "…" if room > 2 else text[:room])


def _t(who: str, what: str, begin: float, end: float) -> str:
    return escape(f"{who}{what}{clock(begin)} to {clock(end)}")
