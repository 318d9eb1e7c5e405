"""What the tests of the house read: rooms, floors, sources."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def floors() -> dict[str, int]:
    """The floor of each room as import-linter reads it, ground = 0."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [house] = [contract for contract in contracts if contract["name"] == "The floors of the house"]
    return {room.strip(): n for n, floor in enumerate(reversed(house["layers"])) for room in floor.split("|")}


FLOOR = floors()


def sources(*, tests: bool = False) -> list[Path]:
    """The Python files of the product; with `tests`, theirs too."""
    found = [*(ROOT / "cus").rglob("*.py"), *(ROOT / "config").rglob("*.py"), *(ROOT / "launch").rglob("*.py")]
    if tests:
        found += (ROOT / "tests").rglob("*.py")
    return sorted(file for file in found if "migrations" not in file.parts and (tests or "tests" not in file.parts))


def templates() -> list[Path]:
    return sorted((ROOT / "cus").rglob("templates/**/*.*"))


def literal_first_arguments(name: str) -> Iterator[tuple[Path, str]]:
    """Where the product calls `name("…")`: the file and the text."""
    for file in sources():
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if called == name and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield file, first.value


def literal_keywords(name: str) -> Iterator[str]:
    """The texts that the product passes as `name="…"`."""
    for file in sources():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.keyword) and node.arg == name and isinstance(node.value, ast.Constant):
                yield node.value.value
