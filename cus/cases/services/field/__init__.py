"""Cases go out on a device and come back: nothing that was written is lost, nothing is written twice."""

from cus.cases.services.field.ending import CopyEnd, end_copies_of_device, end_expired_copies, withdraw_copy
from cus.cases.services.field.merging import MergeGiven, end_merge
from cus.cases.services.field.sealed import receive_sealed
from cus.cases.services.field.syncing import Synced, sync_copy
from cus.cases.services.field.taking import DAYS_ON_DEVICE, take_to_field

__all__ = [
    "DAYS_ON_DEVICE",
    "CopyEnd",
    "MergeGiven",
    "Synced",
    "end_copies_of_device",
    "end_expired_copies",
    "end_merge",
    "receive_sealed",
    "sync_copy",
    "take_to_field",
    "withdraw_copy",
]
