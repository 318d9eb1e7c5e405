"""What goes on around plans in the example: templates, goals, reviews, progress, a household, supervision."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from cus.accounts.models import User
from cus.cases.models import GoalStep, Plan, PlanVersion, ReviewOutcome, SaidBy
from cus.cases.services.plans import (
    hold_review,
    make_household_plan,
    note_progress,
    plan_review,
    remind_of_reviews,
    write_plainly,
)
from cus.cases.services.plans.templates import make_template_from, save_typical_goal
from cus.cases.services.supervision import SupervisionGiven, write_supervision
from cus.cases.states import PlanState, VersionState
from cus.office.demo.scene import Scene
from cus.people.models import HouseholdRole, Person
from cus.people.services import Member, found_household, join_household
from cus.records.log import recorded_as_of

GOALS = (
    ("samotność", "Raz w tygodniu spotykam się z kimś, kogo lubię."),
    ("bezpieczny poranek", "Wstaję i jem śniadanie bez strachu, że upadnę."),
    ("zakupy i lekarz", "Sam mówię, czego potrzebuję, i mam to w domu."),
    ("opieka nad bliską osobą", "Mam dwa popołudnia w tygodniu dla siebie."),
)
# A word of the plan from which the template is made, its name, for whom it fits.
TEMPLATES = (
    ("chodzenia", "Powrót do domu ze szpitala", "osoby po złamaniu albo operacji, które mieszkają same"),
    ("towarzystwo", "Senior, który zostaje u siebie", "osoby starsze, z pomocą sąsiadów"),
)
# How far a goal comes: days ago, step, who says so, in a sentence.
COURSES = (
    (
        (80, GoalStep.SAME, SaidBy.COORDINATOR, "Dopiero zaczynamy, pomoc się dociera."),
        (45, GoalStep.FIRST_STEPS, SaidBy.PERSON, "Mówi, że ma z kim porozmawiać."),
        (10, GoalStep.MUCH_BETTER, SaidBy.PERSON, "Sama dzwoni, kiedy czegoś potrzebuje."),
    ),
    (
        (60, GoalStep.FIRST_STEPS, SaidBy.CARER, "Opiekunka widzi mniej lęku przy wstawaniu."),
        (20, GoalStep.SAME, SaidBy.PERSON, "Po chorobie znów trudniej."),
    ),
)
SUPERVISION = (
    (
        40, "TEAM", "granice pomocy sąsiadów", "osoba A",
        "Sąsiadka robi dla osoby A coraz więcej i jest zmęczona, a nie umie powiedzieć „nie”.",
        "Nazwać z obiema, co jest umówione. Ustalić zastępstwo na dwa dni w tygodniu.",
    ),
    (
        12, "ALONE", "odmowa pomocy", "osoba B",
        "Jak wracać do rozmowy, gdy osoba B trzeci raz odwołuje wizytę?",
        "Zapytać, co w tej pomocy przeszkadza. Zaproponować jedną rzecz, nie cały plan.",
    ),
)  # fmt: skip


def add_plan_depth(scene: Scene) -> None:
    """Kept small: a handful of plans carry it, the rest stay as their stories left them."""
    joanna, on = scene.staff["joanna"], localdate(scene.at)
    running = _plans(joanna, PlanState.ACTIVE, on=on)
    _add_templates(scene, running, on=on)
    _follow(running[:4], by=joanna, scene=scene, on=on)
    _say_easily(running[:1], by=joanna, on=on)
    _make_a_household(scene, by=joanna, on=on)
    _supervise(scene, on=on)
    remind_of_reviews(on=on)


def _plans(coordinator: User, state: PlanState, *, on: date) -> list[Plan]:
    plans = Plan.objects.filter(state=state).coordinated_by(coordinator, on=on).select_related("person")
    return list(plans.order_by("starts_on", "id"))


def _add_templates(scene: Scene, plans: list[Plan], *, on: date) -> None:
    organiser = scene.staff["organiser"]
    for need, goal in GOALS:
        save_typical_goal(need=need, goal=goal, centre=scene.centre, by=organiser, on=on)
    written = PlanVersion.objects.filter(plan__in=plans, state=VersionState.APPROVED).order_by("id")
    for word, name, for_whom in TEMPLATES:
        version = written.filter(needs__need__contains=word).first()
        if version:
            make_template_from(version_id=version.pk, name=name, for_whom=for_whom, by=organiser, on=on)


def _follow(plans: list[Plan], *, by: User, scene: Scene, on: date) -> None:
    for place, plan in enumerate(plans):
        version = plan.versions.get(state=VersionState.APPROVED)
        need = version.needs.order_by("position", "id")[0]
        for ago, step, said_by, note in COURSES[place % len(COURSES)]:
            day = on - timedelta(days=ago)
            if plan.starts_on and plan.starts_on <= day:
                with recorded_as_of(scene.at - timedelta(days=ago)):
                    note_progress(
                        plan_id=plan.pk, need_key=need.key, step=step, said_by=said_by, note=note, by=by, on=day
                    )
        _review(plan, ago=30 - 20 * place, by=by, scene=scene, on=on)


def _review(plan: Plan, *, ago: int, by: User, scene: Scene, on: date) -> None:
    """Held, overdue, or still to come: as the days fall."""
    day, planned_at = on - timedelta(days=ago), scene.at - timedelta(days=max(ago, 0) + 10)
    if not plan.starts_on or not plan.ends_on or not plan.starts_on <= localdate(planned_at) <= day <= plan.ends_on:
        return
    with recorded_as_of(planned_at):
        review = plan_review(plan_id=plan.pk, planned_on=day, by=by, on=localdate(planned_at))
    if ago > 20:
        with recorded_as_of(scene.at - timedelta(days=ago)):
            hold_review(
                review_id=review.pk, held_on=day, outcome=ReviewOutcome.GOES_ON, present=plan.person.name,
                note="Pomoc jest na czas. Prosi, żeby dzwonić przed wizytą.", by=by, on=day,
            )  # fmt: skip


def _say_easily(plans: list[Plan], *, by: User, on: date) -> None:
    for plan in plans:
        need = plan.versions.get(state=VersionState.APPROVED).needs.order_by("position", "id")[0]
        text = f"Ważne dla Ciebie: {need.need}.\nDlatego ktoś do Ciebie przychodzi.\nMożesz powiedzieć, co zmienić."
        write_plainly(plan_id=plan.pk, key=need.key, text=text, by=by, on=on)


def _make_a_household(scene: Scene, *, by: User, on: date) -> None:
    """A plan that is being written becomes the plan of two people who live together."""
    drafts = PlanVersion.objects.filter(state=VersionState.DRAFT, plan__in=_plans(by, PlanState.PREPARED, on=on))
    version = drafts.select_related("plan__person").order_by("id").first()
    if version is None:
        return
    person = version.plan.person
    homeless = Person.objects.filter(memberships__isnull=True, user__isnull=True, deceased_on__isnull=True)
    mates = [one for one in homeless.order_by("sort_key", "id") if (one.age(on=on) or 0) >= 60 and one != person]
    if not mates:
        return
    since = on - timedelta(days=700)
    home = found_household(person_id=person.pk, role=HouseholdRole.RELATIVE, starts_on=since, by=by, on=on)
    member = Member(HouseholdRole.RELATIVE, since, mates[0].pk)
    join_household(household_id=home.household_id, member=member, by=by, on=on)
    make_household_plan(
        plan_id=version.plan_id, household_id=home.household_id, person_ids=[mates[0].pk], by=by, on=on
    )


def _supervise(scene: Scene, *, on: date) -> None:
    joanna, adam = scene.staff["joanna"], scene.staff["adam"]
    for ago, form, theme, label, question, conclusions in SUPERVISION:
        day = on - timedelta(days=ago)
        given = SupervisionGiven(
            held_on=day, form=form, supervisor="dr Krystyna Bielak, superwizorka", theme=theme, label=label,
            question=question, conclusions=conclusions, minutes=90,
        )  # fmt: skip
        present = [joanna.pk, adam.pk] if form == "TEAM" else [joanna.pk]
        with recorded_as_of(scene.at - timedelta(days=ago)):
            write_supervision(given=given, present=present, centre=scene.centre, by=joanna, on=day)
