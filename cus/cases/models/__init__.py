from cus.cases.models.application import Applicant, Application, FilingChannel, RequestedService
from cus.cases.models.contact import ContactKind, ContactNote, Task
from cus.cases.models.decision import Decision
from cus.cases.models.judgement import JudgedAs, Judgement
from cus.cases.models.needs import NeedsRecognition, RecognitionPlace
from cus.cases.models.plan import EndReason, Pause, Plan, PlanCoordinator, PlanVersion, SummaryTalk
from cus.cases.models.plan_rows import Delivered, PlanNeed, Rhythm, ServiceRow, SupportKind, SupportRow
from cus.cases.models.signal import ReporterKind, Signal
from cus.cases.models.transfer import Transfer, TransferAnswer

__all__ = [
    "Applicant",
    "Application",
    "ContactKind",
    "ContactNote",
    "Decision",
    "Delivered",
    "EndReason",
    "FilingChannel",
    "JudgedAs",
    "Judgement",
    "NeedsRecognition",
    "Pause",
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
    "Transfer",
    "TransferAnswer",
]
