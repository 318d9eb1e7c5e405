"""Charts drawn on the server: an SVG beside a table with the same numbers. No script, prints, read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

WIDTH = 640
BAR_HEIGHT = 22
STEP = 34
VALUE_WIDTH = 70
LETTER_WIDTH = 7.2  # of the 13 px text of a chart
LONGEST_LABEL = 340


@dataclass(frozen=True)
class Bar:
    """One bar, with its place in the drawing: as text, or a Polish page would write 436,0."""

    label: str
    shown: str
    y: int
    text_y: int
    width: str
    value_x: str
    css: str

    @property
    def drawn(self) -> str:
        """The label as it fits beside the bars; the table has all of it."""
        most = int(LONGEST_LABEL / LETTER_WIDTH)
        return self.label if len(self.label) <= most else f"{self.label[: most - 1].rstrip()}…"


@dataclass(frozen=True)
class Chart:
    """A bar chart as `kit/chart.html` draws it."""

    title: str
    what: str
    unit: str
    bars: list[Bar]
    label_width: int
    height: int
    sentence: str
    width: int = WIDTH
    bar_height: int = BAR_HEIGHT


def bar_chart(
    title: str, rows: Sequence[tuple[str, float]], *, what: str, unit: str, neighbour_rows: Sequence[str] = ()
) -> Chart:
    """Horizontal bars. `what` names the first column of the table, `unit` the second."""
    longest = max((len(label) for label, _value in rows), default=0)
    label_width = min(int(longest * LETTER_WIDTH) + 12, LONGEST_LABEL)
    room = WIDTH - label_width - VALUE_WIDTH
    most = max((value for _label, value in rows), default=0) or 1
    bars = []
    for place, (label, value) in enumerate(rows):
        y = place * STEP
        width = room * max(value, 0) / most
        css = "b" if label in neighbour_rows else "a"
        bars.append(Bar(label, _shown(value), y, y + 16, f"{width:.1f}", f"{label_width + width + 8:.1f}", css))
    sentence = f"{title}: " + ", ".join(f"{bar.label} {bar.shown}" for bar in bars)
    return Chart(title, what, unit, bars, label_width, max(len(rows) * STEP, STEP), sentence)


def _shown(value: float) -> str:
    whole = float(value).is_integer()
    return number_format(int(value) if whole else value, decimal_pos=None if whole else 1, force_grouping=True)
