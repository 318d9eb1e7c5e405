"""`hsds export DIR`: the open data of a centre as a package of CSV tables."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from cus.accounts.management.choice import centre_named
from cus.catalogue.exports.files import export_to
from cus.catalogue.queries.feed import open_data_of
from cus.kit.rows import acting_for

HELP = "Write the open data of a centre as tables of HSDS 3.0 (CSV and datapackage.json)."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("directory", type=Path, help="where to write; made if it is not there")
    parser.add_argument("--centre", default="", help="its name, if there is more than one")


def run(stdout: OutputWrapper, *, directory: Path, centre: str, **options: Any) -> None:
    chosen = centre_named(centre)
    with acting_for(chosen.pk):
        written = export_to(directory, open_data_of(chosen))
    for table, rows in written.items():
        if rows:
            stdout.write(f"{table}: {rows}")
    stdout.write(_("Written to %(directory)s.") % {"directory": directory})
