"""The nouns of the desk, one file each."""

from releases.desk.models.attachment import Attachment
from releases.desk.models.conference import Conference, Stage, State
from releases.desk.models.draft import Draft, DraftPage
from releases.desk.models.emergency import Emergency, Outcome
from releases.desk.models.leftover import Leftover, LeftoverReason, LeftoverState
from releases.desk.models.outlet import Outlet
from releases.desk.models.participant import Participant, ParticipantRole
from releases.desk.models.person import Person
from releases.desk.models.photo import Photo
from releases.desk.models.preview_link import PreviewLink, PreviewUse
from releases.desk.models.schedule import Heartbeat, Schedule, ScheduleState
from releases.desk.models.signing import Authorship, SignOff, Snapshot, Waiver
from releases.desk.models.source import Source
from releases.desk.models.term import Term, TermSeverity
from releases.desk.models.turn import Turn, TurnKind

__all__ = [
    "Attachment",
    "Authorship",
    "Conference",
    "Draft",
    "DraftPage",
    "Emergency",
    "Heartbeat",
    "Leftover",
    "LeftoverReason",
    "LeftoverState",
    "Outcome",
    "Outlet",
    "Participant",
    "ParticipantRole",
    "Person",
    "Photo",
    "PreviewLink",
    "PreviewUse",
    "Schedule",
    "ScheduleState",
    "SignOff",
    "Snapshot",
    "Source",
    "Stage",
    "State",
    "Term",
    "TermSeverity",
    "Turn",
    "TurnKind",
    "Waiver",
]
