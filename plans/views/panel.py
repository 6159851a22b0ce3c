"""Ask the panel: the page that needs no account."""

from __future__ import annotations

import math
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from advice.models import Pack
from advice.published import drill_catalogue, guideline_set
from clubs.access import public
from clubs.forms import focus_first_error
from clubs.limits import seconds_to_wait
from plans.packs import ALWAYS_ON
from plans.panel import EXAMPLES, Panel, address, to_answer
from plans.panel_form import PanelForm
from plans.views.read_only import read_only

FOUNDING: Final = "founding"
KEPT_S: Final = 300


@public("Anybody may ask the panel: it knows no club and keeps nothing.")
@read_only
def panel(request: HttpRequest) -> HttpResponse:
    """Answer the question in the address, or invite one.

    All of it stands in the query, and what is left out is the default or not known:

    ========  =============================================================  =========================
    session   the session in shorthand; without it the page only asks
    goal      road_race, ultra_trail, short_sprint, weight_loss, fitness     road_race
    level     recreational, competitive                                      recreational
    mass      body mass in kg, 30 to 200                                     not known
    race      weeks to the next race, 0 to 104, or none                      not known
    strength  none, own_weight, loaded                                       not known
    age       under_16, adult, over_50                                       adult
    pack      kg carried in the race, 0 to 40                                not known
    injury    a sore area, once for each: knee, achilles, …                  none
    bone      yes or no: a bone stress injury in the past                    not known
    loaded    runs with a load in the last 14 days, 0 to 14                  not known
    heavy     days in a row with heavy legs, 0 to 60                         0
    hard      yes or no: a hard session the day before                       not known
    longest   longest run in the last 30 days in km                          not known
    have      equipment or ground at hand, once for each: band, hill, …      everything
    ask       a pack that is asked beside the founding panel: evidence       none
    ========  =============================================================  =========================

    A question has one address: another spelling of it leads there. 422: something in it is wrong; 429: too many.
    """
    packs = Pack.objects.common().exclude(slug__in=ALWAYS_ON | {FOUNDING}).values_list("slug", "name")
    form = PanelForm(request.GET, list(packs))
    if not form.is_valid():
        focus_first_error(form)
        return _page(request, form, status=422)
    query = form.query()
    if not request.htmx and list(QueryDict(query).lists()) != list(request.GET.lists()):  # type: ignore[attr-defined]
        return redirect(address(query))
    if not form.cleaned_data["session"]:
        return _page(request, form, examples=_examples())
    if wait := seconds_to_wait(request, "panel"):
        response = _page(request, form, status=429, minutes_to_wait=math.ceil(wait / 60))
        response["Retry-After"] = str(wait)
        return response
    guidelines = guideline_set({FOUNDING, *ALWAYS_ON, *form.cleaned_data["ask"]})
    asked = Panel(form, guidelines, drill_catalogue())
    response = _page(request, form, panel=asked, examples=_examples(), link=request.build_absolute_uri(asked.url))
    if request.htmx:  # type: ignore[attr-defined]
        # What is shown without a whole page still has an address of its own.
        response["HX-Push-Url"] = asked.url
    return response


def _page(request: HttpRequest, form: PanelForm, *, status: int = 200, **shown: Any) -> HttpResponse:
    template = "panel/_asked.html" if request.htmx else "panel/panel.html"  # type: ignore[attr-defined]
    response = render(request, template, {"form": form, "section": "panel", **shown}, status=status)
    if status != 200 or request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=KEPT_S)
    return response


def _examples() -> list[dict[str, str]]:
    found = []
    for example in EXAMPLES:
        query = QueryDict(mutable=True)
        query.update(example)
        found.append({"text": example["session"], "url": to_answer(query.urlencode())})
    return found
