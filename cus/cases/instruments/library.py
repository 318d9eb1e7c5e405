"""The forms that come with the system, read from `shipped/`. Facts from the named sources, in our own words."""

import json
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent / "shipped"


@cache
def shipped_forms() -> dict[str, dict[str, Any]]:
    """By code. One that is `unconfirmed` is shipped as a draft: a centre completes it before use."""
    return {file.stem: json.loads(file.read_text()) for file in sorted(SHIPPED.glob("*.json"))}
