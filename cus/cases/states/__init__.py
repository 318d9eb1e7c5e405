"""The states of everything in a case and the steps between them, one file a subject."""

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

__all__ = [
    "APPLICATION",
    "ApplicationState",
    "DECISION",
    "DecisionState",
    "OPEN_APPLICATION",
    "PLAN",
    "PlanState",
    "REQUEST",
    "ROW",
    "RequestState",
    "RowState",
    "SIGNAL",
    "SignalState",
    "VERSION",
    "VersionState",
]
