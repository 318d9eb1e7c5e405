from cus.cases.models.application import Applicant, Application, FilingChannel, RequestedService
from cus.cases.models.assistance import (
    AssistanceDecision,
    AssistanceKind,
    EnvironmentalInterview,
    FeePer,
    HoursOver,
    InterviewPlace,
    TrackChange,
)
from cus.cases.models.clock import (
    AppealPassedOn,
    CalendarFeed,
    DraftKind,
    LetterDraft,
    MatterKind,
    Stop,
    StopReason,
)
from cus.cases.models.contact import ContactKind, ContactNote, NoteLevel, Task
from cus.cases.models.decision import Decision
from cus.cases.models.delivery import (
    AddressCheck,
    CameBack,
    Dispatch,
    LetterNotice,
    TakenBy,
)
from cus.cases.models.field import CopyEnd, FieldCopy, FieldMerge, FieldMergeRow, FieldSync, MergeChoice
from cus.cases.models.handover import HandedCase, Handover, HandoverReason
from cus.cases.models.instruments import Filling, Instrument, InstrumentVersion
from cus.cases.models.judgement import JudgedAs, Judgement
from cus.cases.models.letter_template import LetterTemplate, PrintRun
from cus.cases.models.needs import NeedsRecognition, RecognitionPlace
from cus.cases.models.plan import EndReason, Pause, Plan, PlanCoordinator, PlanVersion, SummaryTalk
from cus.cases.models.plan_rows import Delivered, PlanNeed, Rhythm, ServiceRow, SupportKind, SupportRow
from cus.cases.models.signal import ReporterKind, Signal
from cus.cases.models.team import TeamMember, TeamRole
from cus.cases.models.transfer import Transfer, TransferAnswer
from cus.cases.models.unit_access import UnitAccess
from cus.cases.models.waiting import (
    LineChange,
    LineChangeKind,
    LinePause,
    LinePauseReason,
    LineRules,
    OfferChannel,
    PlaceOffer,
    Unanswered,
)

__all__ = [
    "CopyEnd",
    "FieldCopy",
    "FieldMerge",
    "FieldMergeRow",
    "FieldSync",
    "MergeChoice",
    "AddressCheck",
    "CameBack",
    "Dispatch",
    "LetterNotice",
    "LetterTemplate",
    "PrintRun",
    "TakenBy",
    "AppealPassedOn",
    "CalendarFeed",
    "DraftKind",
    "LetterDraft",
    "MatterKind",
    "Stop",
    "StopReason",
    "Applicant",
    "Application",
    "AssistanceDecision",
    "AssistanceKind",
    "ContactKind",
    "ContactNote",
    "Decision",
    "Delivered",
    "EndReason",
    "EnvironmentalInterview",
    "FeePer",
    "FilingChannel",
    "HoursOver",
    "InterviewPlace",
    "Filling",
    "Instrument",
    "InstrumentVersion",
    "HandedCase",
    "Handover",
    "HandoverReason",
    "JudgedAs",
    "Judgement",
    "LineChange",
    "LineChangeKind",
    "LinePause",
    "LinePauseReason",
    "LineRules",
    "NeedsRecognition",
    "NoteLevel",
    "Pause",
    "OfferChannel",
    "PlaceOffer",
    "Plan",
    "PlanCoordinator",
    "PlanNeed",
    "PlanVersion",
    "RecognitionPlace",
    "ReporterKind",
    "RequestedService",
    "Rhythm",
    "ServiceRow",
    "Signal",
    "SummaryTalk",
    "SupportKind",
    "SupportRow",
    "Task",
    "TrackChange",
    "TeamMember",
    "TeamRole",
    "Transfer",
    "TransferAnswer",
    "Unanswered",
    "UnitAccess",
]
