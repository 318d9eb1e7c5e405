"""Who lives through which story: the whole year of the example centre."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils.timezone import localtime

from cus.accounts.models import User
from cus.cases.models import EndReason, RequestedService, Task, TransferAnswer
from cus.cases.services.assistance import end_lapsed_help
from cus.cases.services.clock import draft_due_letters
from cus.cases.services.outcomes import qualify_service
from cus.cases.services.plans import add_task, end_due_plans, finish_task, start_due_plans
from cus.cases.states import RequestState
from cus.community.models import UnmetNeedSource
from cus.community.services import record_unmet_need
from cus.kit.errors import Refused
from cus.offer.models import Service
from cus.office.demo.letters import letters_go_out, the_centre_words_a_letter
from cus.office.demo.loom import Moment, Story
from cus.office.demo.plan_case import PlanCase
from cus.office.demo.scene import Scene
from cus.office.demo.stories import arrivals, known, plans
from cus.office.demo.words import read

Telling = Callable[..., Story]
LISTS_FIRST_SEEN, LISTS_LAST_SEEN = 200, 4  # days ago
COORDINATORS = ("joanna", "adam")
SCARCE = ("after_hospital", "stroke", "disability", "child")
OLD = ("after_hospital", "alone", "stroke")


class Casting:
    """Finds for each story a person nobody has cast yet, of the age of the profile."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.profiles: dict[str, dict[str, Any]] = read("profiles.toml")
        self.free = [key for key in scene.people if key.isdigit()]
        scene.dice.shuffle(self.free)
        self.turn = 0

    def case(self, *, of: tuple[str, ...] = (), coordinator: str = "") -> PlanCase:
        """A case of a profile drawn by its share; coordinators take turns."""
        profiles = [(name, profile) for name, profile in self.profiles.items() if not of or name in of]
        shares = [profile["share"] for _name, profile in profiles]
        profile = self.scene.dice.choices([profile for _name, profile in profiles], shares)[0]
        self.turn += 1
        return PlanCase(
            self.scene,
            self._somebody(*profile["ages"]),
            profile,
            coordinator=coordinator or COORDINATORS[self.turn % len(COORDINATORS)],
        )

    def _somebody(self, youngest: int, oldest: int) -> str:
        for place, key in enumerate(self.free):
            if youngest <= (self.scene.people[key].age(on=self.scene.on) or 0) <= oldest:
                return self.free.pop(place)
        return self.free.pop()

    def known(self, key: str, profile: str) -> PlanCase:
        return PlanCase(self.scene, key, self.profiles[profile], coordinator="joanna")


def all_stories(scene: Scene) -> Iterator[Story]:
    casting = Casting(scene)
    yield this_morning(scene)
    for key, profile, telling in known.STORIES:
        yield telling(casting.known(key, profile))
    yield from _plans_that_ended(casting)
    yield from _plans_that_run(casting)
    yield from _plans_in_the_making(casting)
    yield from _refusals_and_transfers(casting)
    yield from _served_without_a_plan(casting)
    yield from _on_their_way(casting)
    yield from _signals(casting)
    yield from _tasks(scene)
    yield waiting_lists_move(scene)
    yield unmet_needs(scene)
    yield the_centre_words_a_letter(scene)
    yield letters_go_out(scene)


def this_morning(scene: Scene) -> Story:
    """The calendar begins and ends the plans whose day has come, as the worker does every night."""
    yield Moment(localtime(scene.at).replace(hour=0, minute=1))
    start_due_plans(on=scene.on)
    end_due_plans(on=scene.on)
    draft_due_letters(on=scene.on)
    end_lapsed_help(on=scene.on)


def waiting_lists_move(scene: Scene) -> Story:
    """Every other week the organiser gives the places that became free to those next in line."""
    by = scene.staff["organiser"]
    for ago in range(LISTS_FIRST_SEEN, LISTS_LAST_SEEN - 1, -14):
        yield Moment(scene.moment(ago), by)
        for service in scene.services.values():
            if service.places:
                _give_free_places(service, by=by, on=scene.day(ago))


