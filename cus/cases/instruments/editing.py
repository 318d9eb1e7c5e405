"""Changes to the data of a form: one function a thing a person does in the editor. Returns new data, changes none."""

import re
import unicodedata
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _

from cus.cases.instruments.reading import BadForm, read_form
from cus.kit.errors import Refused

Data = dict[str, Any]
HEAD = ("name", "purpose", "source", "variant", "note", "unconfirmed", "better")
LONGEST_KEY = 30


def blank(name: str) -> Data:
    """A form that asks nothing yet."""
    return {"format": 1, "name": name, "sections": [], "scores": []}


def with_head(data: Data, head: Data) -> Data:
    return _checked(data | {name: head[name] for name in HEAD if name in head})


def with_section(data: Data, section: Data, *, key: str = "") -> Data:
    """With the section added at the end, or changed where `key` says which."""
    new = deepcopy(data)
    if key:
        _replace(_section(new, key), section, but=("key", "questions"))
    else:
        new["sections"].append({"key": new_key(data, section["title"]), "questions": []} | section)
    return _checked(new)


def with_question(data: Data, question: Data, *, section: str = "", key: str = "") -> Data:
    """With the question added at the end of a section, or changed where `key` says which."""
    new = deepcopy(data)
    if key:
        _replace(_question(new, key)[1], question, but=("key",))
    else:
        _section(new, section)["questions"].append({"key": new_key(data, question["text"])} | question)
    return _checked(new)


def with_score(data: Data, score: Data, *, key: str = "") -> Data:
    """With the sum added or changed. The main one is one: another stops being it."""
    new = deepcopy(data)
    scores = new.setdefault("scores", [])
    if score.get("main"):
        for one in scores:
            one.pop("main", None)
    if key:
        _replace(_score(new, key), score, but=("key",))
    else:
        scores.append({"key": new_key(data, score["name"])} | score)
    return _checked(new)


def without(data: Data, key: str) -> Data:
    """Without the section, question or sum of this key."""
    new = deepcopy(data)
    new["sections"] = [one for one in new["sections"] if one["key"] != key]
    for section in new["sections"]:
        section["questions"] = [one for one in section["questions"] if one["key"] != key]
    new["scores"] = [one for one in new.get("scores", []) if one["key"] != key]
    for score in new["scores"]:
        if isinstance(score.get("of"), list):
            score["of"] = [one for one in score["of"] if one != key] or "all"
    return _checked(new)


def moved(data: Data, key: str, *, up: bool) -> Data:
    """With the section or question one place up or down; at the edge of a section a question goes into the next."""
    new = deepcopy(data)
    for rows in (new["sections"], new.get("scores", [])):
        if any(one["key"] == key for one in rows):
            _swap(rows, key, up)
            return _checked(new)
    at, question = _question(new, key)
    rows = new["sections"][at]["questions"]
    place, step = rows.index(question), -1 if up else 1
    if 0 <= place + step < len(rows):
        _swap(rows, key, up)
    elif 0 <= at + step < len(new["sections"]):
        rows.remove(question)
        neighbours = new["sections"][at + step]["questions"]
        neighbours.insert(len(neighbours) if up else 0, question)
    return _checked(new)


def new_key(data: Data, text: str) -> str:
    """A key nothing in the form has yet, made of the first words of the text."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("ł", "l")).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_KEY].rstrip("_")
    base = base if base and base[0].isalpha() else f"p_{base}".rstrip("_")
    taken = _keys(data)
    return next(key for key in (base, *(f"{base}_{n}" for n in range(2, len(taken) + 3))) if key not in taken)


def _keys(data: Data) -> set[str]:
    sections = data.get("sections", [])
    parts = [*sections, *(one for section in sections for one in section["questions"]), *data.get("scores", [])]
    return {part["key"] for part in parts}


def _checked(data: Data) -> Data:
    try:
        read_form(data)
    except BadForm as bad:
        raise Refused("\n".join(bad.problems)) from bad
    return data


def _replace(old: Data, new: Data, *, but: tuple[str, ...]) -> None:
    kept = {name: old[name] for name in but if name in old}
    old.clear()
    old.update(kept | new)


def _swap(rows: list[Data], key: str, up: bool) -> None:
    place = next(at for at, one in enumerate(rows) if one["key"] == key)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]


def _section(data: Data, key: str) -> Data:
    return _found([one for one in data["sections"] if one["key"] == key])


def _score(data: Data, key: str) -> Data:
    return _found([one for one in data.get("scores", []) if one["key"] == key])


def _question(data: Data, key: str) -> tuple[int, Data]:
    places = [(at, one) for at, section in enumerate(data["sections"]) for one in section["questions"]]
    return next(((at, one) for at, one in places if one["key"] == key), None) or _gone()


def _found(rows: list[Data]) -> Data:
    return rows[0] if rows else _gone()


def _gone() -> Any:
    raise Refused(_("This part of the form is not there any more. Reload the page."))
