"""Which mails somebody gets: chosen for each club, or switched off by the link in a mail."""

from __future__ import annotations

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clubs.access import Member, for_members, public
from plans.mailing import signer
from plans.models import Digest, Unwanted
from plans.models.notices import kinds


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest, member: Member) -> HttpResponse:
    """Show what a member is mailed about in this club, and change it."""
    if request.method == "POST":
        known = {kind for kind, _label in kinds()}
        Unwanted.choose(member.user, member.club, known.intersection(request.POST.getlist("kinds")))
        messages.success(request, _("Saved."))
        return redirect("plans:notices", member.club.slug)
    mine = Unwanted.objects.filter(user=member.user, club=member.club)
    unwanted = set(mine.values_list("kind", flat=True))
    # Who only plans has no week of their own.
    weeks = () if member.is_athlete else ("published", "changed")
    choices = [(kind, label, kind not in unwanted) for kind, label in kinds() if kind not in weeks]
    hidden = [kind for kind in weeks if kind not in unwanted]
    return render(request, "talk/notices.html", {"choices": choices, "hidden": hidden, "section": "notices"})


@public("whoever gets a mail can stop it without signing in (RFC 8058); the link is signed")
@csrf_exempt  # a mail program sends it without ever having seen a page
@require_http_methods(["GET", "HEAD", "POST"])
def mail_off(request: HttpRequest, token: str) -> HttpResponse:
    """Switch off all mails of the clubs that a mail was about, for whoever got it; looking at the link does nothing."""
    try:
        digest = get_object_or_404(Digest.objects.select_related("user"), pk=signer.unsign(token))
    except BadSignature as error:
        raise Http404(_("This link is not complete. Copy all of it from the mail.")) from error
    clubs = list({notice.club for notice in digest.notices.select_related("club")})
    if request.method == "POST":
        for club in clubs:
            Unwanted.choose(digest.user, club, ())
    context = {"clubs": clubs, "is_off": request.method == "POST"}
    return render(request, "talk/mail_off.html", context)
