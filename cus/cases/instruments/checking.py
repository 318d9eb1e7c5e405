"""What a form needs before it is used on people: said in words, each with its place."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cus.cases.instruments.form import WITH_OPTIONS, Form, Question, Score
from cus.cases.instruments.scoring import bounds_of

FEWEST_OPTIONS = 2


def unfinished(form: Form) -> list[str]:
    """What is still to do before the form can be published; empty when it is ready."""
    return [*_in_questions(form), *_in_scores(form)]


def _in_questions(form: Form) -> Iterator[str]:
    if not any(True for _question in form.questions()):
        yield _("The form asks nothing yet. Add a section and a question.")
    for section in form.sections:
        if not section.questions:
            yield _("“%(title)s” has no question. Add one or remove the section.") % {"title": section.title}
    for question in form.questions():
        if question.kind in WITH_OPTIONS and len(question.options) < FEWEST_OPTIONS:
            yield _("“%(question)s” needs at least two answers to choose from.") % {"question": question.text}
        if _is_scored_in_part(question):
            yield _("“%(question)s”: some answers have points and some have none. Write 0 where there are none.") % {
                "question": question.text
            }


def _is_scored_in_part(question: Question) -> bool:
    points = [option.points for option in question.options]
    return None in points and any(one is not None for one in points)


def _in_scores(form: Form) -> Iterator[str]:
    if any(question.scores for question in form.questions()) and not form.scores:
        yield _("Answers have points, but nothing adds them up. Add a sum.")
    if form.scores and sum(score.main for score in form.scores) != 1:
        yield _("Say which sum is the main one: the result people look at first.")
    for score in form.scores:
        if not form.counted_in(score):
            yield _("“%(name)s” adds up nothing: no answer in it has points.") % {"name": score.name}
        elif score.bands:
            yield from _gaps(form, score)


def _gaps(form: Form, score: Score) -> Iterator[str]:
    """Every number of points that can come out must have its meaning."""
    least, most = bounds_of(form, score)
    without = [
        points for points in range(least, most + 1) if not any(one.least <= points <= one.most for one in score.bands)
    ]
    if without:
        told = {"name": score.name, "points": without[0], "least": least, "most": most}
        yield (
            _("“%(name)s” can come to between %(least)s and %(most)s points; %(points)s points have no meaning yet.")
            % told
        )
