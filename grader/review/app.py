"""The routes of the review page: JSON of students, answers and groups; comments, marks, seen."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from grader.errors import GraderError
from grader.reports.pages.page import style_sheet

from .page import render_review_page
from .reviewing import ChangedComment, NewComment, NewMark, NewSeen, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from .reviewing import Reviewing

MAX_BODY_BYTES = 64 * 1024
STATIC = {"review.js": "text/javascript", "review.css": "text/css", "icon.svg": "image/svg+xml"}


def make_app(reviewing: Reviewing) -> Starlette:
    """The application, to be put behind a `Gate`."""
    exercise_of = _text_parameter("exercise")
    posts: dict[str, tuple[type[Any], Callable[[Any], Any]]] = {
        "/api/comments": (NewComment, reviewing.add_comment),
        "/api/comments/change": (ChangedComment, reviewing.change_comment),
        "/api/marks": (NewMark, reviewing.mark),
        "/api/seen": (NewSeen, reviewing.see),
    }
    gets: dict[str, Callable[[Request], Any]] = {
        "/api/start": lambda _: reviewing.start(),
        "/api/queue": lambda request: reviewing.queue(exercise_of(request)),
        "/api/answer": lambda request: reviewing.answer(exercise_of(request), _number(request)),
    }
    page = render_review_page(reviewing.language)
    routes = [Route("/", _fixed(page, "text/html"))]
    routes += [Route(f"/{name}", _fixed(_static(name), kind)) for name, kind in STATIC.items()]
    routes.append(Route("/style.css", _fixed(style_sheet(), "text/css")))
    routes += [Route(path, _get(ask)) for path, ask in gets.items()]
    routes += [Route(path, _post(kind, do), methods=["POST"]) for path, (kind, do) in posts.items()]
    return Starlette(routes=routes)


def _get(ask: Callable[[Request], Any]) -> Callable[[Request], Any]:
    async def answered(request: Request) -> Response:
        return await run_in_threadpool(_answered, ask, request)

    return answered


def _post(kind: type[Any], do: Callable[[Any], Any]) -> Callable[[Request], Any]:
    async def answered(request: Request) -> Response:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > MAX_BODY_BYTES:
                return _json({}, 413)
        try:
            given = msgspec.json.decode(body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return _json({}, 400)
        return await run_in_threadpool(_answered, do, given)

    return answered


def _answered(do: Callable[[Any], Any], given: Any) -> Response:
    try:
        return _json(do(given))
    except Refusal as refusal:
        return _json(refusal.content, refusal.status)
    except GraderError as error:  # the disk is full, a file of grades is damaged
        return _json({"said": str(error)}, 500)


def _json(content: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(content), status, media_type="application/json")


def _fixed(text: str, kind: str) -> Callable[[Request], Any]:
    async def answered(request: Request) -> Response:  # noqa: ARG001 - the signature of a route
        return Response(text, media_type=kind)

    return answered


def _static(name: str) -> str:
    return (files("grader.review") / "static" / name).read_text("utf-8")


def _text_parameter(name: str) -> Callable[[Request], str]:
    return lambda request: request.query_params.get(name, "")


def _number(request: Request) -> int:
    text = request.query_params.get("number", "")
    if not text.isdecimal() or len(text) > 16:
        raise Refusal(400, {})
    return int(text)
