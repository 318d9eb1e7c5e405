"""What a check found."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHOWN_ALIKE = 10


class Severity(StrEnum):
    """ERROR breaks the standard; WARNING makes the data hard to use; NOTE is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


HEADINGS: dict[Severity, str | Promise] = {
    Severity.ERROR: _("Errors: the standard is not kept"),
    Severity.WARNING: _("Warnings: readers will have trouble"),
    Severity.NOTE: _("Worth knowing"),
}


@dataclass(frozen=True)
class Finding:
    severity: Severity
    where: str  # an address, a file, a path inside an object
    text: str


def error(where: str, text: str) -> Finding:
    return Finding(Severity.ERROR, where, text)


def warning(where: str, text: str) -> Finding:
    return Finding(Severity.WARNING, where, text)


def note(where: str, text: str) -> Finding:
    return Finding(Severity.NOTE, where, text)


def report(findings: Iterable[Finding]) -> list[str]:
    """The lines people read: by severity, what is alike together with its places."""
    found = list(findings)
    lines: list[str] = []
    for severity in Severity:
        alike: dict[str, list[str]] = {}
        for finding in found:
            if finding.severity is severity:
                alike.setdefault(finding.text, []).append(finding.where)
        if alike:
            lines.append(f"{HEADINGS[severity]} ({sum(map(len, alike.values()))})")
        for text, places in alike.items():
            more = f" … (+{len(places) - SHOWN_ALIKE})" if len(places) > SHOWN_ALIKE else ""
            lines.append(f"  {text}")
            lines.append(f"    {', '.join(places[:SHOWN_ALIKE])}{more}")
    return lines or [str(_("Nothing found: the standard is kept."))]


def as_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [asdict(finding) for finding in findings]
