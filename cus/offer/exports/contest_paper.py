"""The results of an open contest of offers on paper, as they are announced."""

from decimal import Decimal

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from cus.accounts.models import Centre
from cus.accounts.sender import sender_of
from cus.kit.templatetags.kit import money
from cus.offer.models import Contest
from cus.offer.queries.contests import Place, Ranking
from cus.records.letters import in_words
from cus.records.papers.markup import literal
from cus.records.papers.paper import Block, Fact, Facts, Heading, Paper, PaperKind, Paragraph, Row, Table


def results_paper(contest: Contest, ranking: Ranking, *, centre: Centre) -> Paper:
    """The call, the ranking, the choice with its reasons; the committee by name, points as averages."""
    with override(settings.LANGUAGE_CODE):
        return Paper(
            kind=PaperKind.LETTER,
            number=_("contest %(number)d") % {"number": contest.pk},
            title=_("Results of the open contest of offers: %(title)s") % {"title": literal(contest.title)},
            place=centre.town,
            dated_on=in_words(contest.decided_on) if contest.decided_on else "",
            sender=sender_of(centre),
            blocks=(*_call(contest), *_offers(ranking), *_committee(ranking), *_reasons(contest)),
            example=centre.is_example,
        )


def _call(contest: Contest) -> tuple[Block, ...]:
    facts = (
        Fact(_("Announced on"), in_words(contest.announced_on) if contest.announced_on else "–"),
        Fact(_("Offers until"), in_words(contest.offers_until)),
        Fact(_("Time of the task"), f"{in_words(contest.starts_on)} – {in_words(contest.ends_on)}"),
        Fact(_("Money for the task"), money(contest.amount_grosze)),
    )
    return (Paragraph(literal(contest.task)), Facts(facts))


def _offers(ranking: Ranking) -> tuple[Block, ...]:
    header = (_("Provider"), _("Place"), _("Points"), _("Asked for"), _("Granted"))
    rows = tuple(Row(_cells(place)) for place in ranking.places)
    if not rows:
        return (Heading(_("Offers")), Paragraph(_("No offer came in.")))
    return (Heading(_("Offers")), Table(_("Offers and their points"), header, rows))


def _cells(place: Place) -> tuple[str, ...]:
    offer = place.offer
    granted = money(offer.granted_grosze) if offer.granted_grosze is not None else _("not chosen")
    return (
        literal(str(offer.provider)),
        str(place.number or "–"),
        in_digits(place.points) if place.points is not None else literal(offer.fault) or "–",
        money(offer.amount_grosze),
        granted,
    )


def _committee(ranking: Ranking) -> tuple[Block, ...]:
    names = [
        f"{judge.name} ({judge.represents})" if judge.represents else judge.name
        for judge in ranking.judges
        if judge.may_judge
    ]
    if not names:
        return ()
    return (Heading(_("Committee")), Paragraph(literal(", ".join(names))))


def _reasons(contest: Contest) -> tuple[Block, ...]:
    return (Heading(_("Reasons of the choice")), Paragraph(literal(contest.reasons or "–")))


def in_digits(points: Decimal) -> str:
    return str(number_format(points, decimal_pos=2, use_l10n=True))
