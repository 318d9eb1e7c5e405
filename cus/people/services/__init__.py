"""What changes in the register of residents: one file a subject."""

from cus.people.services.access import (
    close_emergency,
    exclude_colleague,
    lift_exclusion,
    open_in_emergency,
    review_emergency,
)
from cus.people.services.circle import Around, end_circle_contact, note_circle_contact
from cus.people.services.codes import give_code, switch_off_code, unlock_code
from cus.people.services.consent import Basis, end_basis, give_consent, state_basis, withdraw_consent
from cus.people.services.duplicates import (
    find_all_pairs,
    propose_duplicate,
    say_two_people,
    take_back_two_people,
)
from cus.people.services.household import Member, change_share, found_household, join_household, leave_household
from cus.people.services.leaving import note_death, note_moving, undo_leaving
from cus.people.services.merging import Joining, merge_people
from cus.people.services.reach import Reach, set_reach
from cus.people.services.register import (
    add_person,
    born_of_pesel,
    change_person,
    entry_in_use,
    international_phone,
    search_text_of,
)
from cus.people.services.representation import RightToAct, add_representation, end_right_to_act, note_right_to_act
from cus.people.services.splitting import undo_merge
from cus.people.services.taking_over import (
    add_people,
    complete_people,
    drafted_person,
    put_people_back,
    take_people_out,
)
from cus.people.services.trying_codes import Answer, Tried, try_code

__all__ = [
    "Answer",
    "Around",
    "Basis",
    "Joining",
    "Member",
    "Reach",
    "RightToAct",
    "add_people",
    "Tried",
    "add_person",
    "add_representation",
    "born_of_pesel",
    "change_person",
    "change_share",
    "close_emergency",
    "complete_people",
    "drafted_person",
    "end_basis",
    "end_circle_contact",
    "end_right_to_act",
    "entry_in_use",
    "exclude_colleague",
    "find_all_pairs",
    "found_household",
    "give_code",
    "give_consent",
    "international_phone",
    "join_household",
    "leave_household",
    "lift_exclusion",
    "merge_people",
    "note_circle_contact",
    "note_death",
    "note_moving",
    "note_right_to_act",
    "open_in_emergency",
    "put_people_back",
    "propose_duplicate",
    "review_emergency",
    "say_two_people",
    "search_text_of",
    "set_reach",
    "state_basis",
    "take_people_out",
    "switch_off_code",
    "try_code",
    "undo_leaving",
    "unlock_code",
    "take_back_two_people",
    "undo_merge",
    "withdraw_consent",
]
