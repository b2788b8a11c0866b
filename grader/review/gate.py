"""Who may ask: a middleware before every route that lets in this machine's invited browsers alone.

Other web pages in the same browser can send requests to the loopback, and a name of theirs may
lead there (DNS rebinding). So Host and Origin must be ours, and the cookie is `SameSite=Strict`.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
MAX_BROWSERS = 50


class Invitations:
    """One-time tokens, and the secrets of the browsers that came with one.

    Args:
        tell: is called with each new token, for the person at the terminal.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._browsers: list[str] = []
        self._token = ""
        self._lock = threading.Lock()

    def invite(self) -> None:
        """Make a token for one more browser."""
        self._token = secrets.token_urlsafe(32)
        self._tell(self._token)

    def exchange(self, token: str) -> str:
        """A browser's secret for a token, which is then used up; empty for a wrong token."""
        with self._lock:
            if not self._token or not _same(token, self._token):
                return ""
            browser = secrets.token_urlsafe(32)
            self._browsers = [*self._browsers, browser][-MAX_BROWSERS:]
            self.invite()
            return browser

    def knows(self, browser: str) -> bool:
        """Whether a cookie holds the secret of a browser that was let in."""
        return any(_same(browser, known) for known in self._browsers)


class Gate:
    """The middleware.

    Args:
        app: what lies behind it.
        invitations: whose browsers are let in.
        port: of this server; others on this machine have other origins.
    """

    def __init__(self, app: ASGIApp, invitations: Invitations, port: int) -> None:
        self._app = app
        self._invitations = invitations
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._cookie = f"review-{port}"  # browsers send a cookie to every port of a host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            answer = self._refusal_or_welcome(Request(scope)) or self._app
            await answer(scope, receive, _with_headers(send))
        # nothing else is served: the server closes a request without an answer

    def _refusal_or_welcome(self, request: Request) -> ASGIApp | None:
        """The answer to everybody but browsers that were let in."""
        headers = request.headers
        if not self._is_ours(headers):
            return PlainTextResponse("This page answers its own address alone.\n", 403)
        if request.method not in {"GET", "POST"}:
            return PlainTextResponse("\n", 405)
        token = request.query_params.get("token", "")
        if token and request.method == "GET" and request.url.path == "/":
            return self._welcome(token)
        if not self._invitations.knows(request.cookies.get(self._cookie, "")):
            text = "Open the address that `grade review` printed last.\n"
            return PlainTextResponse(text, 401)
        if request.method == "POST" and (
            headers.get("origin") is None or headers.get("content-type") != "application/json"
        ):
            return PlainTextResponse("\n", 403)
        return None

    def _is_ours(self, headers: Headers) -> bool:
        host, origin = headers.get("host", ""), headers.get("origin")
        if len(headers.getlist("host")) != 1 or host not in self._hosts:
            return False
        if origin is not None and origin != f"http://{host}":
            return False
        # a link to a token may come from a mail or a terminal, nothing else from elsewhere
        return headers.get("sec-fetch-site", "none") in {"same-origin", "none", "cross-site"} and (
            headers.get("sec-fetch-site") != "cross-site"
            or headers.get("sec-fetch-mode") == "navigate"
        )

    def _welcome(self, token: str) -> ASGIApp:
        """Exchange the token for a cookie, and lead to the address without it."""
        browser = self._invitations.exchange(token)
        if not browser:
            text = "This token is wrong, or it was used already.\n"
            return PlainTextResponse(text, 401)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._cookie, browser, httponly=True, samesite="strict", path="/")
        return answer


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _with_headers(send: Send) -> Send:
    async def sending(event: Message) -> None:
        if event["type"] == "http.response.start":
            headers = MutableHeaders(scope=event)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(event)

    return sending
