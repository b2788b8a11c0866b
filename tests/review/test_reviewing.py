"""What a review keeps: comments for one and for many, marks, what was seen; blind, and killed."""

from __future__ import annotations

import json
import threading

import msgspec
import pytest

from grader.errors import GraderError
from grader.model.remark import Blind
from grader.results.comments import INDEX, JOURNAL, REVIEW, forget_in_review, load_review
from grader.results.store import open_to_write
from grader.review.reviewing import ChangedComment, NewComment, NewMark, NewSeen, Refusal
from grader.review.store import open_review
from tests.made_classes import member_of
from tests.review.conftest import SLUG, number_of, write_student


def comment_on(reviewing, student: str, text: str = "Well done.", **more) -> str:
    given = NewComment(SLUG, number_of(reviewing, student), text=text, **more)
    return reviewing.add_comment(given)["id"]


def comments_of(reviewing, student: str) -> list[dict]:
    return reviewing.answer(SLUG, number_of(reviewing, student))["comments"]


def group_of(reviewing, size: int) -> dict:
    (found,) = [g for g in reviewing.queue(SLUG)["groups"] if len(g["numbers"]) == size]
    return found


def names_in(reviewing, group: dict) -> set[str]:
    return {
        student
        for student in "ann bob cho dan eva fay gus".split()
        if number_of(reviewing, student) in group["numbers"]
    }


# -- who is there


def test_the_queue_has_everybody_who_handed_something_in(reviewing):
    names = [row[1] for row in reviewing.queue(SLUG)["students"]]

    assert names == ["ann", "bob", "cho", "dan", "eva", "fay", "gus"]


def test_answers_are_grouped_by_a_wrong_idea(reviewing):
    group = group_of(reviewing, 3)

    assert group["idea"]
    assert group["title"] == "A flipped kernel."
    assert names_in(reviewing, group) == {"ann", "bob", "cho"}


def test_answers_without_an_idea_are_grouped_by_equal_wrong_values(reviewing):
    group = group_of(reviewing, 2)

    assert not group["idea"]
    assert group["detail"] == "5"
    assert names_in(reviewing, group) == {"dan", "eva"}


def test_nobody_is_a_group_alone(reviewing):
    assert len(reviewing.queue(SLUG)["groups"]) == 2


def test_the_code_stands_beside_the_findings(reviewing):
    answer = reviewing.answer(SLUG, number_of(reviewing, "dan"))

    assert "    # dan" in answer["cells"][0]["lines"]
    assert [finding["actual"] for finding in answer["findings"]] == ["5"]


# -- comments


def test_a_comment_stands_where_it_was_written_and_nowhere_else(reviewing):
    comment_on(reviewing, "ann", "Look at the kernel.", points=-0.5)

    assert [(c["text"], c["points"]) for c in comments_of(reviewing, "ann")] == [
        ("Look at the kernel.", -0.5)
    ]
    assert comments_of(reviewing, "bob") == []


def test_a_comment_for_a_group_is_one_comment_of_everybody_in_it(reviewing):
    group = group_of(reviewing, 3)

    done = reviewing.add_comment(NewComment(SLUG, group=group["key"], text="Turn it round."))

    assert done["count"] == 3
    for student in ("ann", "bob", "cho"):
        assert [(c["id"], c["count"]) for c in comments_of(reviewing, student)] == [(done["id"], 3)]
    assert comments_of(reviewing, "dan") == []


def test_a_change_counts_for_the_whole_group(reviewing):
    group = group_of(reviewing, 3)
    made = reviewing.add_comment(NewComment(SLUG, group=group["key"], text="Turn it round."))

    reviewing.change_comment(ChangedComment(made["id"], 1, "Turn it twice.", 1.0))

    assert {comments_of(reviewing, name)[0]["text"] for name in ("ann", "bob", "cho")} == {
        "Turn it twice."
    }


def test_a_comment_is_taken_back_from_one_of_a_group(reviewing):
    group = group_of(reviewing, 3)
    made = reviewing.add_comment(NewComment(SLUG, group=group["key"], text="Turn it round."))

    reviewing.change_comment(ChangedComment(made["id"], 1, number=number_of(reviewing, "bob")))

    assert comments_of(reviewing, "bob") == []
    assert comments_of(reviewing, "ann")[0]["count"] == 2


def test_a_comment_that_was_taken_back_is_gone(reviewing):
    made = comment_on(reviewing, "ann")

    reviewing.change_comment(ChangedComment(made, 1))

    assert comments_of(reviewing, "ann") == []


def test_a_change_of_an_old_version_is_refused_and_shows_the_new_one(reviewing):
    made = comment_on(reviewing, "ann", "first")
    reviewing.change_comment(ChangedComment(made, 1, "second"))

    with pytest.raises(Refusal) as refused:
        reviewing.change_comment(ChangedComment(made, 1, "third"))

    assert (refused.value.status, refused.value.content["text"]) == (409, "second")
    assert comments_of(reviewing, "ann")[0]["text"] == "second"


