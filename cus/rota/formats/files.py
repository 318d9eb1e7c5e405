"""Files of problems and rotas, recognised by what is in them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from cus.rota.formats import iolab, own, vrptw
from cus.rota.formats.unreadable import Unreadable
from cus.rota.problem import Problem
from cus.rota.result import Cost, Rota


class Format(StrEnum):
    OWN = "OWN"
    IOLAB = "IOLAB"
    VRPTW = "VRPTW"


@dataclass(frozen=True, slots=True)
class Instance:
    """A problem, and the format it stood in."""

    problem: Problem
    format: Format


def read_instance(path: Path) -> Instance:
    """Raises `Unreadable`, or `InvalidProblem`."""
    text = _text(path)
    if vrptw.is_vrplib(text):
        return Instance(vrptw.problem_from(text), Format.VRPTW)
    data = _json(text)
    if "patients" in data:
        return Instance(iolab.problem_from(data), Format.IOLAB)
    return Instance(own.problem_from(data), Format.OWN)


def read_rota(path: Path, instance: Instance) -> Rota:
    """A solution of the instance, in its format or ours. Raises `Unreadable`."""
    data = _json(_text(path))
    if "format" not in data and instance.format is Format.IOLAB:
        return iolab.rota_from(data, instance.problem)
    return own.rota_from(data)


def rota_text(rota: Rota, cost: Cost, instance: Instance) -> str:
    """As it is written to a file: in the format of the instance where that has one."""
    if instance.format is Format.IOLAB:
        return json.dumps(iolab.rota_to(rota, instance.problem), indent=1, ensure_ascii=False)
    return json.dumps(own.rota_to(rota, cost), indent=1, ensure_ascii=False)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as wrong:
        raise Unreadable(f"{path}: {wrong.strerror}") from wrong
    except UnicodeDecodeError as wrong:
        raise Unreadable(f"{path}: is not text in UTF-8") from wrong


def _json(text: str) -> Mapping[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise Unreadable(f"is not JSON: {wrong.msg} in line {wrong.lineno}") from wrong
    if not isinstance(data, dict):
        raise Unreadable("is JSON, but not an object with named parts")
    return data
