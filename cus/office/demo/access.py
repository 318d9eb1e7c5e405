"""Who may not see a file, who asked to see one in the night, which cases go to a colleague for a leave."""

from datetime import timedelta

from django.utils.timezone import localdate

from cus.cases.models import HandoverReason, NoteLevel
from cus.cases.models.handover import open_applications
from cus.cases.services.handover import HandoverGiven, propose_handover
from cus.cases.services.plans import note_contact
from cus.cases.services.team import Joining, add_team_member, exclude_kin
from cus.office.demo.scene import Scene
from cus.people.services import open_in_emergency
from cus.records.log import recorded_as_of

LAST_NIGHT = timedelta(hours=20)
LEAVE_IN, LEAVE_LASTS = timedelta(days=7), timedelta(days=14)


def add_access(scene: Scene) -> None:
    """An exclusion, a team with a note of its own, an emergency to review, a leave to answer."""
    on, staff = localdate(scene.at), scene.staff
    cases = list(open_applications(staff["joanna"]).order_by("filed_at", "pk"))
    first, last = cases[0].person, cases[-1].person
    exclude_kin(
        person_id=last.pk, colleague_id=staff["front_desk"].pk, ground="KIN", note="teściowa",
        by=staff["front_desk"], on=on,
    )  # fmt: skip
    nurse = Joining("NURSE", on, name="Halina Bąk", organisation="Przychodnia w Niepołomicach", task="opatrunki")
    add_team_member(person_id=first.pk, joining=nurse, by=staff["joanna"], on=on)
    note_contact(
        person_id=first.pk, application_id=cases[0].pk, kind="VISIT", level=NoteLevel.TEAM, by=staff["joanna"], on=on,
        text="Prosi, żeby o kłopotach z synem wiedział tylko zespół.",
    )  # fmt: skip
    with recorded_as_of(scene.at - LAST_NIGHT):
        open_in_emergency(
            person_id=first.pk, by=staff["adam"], at=scene.at - LAST_NIGHT,
            reason="Sąsiadka zadzwoniła, że od rana nikt nie otwiera. Koordynatorka była nieosiągalna.",
        )  # fmt: skip
    starts_on = on + LEAVE_IN
    leave = HandoverGiven(
        giver_id=staff["joanna"].pk, receiver_id=staff["adam"].pk, reason=HandoverReason.LEAVE, starts_on=starts_on,
        returns_on=starts_on + LEAVE_LASTS, note="Pan Stefan lubi, kiedy dzwonić rano.",
        application_ids=frozenset(case.pk for case in cases[:3]),
    )  # fmt: skip
    propose_handover(given=leave, by=staff["joanna"], on=on)
