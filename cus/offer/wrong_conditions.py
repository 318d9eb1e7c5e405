"""What is wrong with conditions somebody wrote or imported, in words that say how to mend it."""

from django.utils.translation import gettext as _

from cus.law.stored_conditions import DEEPEST, Fault, Problem


def problem_in_words(problem: Problem) -> str:
    where = _("Condition %(place)s") % {"place": _spoken(problem.place)}
    return f"{where}: {_text(problem)}"


def _spoken(place: str) -> str:
    """ "0.2" as 1.3: people count from one."""
    return ".".join(str(int(part) + 1) for part in place.split(".")) if place else "–"


def _text(problem: Problem) -> str:
    named = {"field": problem.field, "most": DEEPEST}
    texts = {
        Fault.NOT_A_CONDITION: _("write a condition, or a group “all”, “any” or “none”."),
        Fault.NO_SUCH_KIND: _("there is no such kind of condition."),
        Fault.EMPTY_GROUP: _("the group is empty; put a condition into it or remove it."),
        Fault.TOO_DEEP: _("groups stand at most %(most)s deep, or nobody can read them."),
        Fault.UNKNOWN_FIELD: _("the field “%(field)s” does not belong here."),
        Fault.MISSING: _("fill in “%(field)s”."),
        Fault.BAD_VALUE: _("the value of “%(field)s” cannot be used."),
        Fault.WRONG_ORDER: _("the lower number comes first."),
    }
    return texts[problem.fault] % named
