"""The addresses of weeks and sessions."""

import datetime as dt

from django.urls import path, register_converter

from plans.views import (
    account,
    athlete_log,
    board,
    calendar,
    drills,
    exceptions,
    heavy_legs,
    history,
    house_rules,
    laying,
    library,
    logs,
    my_week,
    notices,
    offline,
    panel,
    past,
    pictures,
    printing,
    recordings,
    roster,
    season,
    selected,
    sessions,
    settings,
    sheets,
    shifting,
    squads,
    stepwise,
    talk,
    templates,
    watch,
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
TEMPLATE = "c/<slug:club>/templates/<slug:template>/"
EXCEPTION = SESSION + "exceptions/<int:exception>/"
LOG = "c/<slug:club>/logs/<int:log>/"
FILE = "c/<slug:club>/my-week/file/"
RULES = "c/<slug:club>/house-rules/"
MY_SESSION = "c/<slug:club>/my-week/<int:session>/"

urlpatterns = [
    path("heavy-legs/", heavy_legs.heavy_legs, name="heavy_legs"),
    path("panel/", panel.panel, name="panel"),
    path("c/<slug:club>/athletes/", roster.roster, name="roster"),
    path("c/<slug:club>/athletes/<int:athlete>/log/", athlete_log.athlete_log, name="athlete_log"),
    path("c/<slug:club>/athletes/<int:athlete>/pictures/", pictures.athlete_pictures, name="athlete_pictures"),
    path("c/<slug:club>/squads/<int:squad>/pictures/", pictures.squad_pictures, name="squad_pictures"),
    path("c/<slug:club>/pictures/", pictures.own_pictures, name="own_pictures"),
    path("c/<slug:club>/squads/", squads.squads, name="squads"),
    path("c/<slug:club>/squads/<int:squad>/", board.this_week, name="this_week"),
    path("c/<slug:club>/squads/<int:squad>/export/", sheets.export_weeks, name="export_weeks"),
    path("c/<slug:club>/squads/<int:squad>/season/", season.season, name="season"),
    path("c/<slug:club>/squads/<int:squad>/season/blocks/", season.save_block, name="save_block"),
    path("c/<slug:club>/import/", sheets.import_weeks, name="import_weeks"),
    path(WEEK, board.board, name="board"),
    path(WEEK + "read/", board.read_as_typed, name="read"),
    path(WEEK + "sessions/", board.add_session, name="add_session"),
    path(WEEK + "selected/", selected.change_selected, name="change_selected"),
    path(WEEK + "repeat/", laying.repeat_week, name="repeat_week"),
    path(WEEK + "print/", printing.print_week, name="print_week"),
    path(WEEK + "steps/", stepwise.new_steps, name="new_steps"),
    path(WEEK + "note/", board.save_note, name="save_note"),
    path(WEEK + "publish/", board.publish, name="publish"),
    path(WEEK + "withdraw/", board.withdraw, name="withdraw"),
    path(WEEK + "copy/", laying.copy_weeks, name="copy_weeks"),
    path(WEEK + "shift/", shifting.shift, name="shift"),
    path(WEEK + "clear/", shifting.clear, name="clear"),
    path("c/<slug:club>/undo/<uuid:batch>/", history.undo_click, name="undo_click"),
    path(WEEK + "save-as-template/", templates.save_as_template, name="save_as_template"),
    path("c/<slug:club>/templates/", templates.templates, name="templates"),
    path(TEMPLATE, templates.template, name="template"),
    path(TEMPLATE + "lay/", templates.lay_template, name="lay_template"),
    path(TEMPLATE + "copy/", templates.copy_template, name="copy_template"),
    path(TEMPLATE + "rename/", templates.rename_template, name="rename_template"),
    path(TEMPLATE + "delete/", templates.delete_template, name="delete_template"),
    path(TEMPLATE + "weeks/", templates.add_template_week, name="add_template_week"),
    path(TEMPLATE + "weeks/<int:number>/", templates.edit_template_week, name="edit_template_week"),
    path(WEEK + "history/", history.history, name="history"),
    path(WEEK + "history/<int:change>/undo/", history.undo_change, name="undo_change"),
    path(WEEK + "undo/", history.undo_last_change, name="undo_last"),
    path(WEEK + "redo/", history.redo_last_change, name="redo_last"),
    path(WEEK + "changes/", history.changes, name="changes"),
    path(WEEK + "as-of/", past.past_week, name="past_week"),
    path(SESSION, sessions.session, name="session"),
    path(SESSION + "offers/", sessions.offers, name="session_offers"),
    path(SESSION + "edit/", sessions.edit, name="edit_session"),
    path(SESSION + "steps/", stepwise.edit_steps, name="edit_steps"),
    path(SESSION + "move/", sessions.move, name="move_session"),
    path(SESSION + "copy/", laying.copy_session, name="copy_session"),
    path(SESSION + "delete/", sessions.delete, name="delete_session"),
    path(SESSION + "restore/", sessions.restore, name="restore_session"),
    path(SESSION + "swap/", sessions.swap, name="swap_session"),
    path(SESSION + "swap/undo/", sessions.undo_swap, name="undo_swap"),
    path(SESSION + "keep/", sessions.keep, name="keep_session"),
    path(SESSION + "keep/undo/", sessions.undo_keep, name="undo_keep"),
    path(SESSION + "exceptions/", exceptions.write, name="write_exception"),
    path(SESSION + "exceptions/read/", exceptions.read, name="read_exception"),
    path(SESSION + "exceptions/make/", exceptions.make, name="make_exceptions"),
    path(EXCEPTION + "edit/", exceptions.edit, name="edit_exception"),
    path(EXCEPTION + "delete/", exceptions.delete, name="delete_exception"),
    path(EXCEPTION + "restore/", exceptions.restore, name="restore_exception"),
    path("c/<slug:club>/my-week/", my_week.this_week, name="my_week"),
    path("c/<slug:club>/my-week/<date:monday>/", my_week.my_week, name="my_week_of"),
    path("c/<slug:club>/log/", logs.new_log, name="new_log"),
    path("c/<slug:club>/log/<int:session>/", logs.log_session, name="log_session"),
    path("c/<slug:club>/log/<int:session>/done/", logs.log_done, name="log_done"),
    path("c/<slug:club>/logs/", logs.logs, name="logs"),
    path(LOG, logs.log, name="log"),
    path(LOG + "add/", logs.add_to_log, name="add_to_log"),
    path(LOG + "heavy-legs/", logs.log_heavy_legs, name="log_heavy_legs"),
    path(LOG + "withdraw/", logs.withdraw_log, name="withdraw_log"),
    path("calendar/<slug:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("c/<slug:club>/calendar/", calendar.calendar, name="calendar"),
    path("c/<slug:club>/calendar/new/", calendar.new_calendar, name="new_calendar"),
    path("c/<slug:club>/calendar/revoke/", calendar.revoke_calendar, name="revoke_calendar"),
    path("c/<slug:club>/my-week/<date:monday>/watch.zip", watch.watch_week, name="watch_week"),
    path(MY_SESSION + "watch/", watch.watch, name="watch"),
    *(
        path(f"{MY_SESSION}watch/{kind}", watch.watch_file, {"kind": kind}, name=f"watch_{kind}")
        for kind in ("fit", "zwo", "txt")
    ),
    path(FILE, recordings.bring_recording, name="bring_recording"),
    path(FILE + "keep/", recordings.keep_recording, name="keep_recording"),
    path(FILE + "drop/", recordings.drop_recording, name="drop_recording"),
    path(LOG + "file/", recordings.recording, name="recording"),
    path(LOG + "file/remove/", recordings.remove_recording, name="remove_recording"),
    path("my-week/", my_week.every_club, name="every_club"),
    path("my-week/<date:monday>/", my_week.every_club_of, name="every_club_of"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.away, name="away"),
    path("offline/token/", offline.token, name="token"),
    path("c/<slug:club>/my-week/<int:session>/talk/", talk.my_talk, name="my_talk"),
    path(SESSION + "talk/", talk.session_talk, name="session_talk"),
    path("c/<slug:club>/talk/", talk.talk, name="talk"),
    path("c/<slug:club>/talk/<int:comment>/delete/", talk.delete_comment, name="delete_comment"),
    path("c/<slug:club>/notices/", notices.notices, name="notices"),
    path("mail/off/<str:token>/", notices.mail_off, name="mail_off"),
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
    path("account/", account.account, name="account"),
    path("account/export/", account.export, name="account_export"),
    path("account/delete/", account.delete, name="account_delete"),
    path("account/deleted/", account.deleted, name="account_deleted"),
    path("drills/", drills.drills, name="drills"),
    path("drills/sheet/", drills.printed, name="drill_sheets"),
    path("drills/<slug:code>/", drills.drill, name="drill"),
]