def test_comments_written_at_the_same_time_are_all_there(reviewing):
    number = number_of(reviewing, "ann")

    def write(many: int) -> None:
        for at in range(10):
            reviewing.add_comment(NewComment(SLUG, number, text=f"{many}.{at}"))

    threads = [threading.Thread(target=write, args=(many,)) for many in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    texts = {comment["text"] for comment in comments_of(reviewing, "ann")}
    assert texts == {f"{many}.{at}" for many in range(4) for at in range(10)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "  "},
        {"text": "x" * 10_001},
        {"text": "x", "points": float("nan")},
        {"text": "x", "points": 1e9},
    ],
    ids=["no text", "too long", "no number", "too many points"],
)
def test_a_comment_that_says_nothing_or_gives_no_points_is_refused(reviewing, wrong):
    with pytest.raises(Refusal):
        comment_on(reviewing, "ann", **wrong)

    assert comments_of(reviewing, "ann") == []


def test_who_handed_nothing_in_gets_no_comment(reviewing):
    with pytest.raises(Refusal):
        comment_on(reviewing, "hal")


# -- rubric and progress


def test_a_level_of_the_rubric_is_given_and_taken_back(reviewing):
    number = number_of(reviewing, "ann")

    reviewing.mark(NewMark(SLUG, number, criterion="style", level=1))
    given = reviewing.answer(SLUG, number)["marks"]
    reviewing.mark(NewMark(SLUG, number, criterion="style", level=None))
    taken = reviewing.answer(SLUG, number)["marks"]

    assert (given, taken) == ({"style": 1}, {"style": None})


def test_a_level_for_a_group_is_one_of_each_in_it(reviewing):
    group = group_of(reviewing, 2)

    reviewing.mark(NewMark(SLUG, group=group["key"], criterion="explanation", level=1))

    assert [row[1] for row in reviewing.queue(SLUG)["students"] if row[7]] == ["dan", "eva"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"criterion": "none", "level": 0},
        {"criterion": "style", "level": 2},
        {"criterion": "style", "level": -1},
    ],
)
def test_a_level_that_the_rubric_does_not_have_is_refused(reviewing, wrong):
    with pytest.raises(Refusal):
        reviewing.mark(NewMark(SLUG, number_of(reviewing, "ann"), **wrong))


def test_what_was_seen_is_kept_and_can_be_unseen(reviewing):
    for student, seen in (("ann", True), ("bob", True), ("bob", False)):
        reviewing.see(NewSeen(SLUG, number_of(reviewing, student), seen))

    assert [row[1] for row in reviewing.queue(SLUG)["students"] if row[5]] == ["ann"]


def test_a_spot_check_is_the_same_after_the_review_was_opened_again(open_reviewing):
    drawn = []
    for _ in range(2):
        with open_reviewing() as reviewing:
            drawn.append(reviewing.queue(SLUG)["shuffled"])

    assert drawn[0] == drawn[1]
    assert len(set(drawn[0])) == 7


# -- kept


def everything(reviewing) -> bytes:
    numbers = [row[0] for row in reviewing.queue(SLUG)["students"]]
    return msgspec.json.encode(
        [reviewing.queue(SLUG), [reviewing.answer(SLUG, number) for number in numbers]]
    )


def give_a_bit_of_everything(reviewing) -> None:
    made = comment_on(reviewing, "ann", "one")
    comment_on(reviewing, "ann", "two", points=1.0, where="doubling.py", line=3)
    reviewing.change_comment(ChangedComment(made, 1, "one again"))
    group = group_of(reviewing, 3)
    reviewing.add_comment(NewComment(SLUG, group=group["key"], text="for all"))
    reviewing.mark(NewMark(SLUG, number_of(reviewing, "bob"), criterion="style", level=1))
    reviewing.see(NewSeen(SLUG, number_of(reviewing, "bob"), seen=True))


def test_the_index_is_made_again_from_the_readable_files(open_reviewing, class_of_eight):
    with open_reviewing() as reviewing:
        give_a_bit_of_everything(reviewing)
        before = everything(reviewing)
    (class_of_eight / REVIEW / INDEX).unlink()  # "one again", "two", "for all", a mark, seen

    with open_reviewing() as reviewing:
        assert everything(reviewing) == before


def test_a_damaged_index_is_made_again(open_reviewing, class_of_eight):
    with open_reviewing() as reviewing:
        give_a_bit_of_everything(reviewing)
        before = everything(reviewing)
    (class_of_eight / REVIEW / INDEX).write_bytes(b"no database at all" * 100)

    with open_reviewing() as reviewing:
        assert everything(reviewing) == before


def test_an_event_that_a_killed_process_wrote_to_the_journal_alone_is_found(
    open_reviewing, class_of_eight
):
    with open_reviewing() as reviewing:
        comment_on(reviewing, "ann", "one")
    path = class_of_eight / REVIEW / JOURNAL
    lines = path.read_bytes().splitlines(keepends=True)
    event = json.loads(lines[-1]) | {"id": "another", "text": "two"}
    path.write_bytes(path.read_bytes() + json.dumps(event).encode() + b"\n")

    with open_reviewing() as reviewing:
        assert [c["text"] for c in comments_of(reviewing, "ann")] == ["one", "two"]


