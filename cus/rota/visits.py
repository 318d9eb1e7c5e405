"""Visits: what is needed where and when, and how visits of one person hang together."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person would like of whoever comes; each unmet one of the three costs `Weights.wish`.

    `languages` is met by a carer who speaks one of them, `carers` by one of those named. Empty: no wish.
    """

    sex: str = ""
    languages: frozenset[str] = frozenset()
    carers: frozenset[str] = frozenset()


NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True)
class Visit:
    """One carer at one person's for `duration` minutes, begun in [`earliest`, `latest`] (minutes of `day`).

    Nobody begins before `earliest`; after `latest` only where `window_is_hard` is false, and each minute is tardiness.
    `skills` maps a skill to the least level needed. `must` marks a visit not to be missed (insulin). `known` are the
    carers the person knows; `forbidden` those who may not come. An empty `area` means no area.
    """

    id: str
    person: str
    day: int
    earliest: float
    latest: float
    duration: float
    place: str
    skills: Mapping[str, int] = field(default_factory=dict)
    window_is_hard: bool = False
    priority: float = 1.0
    must: bool = False
    wishes: Wishes = NO_WISHES
    known: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()
    area: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two visits of one day that belong together: both are served or neither; a visit is in one pair at most.

    start of `second` - start of `first` is in [`lag_min`, `lag_max`] (minutes); 0 and 0 is two carers at once. With
    `other_carers` two different carers come.
    """

    first: str
    second: str
    lag_min: float = 0.0
    lag_max: float = 0.0
    other_carers: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """Two visits of one person on one day apart: start of `second` >= start of `first` + `least` (minutes).

    Binds only when both are served.
    """

    first: str
    second: str
    least: float
