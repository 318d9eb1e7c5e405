"""`./run manage story FILE…`: tell stories of cases and say whether they hold."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cus.office.stories.reading import Told, Unreadable, read_story
from cus.office.stories.telling import Report, tell
from cus.office.stories.wordbook import wordbook

HOLDS, HOLDS_NOT, UNREADABLE = range(3)
NEWLINE = "\n"


class Command(BaseCommand):
    help = "Tell stories of cases day by day, in a centre of their own, and leave no trace."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="stories as docs/stories.md describes them")
        parser.add_argument("--words", action="store_true", help="print everything that can be said in a story")
        parser.add_argument("--brief", action="store_true", help="print only whether each story holds")

    def handle(self, *args: Any, files: list[Path], words: bool, brief: bool, **options: Any) -> None:
        if words:
            self.stdout.write(wordbook())
            return
        if not files:
            raise CommandError("Name a file with a story; docs/stories.md tells how one is written.")
        outcomes = [self._tell(file, brief=brief) for file in files]
        if worst := max(outcomes):
            sys.exit(worst)

    def _tell(self, file: Path, *, brief: bool) -> int:
        """What the command ends with when this story is the worst: that of a stranger does not stop the others."""
        try:
            told = read_story(file)
            report = tell(told)
        except Unreadable as wrong:
            self.stderr.write(f"{file.name}: cannot be read\n  {str(wrong).replace(NEWLINE, NEWLINE + '  ')}")
            return UNREADABLE
        self._print(file, told, report, brief=brief)
        return HOLDS if report.holds else HOLDS_NOT

    def _print(self, file: Path, told: Told, report: Report, *, brief: bool) -> None:
        if not brief:
            self.stdout.write(f"{report.title}\n")
            self.stdout.writelines([line + "\n" for line in (told.why, ", ".join(told.rules)) if line])
            for day in report.days:
                self.stdout.write(f"\n{day.title}")
                for line in day.lines:
                    self.stdout.write(f"  {line.mark} {line.text}")
            self.stdout.write("")
        steps = sum(len(day.lines) for day in report.days)
        verdict = "holds" if report.holds else f"does not hold: {len(report.failures)} of {steps} lines failed"
        self.stdout.write(f"{file.name}: {verdict}")
        if brief:
            self.stdout.writelines([f"  {failure}\n" for failure in report.failures])
