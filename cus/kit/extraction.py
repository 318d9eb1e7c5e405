"""Finds the words for people in the files of a room: Python by Babel, templates by Django's own reading of them."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOT_FOR_PEOPLE = {"tests", "migrations"}
TEMPLATE_ENDINGS = {".html", ".txt"}


def messages_of(room: Path) -> list[Message]:
    """Every message of the room, once, in the order of the alphabet."""
    catalog = Catalog()
    for path in sorted(room.rglob("*")):
        if NOT_FOR_PEOPLE.isdisjoint(path.relative_to(room).parts):
            for text, context in _found_in(path):
                catalog.add(text, context=context)
    return sorted(
        (message for message in catalog if message.id), key=lambda message: (str(message.id), message.context or "")
    )


def _found_in(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    if path.suffix == ".py":
        source = path.read_bytes()
    elif path.suffix in TEMPLATE_ENDINGS and "templates" in path.parts:
        as_code = templatize(path.read_text(), origin=str(path))
        source = "\n".join(
            line.strip() for line in as_code.splitlines()
        ).encode()  # what is left of HTML has no indents
    else:
        return
    for _line, function, given, _comments in extract_python(BytesIO(source), KEYWORDS, [], {"encoding": "utf-8"}):
        texts = list(given) if isinstance(given, (list, tuple)) else [given]
        context = texts.pop(0) if function.startswith(("pgettext", "npgettext")) else None
        plural = function.startswith(("ngettext", "npgettext"))
        if texts and isinstance(texts[0], str) and texts[0]:
            yield ((texts[0], texts[1]) if plural else texts[0]), context
