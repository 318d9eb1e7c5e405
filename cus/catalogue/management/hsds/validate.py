"""`hsds validate PATH|URL`: whether a package, a JSON file or a feed keeps the standard."""

import json
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import ngettext

from cus.catalogue.hsds.profiles import HSDS_3_0, ORUK_3_0
from cus.catalogue.imports.fetching import Fetcher
from cus.catalogue.services.hand_in import is_address
from cus.catalogue.validation.feeds import MOST_PAGES, feed_findings
from cus.catalogue.validation.files import file_findings
from cus.catalogue.validation.findings import Finding, Severity, as_data, report

HELP = "Check a package, a JSON file or a feed against the standard. Ends with 1 when it is broken."
PROFILES = {"hsds": HSDS_3_0, "oruk": ORUK_3_0}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("place", metavar="PATH|URL")
    parser.add_argument("--profile", choices=PROFILES, default="hsds", help="oruk: the profile of the United Kingdom")
    parser.add_argument("--pages", type=int, default=MOST_PAGES, help="so many pages of each list are looked at")
    parser.add_argument("--json", action="store_true", help="the report as data")


def run(stdout: OutputWrapper, *, place: str, profile: str, pages: int, **options: Any) -> None:
    findings = _findings(place, profile, pages)
    if options["json"]:
        stdout.write(json.dumps(as_data(findings), ensure_ascii=False, indent=2))
    else:
        stdout.write("\n".join(report(findings)))
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if errors:
        raise CommandError(ngettext("%(count)d error.", "%(count)d errors.", errors) % {"count": errors}, returncode=1)


def _findings(place: str, profile: str, pages: int) -> list[Finding]:
    if not is_address(place):
        return list(file_findings(Path(place), profile=PROFILES[profile]))
    with closing(Fetcher()) as fetcher:
        return list(feed_findings(place, profile=PROFILES[profile], fetcher=fetcher, most_pages=pages))