def _give_free_places(service: Service, *, by: User, on: date) -> None:
    asked = RequestedService.objects.filter(service=service)
    line = list(asked.filter(state=RequestState.WAITING).in_order_of_filing().values_list("pk", "application_id"))
    free = (service.places or 0) - asked.taking_a_place().count() if line else 0
    for request_id, application_id in line[: max(free, 0)]:
        try:
            qualify_service(request_id=request_id, by=by, on=on)
        except Refused:
            return  # somebody who applied earlier has not been heard yet
        for task in Task.objects.open().filter(application_id=application_id, text__contains=service.name):
            finish_task(task_id=task.pk, by=by, on=on)


def _spread(dice: Random, first: int, last: int, count: int) -> list[int]:
    """So many days between the two, evenly spread with a little chance."""
    step = (last - first) / max(count, 1)
    return [int(first + step * place + dice.random() * step) for place in range(count)]


def _tell(casting: Casting, telling: Telling, filed: list[int], **cast: Any) -> Iterator[Story]:
    for day in filed:
        yield telling(casting.case(**cast), day)


def _plans_that_ended(casting: Casting) -> Iterator[Story]:
    dice = casting.scene.dice
    for filed in _spread(dice, 250, 500, 8):
        yield plans.closed(casting.case(of=OLD), filed, ago=dice.randint(15, 90))
    yield plans.closed(casting.case(of=OLD), 300, ago=30, held=False)
    for filed in (240, 330):
        yield plans.talked(casting.case(of=OLD), filed, ago=9)
    for filed in (210, 290, 380):
        yield plans.ended(casting.case(of=OLD), filed, ago=dice.randint(3, 12))
    reasons = (EndReason.MOVED, EndReason.GOALS_REACHED, EndReason.RESIGNED, EndReason.OTHER_CARE)
    for filed, reason in zip((200, 160, 140, 270), reasons, strict=True):
        yield plans.ended_early(casting.case(of=OLD), filed, ago=dice.randint(12, 40), reason=reason)


def _plans_that_run(casting: Casting) -> Iterator[Story]:
    dice = casting.scene.dice
    for filed in _spread(dice, 34, 280, 22):
        yield plans.running(
            casting.case(),
            filed,
            until=dice.randint(2, 24),
            again=-dice.randint(3, 24),
            helpers=dice.choice((1, 1, 2)),
        )
    for filed in (95, 170, 215):
        yield plans.running(casting.case(), filed, until=dice.randint(33, 48), again=None)
    for filed, left in ((190, 27), (280, 12), (320, 6)):
        yield plans.ending_soon(casting.case(), filed, left=left)
    for filed, since in ((130, 6), (85, 20)):
        yield plans.paused(casting.case(of=OLD), filed, since=since)
    yield plans.was_paused(casting.case(of=OLD), 180)
    yield from _tell(casting, plans.changed, [110, 145, 185, 240, 265])
    yield plans.change_in_the_making(casting.case(coordinator="adam"), 120, is_agreed=False)
    yield plans.change_in_the_making(casting.case(coordinator="joanna"), 150, is_agreed=True)
    yield plans.change_given_up(casting.case(), 160)
    yield plans.handed_over(casting.case(coordinator="joanna"), 175, to="adam")
    yield plans.handed_over(casting.case(coordinator="adam"), 205, to="joanna")


def _plans_in_the_making(casting: Casting) -> Iterator[Story]:
    yield from _tell(casting, plans.drafted, [12, 17, 22])
    yield plans.drafted(casting.case(coordinator="adam"), 33)
    yield from _tell(casting, plans.agreed, [16, 20, 25])
    yield plans.returned(casting.case(coordinator="joanna"), 26)
    yield plans.returned(casting.case(coordinator="adam"), 21)
    for filed, starts in ((24, -8), (27, -4), (19, -12)):
        yield plans.approved(casting.case(), filed, starts=starts)
    yield plans.abandoned(casting.case(), 48)


def _refusals_and_transfers(casting: Casting) -> Iterator[Story]:
    steps = ((15, "drafted"), (20, "signed"), (26, "delivered"), (33, "delivered"), (44, "appealed"),
             (100, "upheld"), (130, "reversed"))  # fmt: skip
    for filed, until in steps:
        yield arrivals.refused(casting.case(), filed, until=until, for_lack_of_places=filed in (33, 100))
    yield arrivals.refusal_given_up(casting.case(), 23)
    for filed, unit in ((14, "assistance"), (19, "housing"), (24, "assistance")):
        yield arrivals.passed_on(casting.case(), filed, unit=unit)
    for filed in (50, 75, 110):
        yield arrivals.passed_on(casting.case(), filed, answer=TransferAnswer.TAKEN)
    yield arrivals.passed_on(casting.case(of=("child",)), 28, unit="school", answer=TransferAnswer.RETURNED)
    yield arrivals.passed_on(casting.case(), 60, unit="housing", answer=TransferAnswer.TAKEN)


