"""Weeks, sessions, what coaches did about the advice (swaps and decisions to keep), how it went, talk and notices.

Advice is never stored, it is computed on every read (``plans/advising.py``).
"""

from plans.days import DAYS_A_WEEK, monday_of
from plans.line_ends import LONGEST_TEXT
from plans.models.answers import Decision, Swap
from plans.models.brought import FileBrought, HasFile, KeptAlready
from plans.models.calendars import CalendarAddress, CalendarEvent
from plans.models.changes import Change, one_click
from plans.models.comments import Comment, CommentQuerySet, Seen, Tally
from plans.models.exceptions import Instead, SessionException, SessionExceptionQuerySet
from plans.models.logs import FEELS, OUTCOMES, Log, LogQuerySet, Recording, StaleLog
from plans.models.notices import Digest, Notice, ToldWeek, Unwanted
from plans.models.readings import read_for, store
from plans.models.sessions import Session, SessionQuerySet, StaleEdit
from plans.models.several import StaleSessions, copy_several, delete_several, move_several
from plans.models.templates import LaidTemplate, Template
from plans.models.together import Writing, hold
from plans.models.undoing import ChangedSince, redo_last, undo, undo_last
from plans.models.weeks import StaleNote, Unseen, Week, WeekQuerySet, validate_monday

__all__ = [
    "DAYS_A_WEEK",
    "FEELS",
    "LONGEST_TEXT",
    "OUTCOMES",
    "CalendarAddress",
    "CalendarEvent",
    "Change",
    "ChangedSince",
    "Comment",
    "CommentQuerySet",
    "Decision",
    "Digest",
    "FileBrought",
    "HasFile",
    "Instead",
    "KeptAlready",
    "LaidTemplate",
    "Log",
    "LogQuerySet",
    "Notice",
    "Recording",
    "Seen",
    "Session",
    "SessionException",
    "SessionExceptionQuerySet",
    "SessionQuerySet",
    "StaleEdit",
    "StaleLog",
    "StaleNote",
    "StaleSessions",
    "Swap",
    "Tally",
    "Template",
    "ToldWeek",
    "Unseen",
    "Unwanted",
    "Week",
    "WeekQuerySet",
    "Writing",
    "copy_several",
    "delete_several",
    "hold",
    "monday_of",
    "move_several",
    "one_click",
    "read_for",
    "redo_last",
    "store",
    "undo",
    "undo_last",
    "validate_monday",
]
