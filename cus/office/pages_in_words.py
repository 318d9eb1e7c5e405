"""What the pages about a person are called, for whoever reads which of them a colleague opened."""

from django.utils.translation import gettext_lazy as _

PAGES = {
    "story": _("What happened"),
    "papers": _("Letters and documents"),
    "assessments": _("Assessments"),
    "team": _("Team"),
    "home": _("Home and circle"),
    "acting": _("Who may act"),
    "consents": _("Consents"),
    "reach": _("How to reach"),
    "codes": _("Page “Who helps me”"),
    "leaving": _("Death and moving"),
    "history": _("Who changed, who looked"),
    "who_helps": _("Page “Who helps me”"),
    "cases:application": _("The case"),
    "cases:approve_plan": _("The plan, for approval"),
    "cases:assessment": _("An assessment"),
    "cases:assistance_decision": _("A decision"),
    "cases:case_assessments": _("Assessments"),
    "cases:case_clock": _("The legal clock of the case"),
    "cases:compare_assessments": _("Assessments compared"),
    "cases:compare_versions": _("Versions of the plan compared"),
    "cases:decision": _("A decision"),
    "cases:document": _("A document"),
    "cases:e_package": _("A letter packed for e-Doręczenia"),
    "cases:field_merge": _("Two records of one visit put together"),
    "cases:field_take": _("The case taken on a device"),
    "cases:fill_assessment": _("An assessment"),
    "cases:interview": _("The environmental interview"),
    "cases:letter": _("A letter"),
    "cases:outcome": _("The outcome for a service"),
    "cases:place_in_line": _("The place on the waiting list"),
    "cases:plan": _("The plan"),
    "cases:plan_easy": _("The plan in easy words"),
    "cases:plan_following": _("Reviews and progress of the plan"),
    "cases:plan_pdf": _("The plan on paper"),
    "cases:recognition": _("The recognition of needs"),
    "cases:shared": _("The case, as shown to another unit"),
    "cases:signal": _("A signal"),
    "cases:two_tracks": _("Both legal tracks of the case"),
}


def page_in_words(page: str) -> str:
    """The name of a page as readings keep it; "who_helps/12" is that page opened with a helper's card."""
    return str(PAGES.get(page.partition("/")[0], _("Another page")))
