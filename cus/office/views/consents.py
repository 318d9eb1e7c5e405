from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.models import Centre
from cus.accounts.sender import FOOTER, sender_of
from cus.cases.views.letters import as_file
from cus.kit.errors import Refused
from cus.kit.pages import explain, show
from cus.office.permissions import staff_only
from cus.office.views.person import head_of, person_seen
from cus.office.views.person_form import person_form
from cus.people import services
from cus.people.forms.circle import BasisForm, ConsentForm, WithdrawForm
from cus.people.models import Consent, ConsentWay, Person, ProcessingBasis, Scope
from cus.people.permissions.acting import may_act_for
from cus.people.permissions.circle import may_keep_bases
from cus.people.queries import acting_for, bases_in_force
from cus.people.services import Basis
from cus.records.letters import in_words
from cus.records.papers.html import render_html
from cus.records.papers.markup import literal
from cus.records.papers.paper import Agreement, Fact, Facts, Note, Paper, PaperKind, Paragraph

PAGE = {"tab": "consents", "then": "office:person_consents"}


@require_GET
@staff_only
def consents(request: HttpRequest, person_id: int) -> HttpResponse:
    """What the person agreed to, what they took back, and what the law lets the centre do without asking."""
    person = person_seen(request, person_id, page="consents")
    rows = list(person.consents.select_related("given_by", "taken_by").order_by("-starts_on", "-id"))
    context = head_of(request, person, tab="consents") | {
        "in_force": [row for row in rows if row.is_in_force(on=localdate())],
        "over": [row for row in rows if not row.is_in_force(on=localdate())],
        "bases": bases_in_force(person.centre, on=localdate()),
        "may_keep_bases": may_keep_bases(request.user, person.centre),
    }
    return show(request, "office/person_consents.html", context)


@require_http_methods(["GET", "POST"])
@staff_only
def give_consent(request: HttpRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    on = localdate()
    givers = [giver for giver in acting_for(person, on=on) if may_act_for(giver, Scope.CONSENT, on)]
    form = ConsentForm(
        request.POST or None,
        initial={"starts_on": on, "way": ConsentWay.WRITTEN, "kind": request.GET.get("kind", "")},
        givers=givers,
    )
    return person_form(
        request,
        person,
        form,
        lambda given: services.give_consent(person_id=person.pk, by=request.user, on=on, **given),
        **PAGE,
        title=_("What the person agrees to"),
        lead=_("Ask only for what needs an agreement. What the law orders is done without it."),
        done=_("The consent is written down. Print it and let the person sign it."),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def withdraw_consent(request: HttpRequest, person_id: int, consent_id: int) -> HttpResponse:
    person, consent = _consent(request, person_id, consent_id)
    return person_form(
        request,
        person,
        WithdrawForm(request.POST or None, initial={"withdrawn_on": localdate(), "way": ConsentWay.SPOKEN}),
        lambda given: services.withdraw_consent(consent_id=consent.pk, by=request.user, on=localdate(), **given),
        **PAGE,
        title=_("The person takes the consent back"),
        lead=_("%(what)s. Do not ask why: nobody has to explain it.")
        % {"what": str(consent.get_kind_display()).capitalize()},
        done=_("The consent is taken back. From now on nothing rests on it."),
    )


@require_GET
@staff_only
def print_consent(request: HttpRequest, person_id: int, consent_id: int) -> HttpResponse:
    """The statement to sign; `?format=pdf`, `?format=docx`, `?large=1`."""
    person, consent = _consent(request, person_id, consent_id)
    paper = consent_paper(consent, centre=request.user.centre)
    name = f"zgoda-{consent.pk}"
    if wanted := as_file(request, lambda: paper, name=name):
        return wanted
    context = head_of(request, person, tab="consents") | {
        "consent": consent,
        "paper": paper,
        "body": render_html(paper),
    }
    return show(request, "office/print_consent.html", context)


def _consent(request: HttpRequest, person_id: int, consent_id: int) -> tuple[Person, Consent]:
    person = person_seen(request, person_id, page="consents")
    found = Consent.objects.visible_to(request.user).select_related("given_by", "person", "taken_by")
    return person, get_object_or_404(found.filter(person=person), pk=consent_id)


def consent_paper(consent: Consent, *, centre: Centre) -> Paper:
    """The statement in the person's words, with how to take it back; in Polish, as all papers of the centre."""
    person, giver = consent.person, consent.given_by
    facts = [
        Fact("Kto się zgadza", literal(person.name if giver is None else f"{giver.name}, w imieniu: {person.name}")),
        Fact("Czego dotyczy", literal(str(consent.get_kind_display()))),
        Fact("Dla kogo", literal(consent.to_whom) if consent.to_whom else literal(centre.name)),
        Fact("Od kiedy", in_words(consent.starts_on)),
        Fact("Do kiedy", in_words(consent.ends_on) if consent.ends_on else "do cofnięcia"),
    ]
    blocks = [
        Facts(tuple(facts)),
        Paragraph(literal(consent.words)),
        Note(
            "Zgodę można cofnąć w każdej chwili: osobiście, telefonicznie albo pisemnie. Nie trzeba podawać powodu."
            " To, co zrobiliśmy przed cofnięciem, pozostaje zgodne z prawem. Brak zgody nie odbiera prawa do pomocy.",
            title="Zgoda jest dobrowolna",
        ),
        *([Note(f"Zgoda cofnięta {in_words(consent.withdrawn_on)}")] if consent.withdrawn_on else []),
        Agreement((f"data i podpis: {literal((giver or person).name)}",)),
    ]
    return Paper(
        kind=PaperKind.LETTER,
        number="",
        title="Oświadczenie o zgodzie",
        place=centre.town,
        dated_on=in_words(consent.starts_on),
        sender=sender_of(centre),
        recipient=None,
        blocks=tuple(blocks),
        signature=None,
        footer=FOOTER,
        example=centre.is_example,
    )


@require_http_methods(["GET", "POST"])
@staff_only
def processing_bases(request: HttpRequest) -> HttpResponse:
    """What the centre processes because the law tells it to: never called consent."""
    on: date = localdate()
    form = BasisForm(request.POST or None)
    may_keep = may_keep_bases(request.user, request.user.centre)
    if request.method == "POST":
        if not may_keep:
            raise Http404
        if form.is_valid():
            try:
                services.state_basis(
                    centre=request.user.centre, basis=Basis(**form.cleaned_data), by=request.user, on=on
                )
            except Refused as refusal:
                explain(request, refusal)
            else:
                messages.success(request, _("Written down."))
                return redirect("office:processing_bases")
    context = {"bases": bases_in_force(request.user.centre, on=on), "form": form, "may_keep": may_keep}
    return show(request, "office/processing_bases.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only
def end_basis(request: HttpRequest, basis_id: int) -> HttpResponse:
    basis = get_object_or_404(ProcessingBasis.objects.visible_to(request.user), pk=basis_id)
    try:
        services.end_basis(basis_id=basis.pk, by=request.user, on=localdate())
    except Refused as refusal:
        explain(request, refusal)
    return redirect("office:processing_bases")
