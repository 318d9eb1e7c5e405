"""Translations kept in `<room>/locale/<language>/LC_MESSAGES/django.po`: read, written, checked and compiled here.

No gettext program and no Django is needed, so `./run` can compile before anything else starts.
"""

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LANGUAGE = "pl"
PLURAL_FORMS = {
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
ONE_IS_ONE_ONLY = ("pl",)  # the first plural form is for 1 alone, so it may say "one"; in Ukrainian also for 21
# Which files of a room speak a language that is not everywhere: those of the pages marked with `languages.speaks`.
PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "uk": {
        "kit": (
            "forms.py",
            "fields.py",
            *(
                f"templates/kit/{name}.html"
                for name in (
                    "alert", "call", "demo_banner", "error_summary", "face", "field", "field_notes", "fields",
                    "messages", "page", "print_button", "provision", "public", "queue", "toast", "utility",
                )
            ),
        ),
        "portal": (
            "navigation.py",
            "words_of_help.py",
            "forms/who_helps.py",
            "views/who_helps.py",
            "templates/portal/page_languages.html",
            "templates/portal/who_helps.html",
            "templates/portal/who_helps_ask.html",
        ),
    }
}  # fmt: skip
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdif]|%[sd]|\{(\w*)\}")
Key = tuple[str, str | None]


def po_path(room: Path, language: str = LANGUAGE) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def language_of(path: Path) -> str:
    """The language of a translation file, as its folders name it; Polish where they name none."""
    name = path.parent.parent.name
    return name if name in PLURAL_FORMS else LANGUAGE


def files_speaking(room: Path, language: str) -> list[Path] | None:
    """The files of the room that speak the language; None for all of them."""
    if language == LANGUAGE:
        return None
    return [room / name for name in PARTS[language].get(room.name, ())]


def rooms(root: Path) -> list[Path]:
    """Every folder that may hold words for people: the rooms, and `config` with the menu."""
    found = [path for path in sorted((root / "cus").iterdir()) if (path / "__init__.py").exists()]
    return [*found, root / "config"]


def key_of(message: Message) -> Key:
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def read(path: Path) -> Catalog:
    if not path.exists():
        return empty(language_of(path))
    with path.open("rb") as file:
        return read_po(file, locale=language_of(path))


def empty(language: str) -> Catalog:
    return read_po(_header(language).splitlines(keepends=True), locale=language)


def _header(language: str) -> str:
    return HEADER.format(language=language, plural_forms=PLURAL_FORMS[language])


def write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
        file.write(_header(language_of(path)).encode())
        write_po(file, catalog, width=100, omit_header=True, no_location=True, sort_output=True, ignore_obsolete=True)
    _put(file.name, path)


def merged(wanted: Iterable[Message], kept: Catalog) -> Catalog:
    """The wanted messages with the translations already there; what is no longer wanted is dropped."""
    catalog = empty(str(kept.locale or LANGUAGE))
    for message in wanted:
        text, context = key_of(message)
        old = kept.get(text, context=context)
        keeps = old if old and old.pluralizable == message.pluralizable else None
        catalog.add(
            message.id,
            string=keeps.string if keeps else None,
            flags=keeps.flags if keeps else (),
            auto_comments=message.auto_comments,
            context=context,
        )
    return catalog


def problems(message: Message, language: str = LANGUAGE) -> list[str]:
    """What keeps a message from being shown well."""
    strings = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    if not all(strings) or (message.pluralizable and len(strings) < 3):
        return ["is not translated"]
    if message.fuzzy:
        return ["is marked as doubtful (fuzzy)"]
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    known = set().union(*map(_placeholders, ids))
    found = []
    for place, string in enumerate(strings):
        has = _placeholders(string)
        if has - known:
            found.append(f"has a placeholder of its own: {', '.join(sorted(has - known))}")
        missing = known - has
        says_one = message.pluralizable and place == 0 and language in ONE_IS_ONE_ONLY  # "one day" without the number
        if missing and not says_one:
            found.append(f"lacks the placeholder {', '.join(sorted(missing))}")
    return found


def _placeholders(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text.replace("%%", ""))}


def clashes(catalogs: dict[str, Catalog]) -> list[str]:
    """Messages that two rooms translate differently: Django would show one of the two, everywhere."""
    seen: dict[Key, tuple[str, object]] = {}
    found = []
    for room, catalog in catalogs.items():
        for message in catalog:
            if not message.id or not message.string:
                continue
            first_room, first = seen.setdefault(key_of(message), (room, message.string))
            if first != message.string:
                found.append(f"{first_room} and {room}: “{key_of(message)[0]}” is translated in two ways")
    return found


def compile_messages(*places: Path) -> list[Path]:
    """Write the .mo beside every .po under the places that is newer; return what was written.

    Two at once do no harm: each writes a draft of its own and moves it into place.
    """
    written = []
    for source in sorted(po for place in places for po in place.glob("**/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with tempfile.NamedTemporaryFile("wb", dir=target.parent, delete=False) as file:
            write_mo(file, read(source))
        _put(file.name, target)
        written.append(target)
    return written


def _put(made: str, target: Path) -> None:
    """Move the finished file into place in one step, readable like any other file."""
    os.chmod(made, 0o644)
    os.replace(made, target)