def _served_without_a_plan(casting: Casting) -> Iterator[Story]:
    dice = casting.scene.dice
    yield from _tell(casting, arrivals.qualified, _spread(dice, 12, 200, 12))
    yield from _tell(casting, arrivals.waiting, _spread(dice, 12, 130, 14), of=SCARCE)


def _on_their_way(casting: Casting) -> Iterator[Story]:
    dice = casting.scene.dice
    yield from _tell(casting, arrivals.just_filed, [0, 0, 0, 1, 1, 2, 3])
    yield from _tell(casting, arrivals.taken, [3, 4, 5, 6])
    yield from _tell(casting, arrivals.incomplete, [8, 11, 15])
    yield arrivals.completed(casting.case(), 17)
    yield from _tell(casting, arrivals.never_completed, [45, 80])
    yield from _tell(casting, arrivals.withdrawn, [9, 30, 65, 118])
    yield from _tell(casting, arrivals.being_heard, [7, 9, 13])
    yield from _tell(casting, arrivals.heard, [8, 14, 19, 24])
    yield arrivals.heard(casting.case(coordinator="adam"), 31)
    yield from _tell(casting, arrivals.partly_decided, [16, 21, 27])
    yield arrivals.qualified_for_a_plan(casting.case(coordinator="adam"), 18)
    for filed in _spread(dice, 6, 60, 4):
        yield arrivals.from_a_signal(casting.case(of=OLD), filed + dice.randint(1, 3), filed)


def _signals(casting: Casting) -> Iterator[Story]:
    scene, dice = casting.scene, casting.scene.dice
    about = iter(dice.sample(list(scene.people.values())[20:], k=12))
    for ago in (0, 1, 2, 5):
        yield arrivals.a_signal(scene, next(about), ago)
    for ago in (4, 8, 13):
        yield arrivals.a_signal(scene, next(about), ago, contacted=ago - 1)
    for ago, need in ((10, ""), (25, "opieka w nocy"), (48, ""), (77, "schronisko dla ofiar przemocy"), (140, "")):
        yield arrivals.a_signal(scene, next(about), ago, contacted=ago - 1, closed=ago - 5, need=need)


def _tasks(scene: Scene) -> Iterator[Story]:
    """What people write down for themselves: done, due today, one or two late, some for later."""
    owners = (*COORDINATORS, "joanna", "adam", "organiser", "front_desk", "social_worker")
    for place, due in enumerate((-6, -3, -2, -1, 0, 0, 0, 1, 2, 12, 15, 18)):
        yield _task(scene, owners[place % len(owners)], due=due, is_done=due > 5)


def _task(scene: Scene, owner: str, *, due: int, is_done: bool) -> Story:
    by = scene.staff[owner]
    yield Moment(scene.moment(max(due, 0) + 4), by)
    task = add_task(
        text=scene.deck.deal(read("notes.toml")["task"]["one"]), due_on=scene.on - timedelta(days=due),
        by=by, on=scene.day(max(due, 0) + 4),
    )  # fmt: skip
    if is_done:
        yield Moment(scene.moment(due + 1), by)
        finish_task(task_id=task.pk, by=by, on=scene.day(due + 1))


def unmet_needs(scene: Scene) -> Story:
    """What people looked for in the catalogue and did not find, over the year; some things again and again."""
    words = read("notes.toml")["unmet"]
    towns = [person.town for person in list(scene.people.values())[:60]]
    for ago in _spread(scene.dice, 1, 360, 70)[::-1]:
        place = min(int(scene.dice.expovariate(1 / 6)), len(words["search"]) - 1)
        yield Moment(scene.moment(ago))
        record_unmet_need(
            centre=scene.centre,
            source=UnmetNeedSource.SEARCH,
            words=words["search"][place],
            area=words["areas"][place],
            town=scene.dice.choice(towns),
            on=scene.day(ago),
        )
