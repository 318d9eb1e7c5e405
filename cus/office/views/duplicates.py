"""Pages about entries that may be one person: the work list, joining two with a preview, splitting them again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.models import CASE_STAFF
from cus.cases.services.joining import join_entries, split_entries
from cus.cases.views.form_page import NOT_ACCEPTED, form_page, take_step
from cus.kit.errors import Refused
from cus.kit.pages import page_of, show
from cus.office.permissions import staff_only
from cus.office.queries.merging import in_the_way, join_preview, split_preview
from cus.office.views.person import head_of
from cus.people import services
from cus.people.forms.merging import JoinForm, ProposeForm, SplitForm
from cus.people.in_the_way import StandsInTheWay
from cus.people.models import DuplicatePair, Merge, Person
from cus.people.models.person import SEES_PEOPLE
from cus.people.permissions.merging import may_merge, may_tell_apart
from cus.people.queries import people_found
from cus.people.queries.merging import LikelyPair, compared, likely_pairs, merges_done, pairs_told_apart, to_choose

TABS = {"": likely_pairs, "two": pairs_told_apart, "done": merges_done}


@require_GET
@staff_only
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs to settle; `?show=two` those told apart, `?show=done` what was joined and split."""
    tab = request.GET.get("show", "")
    tab = tab if tab in TABS else ""
    rows = page_of(request, TABS[tab](user=request.user))
    pairs = [LikelyPair.of(row) for row in rows] if tab == "" else []
    context = {"rows": rows, "pairs": pairs, "tab": tab, "today": localdate()}
    return show(request, "office/duplicates.html", context)


@require_http_methods(["GET", "POST"])
@staff_only
def join(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Both entries side by side, what would happen, and the form that joins them for those who may."""
    pair = _pair(request, pair_id)
    survivor, merged = _in_order(request, pair)
    preview = join_preview(survivor, merged, on=localdate())
    rows = to_choose(survivor, merged)
    form = JoinForm(request.POST or None, rows=rows, has_team_notes=preview.has_team_notes)
    refusal = None
    if request.method == "POST" and form.is_valid():
        joining = services.Joining(survivor.pk, merged.pk, form.cleaned_data["why"], form.taken)
        opened = form.cleaned_data.get("open_team_notes", False)
        try:
            merge = join_entries(joining=joining, by=request.user, at=now(), open_team_notes=opened)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The entries are joined. The old number finds the person, too."))
            return redirect("office:merge", merge.pk)
    context = {
        "pair": LikelyPair.of(pair),
        "survivor": survivor,
        "merged": merged,
        "rows": compared(survivor, merged),
        "preview": preview,
        "form": form,
        "refusal": refusal,
        "sees_cases": request.user.has_role(*CASE_STAFF),
        "may_merge": may_merge(request.user, survivor, merged),
        "may_tell_apart": may_tell_apart(request.user, survivor, merged),
        "today": localdate(),
    }
    return show(request, "office/join_entries.html", context, status=NOT_ACCEPTED if refusal or form.errors else 200)


def _pair(request: HttpRequest, pair_id: int) -> DuplicatePair:
    pairs = DuplicatePair.objects.visible_to(request.user).standing().select_related("first", "second")
    return get_object_or_404(pairs.select_related("first__municipality", "second__municipality"), pk=pair_id)


def _in_order(request: HttpRequest, pair: DuplicatePair) -> tuple[Person, Person]:
    """Who stays and who is joined: the older entry stays, unless it is asked for the other way round."""
    if request.GET.get("stays") == str(pair.second_id):
        return pair.second, pair.first
    return pair.first, pair.second


@require_POST
@staff_only
def two_people(request: HttpRequest, pair_id: int) -> HttpResponse:
    pair = _pair(request, pair_id)
    return take_step(
        request,
        lambda: services.say_two_people(
            pair_id=pair.pk, why=request.POST.get("why", "")[:300], by=request.user, on=localdate()
        ),
        said=_("Noted: these are two people. The pair is not proposed again."),
        to=reverse("office:duplicates"),
    )


@require_POST
@staff_only
def maybe_one(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Take back that these are two people."""
    pair = _pair(request, pair_id)
    return take_step(
        request,
        lambda: services.take_back_two_people(pair_id=pair.pk, by=request.user, on=localdate()),
        said=_("The pair is on the list again."),
        to=reverse("office:join", args=[pair.pk]),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def propose(request: HttpRequest, person_id: int) -> HttpResponse:
    """Say that another entry is the same person: it goes on the list of those who join entries."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    words = request.GET.get("q", person.name)
    others = [one for one in people_found(user=request.user, words=words) if one.pk != person.pk]
    told = [(one.pk, ", ".join(filter(None, (one.name, _born(one), one.address)))) for one in others]
    if request.method == "POST" and not told:
        raise Http404
    return form_page(
        request,
        ProposeForm(request.POST or None, others=told),
        step=lambda given: services.propose_duplicate(
            person_id=person.pk, other_id=int(given["other"]), why=given["why"], by=request.user, on=localdate()
        ),
        said=_("The pair is on the list. The organiser of services or the director looks at it."),
        to=reverse("office:person", args=[person.pk]),
        template="office/propose_duplicate.html",
        words=words,
        **head_of(request, person, tab=""),
    )


def _born(person: Person) -> str:
    return _("born %(year)s") % {"year": person.born_on.year} if person.born_on else ""


@require_http_methods(["GET", "POST"])
@staff_only
def merge(request: HttpRequest, merge_id: int) -> HttpResponse:
    """What a merge did, and how to undo it."""
    if not request.user.has_role(*SEES_PEOPLE):
        raise Http404
    merges = Merge.objects.visible_to(request.user)
    done = get_object_or_404(merges.select_related("survivor", "merged", "done_by", "undone_by"), pk=merge_id)
    may = done.undone_on is None and may_merge(request.user, done.survivor, done.merged)
    if request.method == "POST" and not may:
        raise Http404
    preview = split_preview(done) if done.undone_on is None else None
    form = SplitForm(request.POST or None, asked=preview.asked if preview else [])

    def step(given: dict) -> object:
        goes = frozenset(given.get("goes", ()))
        asked = {"merge_id": done.pk, "why": given["why"], "goes": goes, "two_people": given["two_people"]}
        try:
            return split_entries(**asked, by=request.user, at=now())
        except StandsInTheWay as refusal:
            raise in_the_way(refusal) from refusal

    return form_page(
        request,
        form,
        step=step,
        said=_("The merge is undone. Both entries are as they were."),
        to=reverse("office:person", args=[done.merged_id]),
        template="office/merge.html",
        merge=done,
        rows=compared(done.survivor, done.merged),
        preview=preview,
        may_undo=may,
        today=localdate(),
    )  # fmt: skip
