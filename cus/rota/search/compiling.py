"""How the functions of the search become machine code, and where that is kept.

Our arrays live as long as the search, so references are not counted in its innermost loops. Only what Python calls
(`entry`) gets a door for it, which takes longer to compile than most of the functions themselves; and only that is
kept on disk, with all it calls inside it. It is kept under the fingerprint of all the sources here: numba itself would
look at one file only, and run yesterday's code after a change in another.
"""

import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numba
from numba import njit

_NARROW: dict[str, Any] = {"error_model": "numpy", "_nrt": False}
_INSIDE: dict[str, Any] = {**_NARROW, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
_HERE = Path(__file__).parent

inlined = njit(forceinline=True, **_INSIDE)
compiled = njit(**_INSIDE)


def entry(function: Callable[..., Any]) -> Any:
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(_kept_in())
    try:
        return njit(cache=True, **_NARROW)(function)
    finally:
        settings.CACHE_DIR = before


def _kept_in() -> Path:
    fingerprint = sha256(b"".join(path.read_bytes() for path in sorted(_HERE.glob("*.py")))).hexdigest()[:16]
    own = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    for base in (own, Path(tempfile.gettempdir())):
        place = base / "otwarty-cus" / "rota" / fingerprint
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(place, os.W_OK):
            return place
    return place
