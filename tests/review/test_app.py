"""Who is let in, and what is served: the routes behind the gate, without a socket."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from starlette.testclient import TestClient

from grader.review.app import make_app
from grader.review.gate import Gate, Invitations
from grader.review.page import KEYS, WORDS
from tests.review.conftest import SLUG, number_of, write_class

PORT = 4711
HOME = f"http://127.0.0.1:{PORT}"
NEW = {"exercise": SLUG, "group": "", "text": "Fine."}


@pytest.fixture
def tokens() -> list[str]:
    """The tokens that were printed."""
    return []


@pytest.fixture
def new_browser(reviewing, tokens):
    """Makes a browser without a cookie."""
    invitations = Invitations(tokens.append)
    invitations.invite()
    gate = Gate(make_app(reviewing), invitations, PORT)
    return lambda: TestClient(gate, base_url=HOME, follow_redirects=False)


@pytest.fixture
def browser_inside(new_browser, tokens):
    """A browser that was let in."""
    client = new_browser()
    client.get("/", params={"token": tokens[-1]})
    return client


def post(client, path: str, body: object, **headers: str):
    return client.post(path, json=body, headers={"Origin": HOME} | headers)


def all_comments(reviewing) -> list:
    return reviewing.store.rows("SELECT text FROM comments")


# -- who is let in


def test_a_token_is_exchanged_for_a_cookie_and_leaves_the_address(new_browser, tokens):
    answer = new_browser().get("/", params={"token": tokens[0]})

    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert tokens[0].lower() not in cookie


def test_a_browser_with_the_cookie_sees_the_page(browser_inside):
    assert "<title>Review</title>" in browser_inside.get("/").text


def test_a_token_is_good_for_one_browser_and_the_next_is_printed(new_browser, tokens):
    first, second = new_browser(), new_browser()
    first.get("/", params={"token": tokens[0]})

    again = second.get("/", params={"token": tokens[0]})
    other = second.get("/", params={"token": tokens[1]})

    assert (again.status_code, other.status_code) == (401, 303)
    assert first.get("/api/start").status_code == second.get("/api/start").status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/start", "/review.js", "/style.css", "/nothing"])
def test_nothing_is_served_without_a_cookie(new_browser, path):
    assert new_browser().get(path).status_code == 401


@pytest.mark.parametrize("token", ["wrong", "%00", "ü", "x" * 5000])
def test_a_wrong_token_is_refused(new_browser, token):
    client = new_browser()

    assert client.get("/", params={"token": token}).status_code == 401
    assert client.get("/api/start").status_code == 401


def test_a_wrong_cookie_is_refused(new_browser):
    client = new_browser()
    client.cookies.set(f"review-{PORT}", "wrong")

    assert client.get("/api/start").status_code == 401


@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        f"example.com:{PORT}",
        "127.0.0.1",
        "127.0.0.1:80",
        f"127.0.0.1.nip.io:{PORT}",
        f"127.0.0.1:{PORT}@example.com",
        "",
    ],
)
def test_another_host_is_refused_even_with_the_cookie(browser_inside, host):
    assert browser_inside.get("/api/start", headers={"Host": host}).status_code == 403


def test_localhost_is_this_machine_too(browser_inside, new_browser, tokens):
    home = f"localhost:{PORT}"
    answer = new_browser().get("/", params={"token": tokens[-1]}, headers={"Host": home})

    assert answer.status_code == 303


@pytest.mark.parametrize(
    "origin",
    [
        "http://example.com",
        "null",
        f"https://127.0.0.1:{PORT}",
        "http://127.0.0.1:1",
        f"http://localhost:{PORT}",
    ],
)
def test_another_origin_writes_nothing(browser_inside, reviewing, origin):
    body = NEW | {"number": number_of(reviewing, "ann")}

    assert post(browser_inside, "/api/comments", body, Origin=origin).status_code == 403
    assert all_comments(reviewing) == []


def test_a_form_of_another_page_writes_nothing(browser_inside, reviewing):
    body = {"number": number_of(reviewing, "ann")} | NEW

    no_origin = browser_inside.post("/api/comments", json=body)
    no_json = post(browser_inside, "/api/comments", body, **{"Content-Type": "text/plain"})

    assert (no_origin.status_code, no_json.status_code) == (403, 403)
    assert all_comments(reviewing) == []


def test_another_page_may_not_load_anything_of_ours(browser_inside):
    other = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    near = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"}  # another port

    assert browser_inside.get("/review.js", headers=other).status_code == 403
    assert browser_inside.get("/review.js", headers=near).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"])
def test_other_methods_are_refused(browser_inside, method):
    assert browser_inside.request(method, "/api/start").status_code == 405


@pytest.mark.parametrize("path", ["/", "/api/start", "/review.js", "/nothing"])
def test_every_answer_has_the_headers_of_a_page_that_runs_only_our_script(browser_inside, path):
    headers = browser_inside.get(path).headers

    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"


def test_refusals_have_the_headers_too(new_browser):
    assert new_browser().get("/").headers["x-content-type-options"] == "nosniff"


def test_the_page_has_no_script_or_style_of_its_own(browser_inside):
    page = browser_inside.get("/").text

    assert page.count("<script") == page.count('<script src="/review.js" defer></script>') == 1
    assert "<style" not in page
    assert " style=" not in page
    assert " on" not in page.split("data-words")[0]


# -- what is asked


def test_a_comment_is_written_and_stands_in_the_answer(browser_inside, reviewing):
    number = number_of(reviewing, "ann")

    made = post(browser_inside, "/api/comments", NEW | {"number": number})
    found = browser_inside.get("/api/answer", params={"exercise": SLUG, "number": number}).json()

    assert made.status_code == 200
    assert [comment["id"] for comment in found["comments"]] == [made.json()["id"]]


def test_a_conflict_is_answered_with_the_words_that_are_there(browser_inside, reviewing):
    made = post(browser_inside, "/api/comments", NEW | {"number": number_of(reviewing, "ann")})
    change = {"id": made.json()["id"], "version": 1, "text": "second"}
    post(browser_inside, "/api/comments/change", change)

    late = post(browser_inside, "/api/comments/change", change | {"text": "third"})

    assert (late.status_code, late.json()["text"]) == (409, "second")


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"exercise": 1}', b"[" * 30_000])
def test_a_body_that_is_none_of_ours_is_refused(browser_inside, body):
    headers = {"Origin": HOME, "Content-Type": "application/json"}

    assert browser_inside.post("/api/comments", content=body, headers=headers).status_code == 400


def test_a_body_that_is_too_large_is_refused(browser_inside):
    headers = {"Origin": HOME, "Content-Type": "application/json"}

    answer = browser_inside.post("/api/comments", content=b" " * 70_000, headers=headers)

    assert answer.status_code == 413


@pytest.mark.parametrize("number", ["", "x", "-1", "1" * 40, "4"])
def test_a_student_who_is_not_there_is_no_failure_of_ours(browser_inside, number):
    answer = browser_inside.get("/api/answer", params={"exercise": SLUG, "number": number})

    assert answer.status_code in {400, 404}


# -- strangers' words


def test_characters_that_cannot_be_seen_are_named(tmp_path, open_reviewing):
    code = "def double(x):\n    return x  # \u202e {student} \u2066\x1b[31m\x00\u200b\n"
    out = write_class(tmp_path / "odd", {"ann": "i"}, code)

    with open_reviewing(out) as reviewing:
        lines = reviewing.answer(SLUG, number_of(reviewing, "ann"))["cells"][0]["lines"]

    assert lines[1] == ("    return x  # ⟦U+202E⟧ ann ⟦U+2066⟧⟦U+001B⟧[31m⟦U+0000⟧⟦U+200B⟧")


def test_a_long_file_is_cut_and_says_so(tmp_path, open_reviewing):
    code = "# {student}\n" + "x = 1\n" * 9_000
    out = write_class(tmp_path / "long", {"ann": "i"}, code)

    with open_reviewing(out) as reviewing:
        answer = reviewing.answer(SLUG, number_of(reviewing, "ann"))

    assert answer["is_cut"]
    assert len(answer["cells"][0]["lines"]) == 4_000


def test_words_of_students_are_in_the_json_alone(browser_inside):
    assert "ann" not in browser_inside.get("/").text.split('data-words="')[0]


def test_the_script_and_the_page_have_the_same_words_and_keys():
    script = (files("grader.review") / "static" / "review.js").read_text("utf-8")
    used = set(re.findall(r"words\.(\w+)|say\(\"(\w+)\"", script))
    keys = script.split("const KEYS = {")[1].split("};")[0]

    assert {one or other for one, other in used} == set(WORDS)
    for key in KEYS:
        for letter in key.split() if len(key) <= 3 and key != "Esc" else ():
            assert re.search(rf'(^|[\s,])"?{re.escape(letter)}"?: ', keys)
