"""The states of everything in a case and the steps between them, one file a subject."""

from cus.cases.states.assistance import INTERVIEW, InterviewState
from cus.cases.states.handover import HANDED, UNDER_WAY, HandedState
from cus.cases.states.instruments import FILLING, FORM, FillingState, FormState
from cus.cases.states.ops_import import OPS_IMPORT, OpsImportState
from cus.cases.states.path import (
    APPLICATION,
    DECISION,
    OPEN_APPLICATION,
    PLAN,
    REQUEST,
    ROW,
    SIGNAL,
    VERSION,
    ApplicationState,
    DecisionState,
    PlanState,
    RequestState,
    RowState,
    SignalState,
    VersionState,
)
from cus.cases.states.printing import PRINT, PrintState
from cus.cases.states.waiting import OFFER, RUNNING_OFFER, OfferState

__all__ = [
    "APPLICATION",
    "ApplicationState",
    "DECISION",
    "DecisionState",
    "HANDED",
    "HandedState",
    "INTERVIEW",
    "InterviewState",
    "FILLING",
    "FORM",
    "FillingState",
    "FormState",
    "OFFER",
    "OPEN_APPLICATION",
    "OPS_IMPORT",
    "OfferState",
    "OpsImportState",
    "PLAN",
    "PlanState",
    "REQUEST",
    "PRINT",
    "PrintState",
    "ROW",
    "RUNNING_OFFER",
    "RequestState",
    "RowState",
    "SIGNAL",
    "SignalState",
    "UNDER_WAY",
    "VERSION",
    "VersionState",
]
