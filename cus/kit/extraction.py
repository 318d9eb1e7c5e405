"""Finds the words for people in the files of a room: Python by its syntax tree, templates as Django reads them."""

import ast
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

CONTEXT, TEXT, PLURAL = "context", "text", "plural"
PLAIN = {name: (TEXT,) for name in ("_", "gettext", "gettext_lazy", "gettext_noop")}
COUNTED = {name: (TEXT, PLURAL) for name in ("ngettext", "ngettext_lazy")}
IN_CONTEXT = {name: (CONTEXT, TEXT) for name in ("pgettext", "pgettext_lazy")}
COUNTED_IN_CONTEXT = {name: (CONTEXT, TEXT, PLURAL) for name in ("npgettext", "npgettext_lazy")}
KEYWORDS: dict[str, tuple[str, ...]] = {**PLAIN, **COUNTED, **IN_CONTEXT, **COUNTED_IN_CONTEXT}
NOT_FOR_PEOPLE = {"tests", "migrations"}
TEMPLATE_ENDINGS = {".html", ".txt"}
Found = tuple[str | tuple[str, str], str | None]


def messages_of(room: Path, files: Iterable[Path] | None = None) -> list[Message]:
    """Every message of the room, or of these files of it, once, in the order of the alphabet."""
    catalog = Catalog()
    for path in sorted(room.rglob("*") if files is None else files):
        if NOT_FOR_PEOPLE.isdisjoint(path.relative_to(room).parts):
            for text, context in _found_in(path):
                catalog.add(text, context=context)
    found = [message for message in catalog if message.id]
    return sorted(found, key=lambda message: (str(message.id), message.context or ""))


def _found_in(path: Path) -> Iterator[Found]:
    if path.suffix == ".py":
        yield from in_python(path.read_text())
    elif path.suffix in TEMPLATE_ENDINGS and "templates" in path.parts:
        yield from in_template(path.read_text(), origin=str(path))


def in_python(source: str) -> Iterator[Found]:
    """Calls such as `_("…")`, inside f-strings too."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in KEYWORDS:
            texts = [
                given.value for given in node.args if isinstance(given, ast.Constant) and isinstance(given.value, str)
            ]
            yield from _message(name, texts)


def in_template(template: str, *, origin: str) -> Iterator[Found]:
    """What `{% translate %}`, `{% blocktranslate %}` and `_("…")` hold."""
    as_code = templatize(template, origin=origin)
    without_indents = "\n".join(line.strip() for line in as_code.splitlines())  # the indents of HTML mean nothing
    source = BytesIO(without_indents.encode())
    for _line, name, given, _comments in extract_python(source, dict.fromkeys(KEYWORDS), [], {"encoding": "utf-8"}):
        texts = list(given) if isinstance(given, (list, tuple)) else [given]
        yield from _message(str(name), [text for text in texts if isinstance(text, str)])


def _message(name: str, texts: list[str]) -> Iterator[Found]:
    parts = dict(zip(KEYWORDS[name], texts, strict=False))
    if text := parts.get(TEXT):
        yield ((text, parts[PLURAL]) if PLURAL in parts else text), parts.get(CONTEXT)
