"""The addresses of weeks and sessions."""

import datetime as dt

from django.urls import path, register_converter

from plans.views import (
    board,
    drills,
    heavy_legs,
    house_rules,
    library,
    my_week,
    panel,
    past,
    sessions,
    settings,
    sheets,
    squads,
    stepwise,
)

FIRST_YEAR, LAST_YEAR = 2000, 2100


class DateConverter:
    """An ISO date in a path: ``2026-11-23``. Years that nobody plans for are no page: they are next to no date."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        """The date, or ValueError (no such page) for the 31st of February and the year 9999."""
        date = dt.date.fromisoformat(value)
        if not FIRST_YEAR <= date.year <= LAST_YEAR:
            raise ValueError(f"{value} is out of reach")
        return date

    def to_url(self, value: dt.date) -> str:
        """The date as it stands in a path."""
        return value.isoformat()


register_converter(DateConverter, "date")

app_name = "plans"

WEEK = "c/<slug:club>/squads/<int:squad>/<date:monday>/"
SESSION = "c/<slug:club>/sessions/<int:session>/"
RULES = "c/<slug:club>/house-rules/"

urlpatterns = [
    path("heavy-legs/", heavy_legs.heavy_legs, name="heavy_legs"),
    path("panel/", panel.panel, name="panel"),
    path("c/<slug:club>/squads/", squads.squads, name="squads"),
    path("c/<slug:club>/squads/<int:squad>/", board.this_week, name="this_week"),
    path("c/<slug:club>/squads/<int:squad>/export/", sheets.export_weeks, name="export_weeks"),
    path("c/<slug:club>/import/", sheets.import_weeks, name="import_weeks"),
    path(WEEK, board.board, name="board"),
    path(WEEK + "read/", board.read_as_typed, name="read"),
    path(WEEK + "sessions/", board.add_session, name="add_session"),
    path(WEEK + "steps/", stepwise.new_steps, name="new_steps"),
    path(WEEK + "note/", board.save_note, name="save_note"),
    path(WEEK + "publish/", board.publish, name="publish"),
    path(WEEK + "withdraw/", board.withdraw, name="withdraw"),
    path(WEEK + "as-of/", past.past_week, name="past_week"),
    path(SESSION, sessions.session, name="session"),
    path(SESSION + "offers/", sessions.offers, name="session_offers"),
    path(SESSION + "edit/", sessions.edit, name="edit_session"),
    path(SESSION + "steps/", stepwise.edit_steps, name="edit_steps"),
    path(SESSION + "move/", sessions.move, name="move_session"),
    path(SESSION + "delete/", sessions.delete, name="delete_session"),
    path(SESSION + "restore/", sessions.restore, name="restore_session"),
    path(SESSION + "swap/", sessions.swap, name="swap_session"),
    path(SESSION + "swap/undo/", sessions.undo_swap, name="undo_swap"),
    path(SESSION + "keep/", sessions.keep, name="keep_session"),
    path(SESSION + "keep/undo/", sessions.undo_keep, name="undo_keep"),
    path("c/<slug:club>/my-week/", my_week.this_week, name="my_week"),
    path("c/<slug:club>/my-week/<date:monday>/", my_week.my_week, name="my_week_of"),
    path("panel/library/", library.library, name="library"),
    path("panel/library/sources/<slug:slug>/", library.source, name="library_source"),
    path("panel/library/<slug:code>/", library.guideline, name="library_guideline"),
    path("c/<slug:club>/settings/", settings.club_settings, name="club_settings"),
    path(RULES, house_rules.house_rules, name="house_rules"),
    path(RULES + "new/", house_rules.new_rule, name="new_house_rule"),
    path(RULES + "export/", house_rules.export, name="export_house_rules"),
    path(RULES + "import/", house_rules.import_rules, name="import_house_rules"),
    path(RULES + "<slug:code>/", house_rules.rule, name="house_rule"),
    path(RULES + "<slug:code>/impact/", house_rules.impact, name="house_rule_impact"),
    path(RULES + "<slug:code>/history/", house_rules.history, name="house_rule_history"),
    path(RULES + "<slug:code>/compare/", house_rules.compare, name="compare_house_rule"),
    path(RULES + "<slug:code>/publish/", house_rules.publish_rule, name="publish_house_rule"),
    path(RULES + "<slug:code>/retire/", house_rules.retire_rule, name="retire_house_rule"),
    path(RULES + "<slug:code>/delete/", house_rules.delete_rule, name="delete_house_rule"),
    path("drills/", drills.drills, name="drills"),
    path("drills/sheet/", drills.printed, name="drill_sheets"),
    path("drills/<slug:code>/", drills.drill, name="drill"),
]
