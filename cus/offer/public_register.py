"""The public list of public-benefit organisations, shipped with the program: to fill a form, not to trust blindly."""

import csv
import gzip
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path

from cus.kit.polish import fold

LIST = Path(__file__).parent / "data" / "ngo_opp.csv.gz"
AS_OF = date(2024, 2, 5)


@dataclass(frozen=True)
class Organisation:
    """A line of the list. Names are written in capitals there, and so kept."""

    krs: str
    nip: str
    name: str
    gmina: str
    town: str


@dataclass(frozen=True)
class Register:
    """The list, found by number and by how a name begins."""

    by_krs: dict[str, Organisation]
    by_nip: dict[str, Organisation]
    by_name: list[tuple[str, str]]  # the folded name and the KRS, in order


@lru_cache(maxsize=1)
def register() -> Register:
    with gzip.open(LIST, "rt", encoding="utf-8", newline="") as file:
        lines = [Organisation(*line) for line in islice(csv.reader(file), 1, None)]
    return Register(
        by_krs={one.krs: one for one in lines},
        by_nip={one.nip: one for one in lines if one.nip},
        by_name=sorted((_plain(one.name), one.krs) for one in lines),
    )


def organisation_with(*, krs: str = "", nip: str = "") -> Organisation | None:
    """The organisation with the KRS, else with the NIP."""
    return register().by_krs.get(krs) or register().by_nip.get(nip)


def organisations_named(beginning: str, *, most: int = 10) -> list[Organisation]:
    """Those whose name begins so, in the order of the alphabet; quotation marks and capitals do not matter."""
    wanted, held = _plain(beginning), register()
    if not wanted:
        return []
    start = bisect_left(held.by_name, (wanted, ""))
    found = []
    for name, krs in islice(held.by_name, start, start + most):
        if not name.startswith(wanted):
            break
        found.append(held.by_krs[krs])
    return found


def _plain(name: str) -> str:
    """The name without quotation marks, which people leave out."""
    return fold("".join(" " if mark in "\"'„”“«»" else mark for mark in name))
