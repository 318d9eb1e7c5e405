"""What is asked of the register: one file a subject."""

from cus.people.permissions.acting import may_act_for
from cus.people.queries.acting import acting_for, missing_right
from cus.people.queries.channels import ChannelOpen, OpenChannel, channels_open, is_shared_phone, private_email
from cus.people.queries.codes import CodeSaid, code_open, codes_of, without_code
from cus.people.queries.consents import bases_in_force, consent_in_force
from cus.people.queries.duplicates import Duplicate, Likeness, people_found, possible_duplicates

__all__ = [
    "ChannelOpen",
    "CodeSaid",
    "Duplicate",
    "Likeness",
    "OpenChannel",
    "acting_for",
    "bases_in_force",
    "channels_open",
    "code_open",
    "codes_of",
    "consent_in_force",
    "is_shared_phone",
    "may_act_for",
    "missing_right",
    "people_found",
    "possible_duplicates",
    "private_email",
    "without_code",
]
