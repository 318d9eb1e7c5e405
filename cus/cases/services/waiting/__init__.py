"""What happens in a line while somebody waits: answers to offers, pauses, changes of order, the passing of days."""

from cus.cases.services.outcomes.offers import offer_place
from cus.cases.services.waiting.answers import Then, accept_offer, decline_offer, note_told, recall_offer
from cus.cases.services.waiting.moving import move_to_line
from cus.cases.services.waiting.order import put_at_place
from cus.cases.services.waiting.passing import pass_offers
from cus.cases.services.waiting.pauses import end_pause_in_line, pause_in_line
from cus.cases.services.waiting.rules import set_line_rules
from cus.cases.services.waiting.times import publish_waiting_times

__all__ = [
    "Then",
    "accept_offer",
    "decline_offer",
    "end_pause_in_line",
    "move_to_line",
    "note_told",
    "offer_place",
    "pass_offers",
    "pause_in_line",
    "publish_waiting_times",
    "put_at_place",
    "recall_offer",
    "set_line_rules",
]
