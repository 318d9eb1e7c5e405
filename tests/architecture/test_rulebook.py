"""docs/rulebook.md says what the functions of the law say."""

from cus.office.management.commands.rulebook import markdown
from cus.office.queries.centre import rulebook
from tests.architecture.house import ROOT


def without_count_of_tests(page: str) -> list[str]:
    rules = [line for line in page.splitlines() if line.startswith("| RULE")]
    return [rule.rstrip(" |").rpartition(" | ")[0] for rule in rules]


def test_the_rulebook_for_lawyers_is_that_of_the_code():
    """When it is not: `./run manage rulebook --markdown`. The count of tests may lag behind."""
    kept = (ROOT / "docs" / "rulebook.md").read_text(encoding="utf-8")

    assert without_count_of_tests(kept) == without_count_of_tests(markdown(rulebook()))
