"""How the board answers: a whole page, or with htmx only what changed.

Every change on the board goes the same way. Without htmx it is a redirect back to the board (or the board again with
422 or 409 and what was typed). With htmx the forms swap nothing themselves (``hx-swap="none"``); the answer holds the
pieces that changed, each of which replaces its namesake on the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from plans.models import Session, SessionException, StaleEdit
from plans.offers import Wish
from plans.week_board import Board, Card, Day, Drawer


def board_url(board: Board) -> str:
    """Where a board lives."""
    return reverse("plans:board", args=[board.club.slug, board.squad.pk, board.monday])


def page(board: Board, **state: Any) -> dict[str, Any]:
    """The context of the board and of each of its pieces.

    ``state``: ``opened`` a Drawer, ``editing`` a session's id, ``typed`` what a refused form held, ``conflict`` a
    StaleEdit, ``confirming`` whether publication waits for a yes, ``deleted`` a Session that can be brought back,
    ``taken_back`` a SessionException that can.
    """
    url = board_url(board)
    squad_url = url.removesuffix(f"{board.monday}/")
    return {
        "board": board,
        "units": board.club.units,
        "section": "board",
        "url": url,
        "squad_url": squad_url,
        "races_url": reverse("races", args=[board.club.slug]),
        "active_days": _active_days(board, **state),
        **state,
    }


def _active_days(board: Board, **state: Any) -> set[int]:
    """The days in which something is open, edited or refused."""
    keys = {state.get("editing"), getattr(state.get("conflict", {}).get("session"), "pk", None)}
    opened = state.get("opened")
    days = {card.session.day for card in board.cards if card.session.pk in keys or (opened and card is opened.card)}
    return days | {state.get("typed", {}).get("day", -1)}


def changed(
    request: HttpRequest,
    board: Board,
    *,
    message: str,
    days: tuple[int, ...] = (),
    opened: Card | None = None,
    wish: Wish | None = None,
    deleted: Session | None = None,
    taken_back: SessionException | None = None,
    cleared: str = "",
    focus: str = "",
    noted: str = "",
) -> HttpResponse:
    """Answer a change that was made: the pieces of the board that differ now, and what happened.

    ``wish`` is what the coach wanted to see of the offers in ``opened``.
    ``noted`` says that the note was written: as it stands in its field ("version"), or otherwise ("whole").
    For app.js: ``cleared`` is the id of an add box to empty, which is kept through swaps so that nothing typed is lost;
    ``focus`` the id of what gets the focus, for the button that was pressed may be gone.
    """
    if not request.htmx:  # type: ignore[attr-defined]
        if not deleted and not taken_back:
            messages.success(request, message)
        wanted = f"&{wish.query}" if wish and wish.query else ""
        wanted += f"&taken_back={taken_back.pk}" if taken_back else ""
        query = f"?open={opened.session.pk}{wanted}" if opened else f"?deleted={deleted.pk}" if deleted else ""
        return redirect(f"{board_url(board)}{query}#day-{days[0]}" if days else board_url(board) + query)
    drawer = Drawer.of(board, opened, wish) if opened else None
    state: dict[str, Any] = {"opened": drawer, "deleted": deleted, "taken_back": taken_back, "message": message}
    shown = [board.day(number) for number in dict.fromkeys(days)]
    state["feet"] = feet(request, board, shown)
    answer = render(request, "plans/_changed.html", page(board, changed_days=shown, noted=noted, **state))
    if cleared:
        answer["HX-Trigger"] = json.dumps({"uphill:saved": cleared})
    if focus:
        answer["HX-Trigger-After-Settle"] = json.dumps({"uphill:focus": focus})
    return answer


def feet(request: HttpRequest, board: Board, changed_days: list[Day]) -> list[Card]:
    """The cards of other days whose foot is on the page, by what the page says of itself: their advice may differ now.

    A card that is being edited has no foot, and one that another coach planned meanwhile is not on the page yet.
    """
    told = (request.GET if request.method == "GET" else request.POST).get("feet")
    there = None if told is None else set(told.split(","))
    others = (card for day in board.days if day not in changed_days for card in day.cards)
    return [card for card in others if there is None or str(card.pk) in there]


def refused(
    request: HttpRequest, board: Board, *, status: int, where: str, typed: Mapping[str, Any], **state: Any
) -> HttpResponse:
    """Answer a change that was not made: why, beside what was typed. ``where`` names the piece with htmx."""
    context = page(board, typed=typed, **state)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, f"plans/_{where}.html", {**context, "oob": True}, status=status)
    return render(request, "plans/board.html", context, status=status)


def too_late(request: HttpRequest, board: Board, stale: StaleEdit) -> HttpResponse:
    """Answer 409 with both sides: what was saved first, and the words that were just typed."""
    conflict = {
        "session": stale.session,
        "exception": stale.exception,
        "text": request.POST.get("text", ""),
        "reason": request.POST.get("reason", ""),
    }
    return refused(request, board, status=409, where="conflict", typed={}, conflict=conflict)


def error_of(form: Any) -> str:
    """The first complaint of a form, as one sentence."""
    return str(next(iter(next(iter(form.errors.values())))))
