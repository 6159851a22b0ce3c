"""What every response needs: sign-in first, privacy in caches, htmx, and the looser style policy of the admin."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Send anonymous visitors to sign in, and lead whoever was sending a form back to the page it stood on.

    The address that a form is sent to is no page to come back to. What was typed is told, so that it can be copied.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        """Redirect to the sign-in page, with ``next`` for the way back."""
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        for words in filter(None, map(request.POST.get, ("text", "note", "reason"))):
            messages.warning(request, _("You were signed out before this was saved: %(words)s") % {"words": words})
        referrer = urlsplit(request.headers.get("Referer", ""))
        page = referrer.path if referrer.netloc == request.get_host() else "/"
        return redirect_to_login(page, self.get_login_url(view_func), self.get_redirect_field_name(view_func))


class PrivateAnswersMiddleware:
    """Keep what a signed-in person is shown out of shared caches, wherever an answer says nothing of caches itself.

    An answer that never looked at who asks holds nothing of theirs; to look for that would cost each of them a query.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer ``request``, then mark the answer as one person's own."""
        response = self.get_response(request)
        if "Cache-Control" not in response and request.session.accessed and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        return response


class HtmxResponseMiddleware:
    """Make redirects and caching right for htmx, let the admin style itself, and leave no answer empty.

    Every page varies on ``HX-Request``, or the Back button shows a bare fragment. A redirect that answers htmx would be
    followed inside the fragment (the sign-in page in a table cell), so it becomes ``HX-Redirect``, a full navigation.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer ``request``, then put the answer's headers right."""
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        if "HX-Request" in request.headers and response.status_code in (301, 302, 303):
            response = _navigate(request, response)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            # Whoever reloads the address that a refused form left behind should not face an empty page.
            response.content = render_to_string("405.html")
        patch_vary_headers(response, ["HX-Request"])
        return response


class BusyMiddleware:
    """Say that the database is busy (503) where a write waited too long for others, or two waited for each other.

    Nothing of it was written then: it can be sent again. Any other failure of the database stays an error.
    """

    # PostgreSQL's codes: two transactions out of order, a deadlock, a lock not to be had, no connection left.
    BUSY = frozenset({"40001", "40P01", "55P03", "53300"})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer ``request``."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:  # noqa: ARG002
        """Answer what a view could not, where it may be tried again."""
        if not isinstance(exception, OperationalError) or not self._is_busy(exception):
            return None
        headers = {"Retry-After": "2"}
        return HttpResponse(render_to_string("503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE, headers=headers)

    def _is_busy(self, exception: OperationalError) -> bool:
        cause = exception.__cause__
        is_waiting = "is locked" in str(exception) or type(cause).__name__ in ("PoolTimeout", "TooManyRequests")
        return is_waiting or getattr(cause, "sqlstate", None) in self.BUSY


def _navigate(request: HttpRequest, redirect: HttpResponse) -> HttpResponse:
    """Turn ``redirect`` into an instruction to htmx to go there as a whole page."""
    target = redirect["Location"]
    sign_in = resolve_url(settings.LOGIN_URL)
    page = urlsplit(request.headers.get("HX-Current-URL", "")).path
    if urlsplit(target).path == sign_in and page:
        # Lead back to the page that htmx was on, not to the fragment it asked for.
        target = f"{sign_in}?next={quote(page)}"
    answer = HttpResponse(headers={"HX-Redirect": target})
    answer.cookies = redirect.cookies
    return answer