def test_half_a_line_of_a_killed_process_hides_no_other_comment(open_reviewing, class_of_eight):
    with open_reviewing() as reviewing:
        comment_on(reviewing, "ann", "one")
    with (class_of_eight / REVIEW / JOURNAL).open("ab") as file:
        file.write(b'{"event":"comment","id":"half')

    assert [c.text for c in load_review(class_of_eight).comments.values()] == ["one"]
    with open_reviewing() as reviewing:
        comment_on(reviewing, "ann", "two")
        assert [c["text"] for c in comments_of(reviewing, "ann")] == ["one", "two"]
    assert [c.text for c in load_review(class_of_eight).comments.values()] == ["one", "two"]


def test_a_line_that_is_no_event_is_named(class_of_eight, open_reviewing):
    with open_reviewing() as reviewing:
        comment_on(reviewing, "ann", "one")
    path = class_of_eight / REVIEW / JOURNAL
    path.write_bytes(path.read_bytes() + b"{}\n")

    with pytest.raises(GraderError, match=r"comments\.jsonl, line 3"):
        load_review(class_of_eight)


def test_comments_stay_when_the_class_is_graded_again(open_reviewing, class_of_eight):
    with open_reviewing() as reviewing:
        give_a_bit_of_everything(reviewing)
        before = comments_of(reviewing, "ann")
    with open_to_write(class_of_eight) as results:
        write_student(results, member_of("ann", name="Ann Kim"), "6")

    with open_reviewing() as reviewing:
        assert comments_of(reviewing, "ann") == before
        assert names_in(reviewing, group_of_detail(reviewing, "6")) == {"ann", "fay"}


def group_of_detail(reviewing, detail: str) -> dict:
    (found,) = [g for g in reviewing.queue(SLUG)["groups"] if g["detail"] == detail]
    return found


def test_a_second_process_is_told_that_the_review_is_open(open_reviewing, class_of_eight):
    with (
        open_reviewing(),
        pytest.raises(GraderError, match="has this review open"),
        open_review(class_of_eight),
    ):
        pass


def test_a_folder_without_results_stays_empty(tmp_path):
    (tmp_path / "empty").mkdir()

    with pytest.raises(GraderError, match="no results"), open_review(tmp_path / "empty"):
        pass

    assert list((tmp_path / "empty").iterdir()) == []


def test_who_is_forgotten_is_in_no_line_of_the_journal(open_reviewing, class_of_eight):
    with open_reviewing() as reviewing:
        give_a_bit_of_everything(reviewing)
        comment_on(reviewing, "bob", "about bob alone")

    assert forget_in_review(class_of_eight, "bob")
    assert not forget_in_review(class_of_eight, "bob")

    text = (class_of_eight / REVIEW / JOURNAL).read_text("utf-8")
    assert "bob" not in text
    with open_reviewing() as reviewing:
        assert comments_of(reviewing, "bob") == []
        assert [(c["text"], c["count"]) for c in comments_of(reviewing, "ann")] == [
            ("one again", 1),
            ("two", 1),
            ("for all", 2),
        ]


# -- without names


@pytest.fixture
def blind(reviewing):
    reviewing.store.add([Blind(on=True)])
    return reviewing


def test_a_blind_review_names_nobody(blind):
    numbers = [row[0] for row in blind.queue(SLUG)["students"]]
    answers = [blind.answer(SLUG, number) for number in numbers]
    for answer in answers:
        del answer["cells"]  # the code says what its author wrote in it
    said = msgspec.json.encode([blind.start(), blind.queue(SLUG), answers]).decode().lower()

    assert blind.start()["blind"]
    assert not [name for name in "ann bob cho dan eva fay gus".split() if name in said]


def test_a_blind_queue_is_in_the_order_of_lots(blind):
    numbers = [row[0] for row in blind.queue(SLUG)["students"]]

    assert numbers == sorted(numbers) == blind.queue(SLUG)["shuffled"]


def test_what_is_given_blind_is_held_back_until_it_is_released(blind):
    comment_on(blind, "ann", points=1.0)
    held = load_review(blind.store.out)
    blind.store.add([Blind(on=False)])
    released = load_review(blind.store.out)

    assert list(held.points("en")) == []
    assert not any(held.remarks().values())
    assert [each.points for each in released.points("en")] == [1.0]
    assert [remark.text for remark in released.remarks()["ann"]] == ["Well done."]


def test_what_was_given_before_a_blind_review_stays_as_it_was(reviewing):
    made = comment_on(reviewing, "ann", "before", points=1.0)
    reviewing.store.add([Blind(on=True)])
    reviewing.change_comment(ChangedComment(made, 1, "within", 2.0))

    held = load_review(reviewing.store.out)

    assert [each.points for each in held.points("en")] == [1.0]
    assert [remark.text for remark in held.remarks()["ann"]] == ["before"]
