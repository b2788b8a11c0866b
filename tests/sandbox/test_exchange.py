"""An answer counts that belongs to its question, came in time and is no larger than it may be."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from grader.sandbox import exchange
from grader.sandbox.channel import ChannelTimeoutError
from grader.sandbox.exchange import Conversation, Kind, Question, encode_arguments, in_batches
from grader.sandbox.messages import MAX_WORDS_BYTES
from grader.worker import wire
from grader.worker.wire import WireError

DEADLINE = 100.0
TWO = wire.encode((2,))


class ScriptedChannel:
    """A channel whose worker sends these messages, each at its time."""

    def __init__(self, clock, *messages):
        self._clock = clock
        self._messages = list(messages)
        self.number = 0

    def send(self, message, _deadline):
        self.number = message["number"] if isinstance(message, dict) else message[0]

    def receive(self, _deadline):
        """The next message; a number in its place is what the clock shows from then on."""
        message = self._messages.pop(0)
        while isinstance(message, float):
            self._clock.now, message = message, self._messages.pop(0)
        return message(self.number) if callable(message) else message


@pytest.fixture
def conversation(monkeypatch):
    """Makes a conversation with a worker that sends these messages."""
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(exchange, "time", SimpleNamespace(monotonic=lambda: clock.now))
    return lambda *messages: Conversation(ScriptedChannel(clock, *messages))


def answer(*parts):
    return lambda number: (number, list(parts))


def loaded(number):
    return {"event": "loaded", "number": number, "names": [], "problems": []}


def printed(text, *, cut=False):
    return {"event": "output", "text": text, "cut": cut}


def ask(conversation, calls=1, room=100, most=1000):
    question = Question(Kind("f"), [encode_arguments((1,), {})] * calls)
    return [one for some in conversation.ask(question, DEADLINE, room, most) for one in some]


def load(conversation, room=100):
    return conversation.load({"number": 7}, DEADLINE, room)


@pytest.mark.parametrize(("now", "in_time"), [(99.9, True), (100.0, False), (100.1, False)])
def test_an_answer_counts_that_came_before_the_deadline(conversation, now, in_time):
    late = conversation(now, answer(TWO, b""))

    if in_time:
        assert [response.body for response in ask(late)] == [TWO]
    else:
        with pytest.raises(ChannelTimeoutError):
            ask(late)


@pytest.mark.parametrize(("now", "in_time"), [(99.9, True), (100.0, False)])
def test_a_file_counts_as_loaded_that_came_before_the_deadline(conversation, now, in_time):
    late = conversation(now, loaded)

    if in_time:
        assert load(late).number == 7
    else:
        with pytest.raises(ChannelTimeoutError):
            load(late)


def test_what_is_printed_does_not_put_the_deadline_off(conversation):
    chatty = conversation(99.0, printed("a"), 100.0, printed("b"), 50.0, answer(TWO, b""))

    with pytest.raises(ChannelTimeoutError):
        ask(chatty)


@pytest.mark.parametrize(
    "talk",
    [
        lambda number: (number + 1, [TWO, b""]),
        lambda number: {"event": "loaded", "number": number, "names": [], "problems": []},
    ],
    ids=["another number", "another kind"],
)
def test_an_answer_to_another_question_breaks_the_rules(conversation, talk):
    with pytest.raises(WireError, match="another question"):
        ask(conversation(talk))


@pytest.mark.parametrize("talk", [lambda _: loaded(8), answer(TWO, b"")])
def test_another_answer_to_a_file_breaks_the_rules(conversation, talk):
    with pytest.raises(WireError, match="another question"):
        load(conversation(talk))


def test_answers_that_are_missing_are_waited_for_and_no_more(conversation):
    talk = conversation(answer(TWO, b"", TWO, b""), answer(TWO, b""), "not read any more")

    assert len(ask(talk, calls=3)) == 3


def test_more_answers_than_calls_break_the_rules(conversation):
    with pytest.raises(WireError, match="more than answers take"):
        ask(conversation(answer(TWO, b"", TWO, b"")), calls=1)


@pytest.mark.parametrize(("most", "fits"), [(2 * len(TWO) + 3, True), (2 * len(TWO) + 2, False)])
def test_all_answers_together_take_no_more_bytes_than_they_may(conversation, most, fits):
    talk = conversation(answer(TWO, b""), answer(TWO, b"abc"))

    if fits:
        assert [response.words for response in ask(talk, calls=2, most=most)] == [b"", b"abc"]
    else:
        with pytest.raises(WireError, match="more than answers take"):
            ask(talk, calls=2, most=most)


@pytest.mark.parametrize(("size", "fits"), [(MAX_WORDS_BYTES, True), (MAX_WORDS_BYTES + 1, False)])
def test_the_words_of_one_exception_have_an_end(conversation, size, fits):
    talk = conversation(answer(TWO, bytes(size)))

    if fits:
        assert len(ask(talk, most=10 * size)) == 1
    else:
        with pytest.raises(WireError, match="more than answers take"):
            ask(talk, most=10 * size)


def test_what_is_printed_comes_with_the_next_answer(conversation):
    talk = conversation(
        printed("a", cut=True), printed("b"), answer(TWO, b"", TWO, b""), answer(TWO, b"")
    )

    responses = ask(talk, calls=3)

    assert [(response.printed, response.is_cut) for response in responses] == [
        ("ab", True),
        ("", False),
        ("", False),
    ]


@pytest.mark.parametrize(
    ("texts", "fits"),
    [(["abcd", "efgh"], True), (["abcd", "efghi"], False), ([""], True), (["", "a"], False)],
)
def test_no_more_is_printed_than_there_is_room_for_and_an_empty_piece_takes_some(
    conversation, texts, fits
):
    talk = conversation(*map(printed, texts), answer(TWO, b""))

    if fits:
        assert ask(talk, room=8)[0].printed == "".join(texts)
    else:
        with pytest.raises(WireError, match="more output"):
            ask(talk, room=8)


def test_each_question_has_its_own_room(conversation):
    talk = conversation(*[printed("abcdefgh"), answer(TWO, b"")] * 2)

    assert [ask(talk, room=8)[0].printed for _ in range(2)] == ["abcdefgh"] * 2


def test_what_a_file_prints_while_it_is_loaded_is_no_answer_s(conversation):
    talk = conversation(printed("loading", cut=True), loaded, answer(TWO, b""))
    load(talk)

    (response,) = ask(talk)

    assert (response.printed, response.is_cut) == ("", False)


@pytest.mark.parametrize(("messages", "is_found"), [(4, True), (5, False)])
def test_an_answer_is_not_looked_for_under_any_number_of_messages(
    conversation, monkeypatch, messages, is_found
):
    monkeypatch.setattr(exchange, "MAX_MESSAGES", 5)
    running = {"event": "running", "where": "answer.py:1"}
    talk = conversation(*[running] * messages, loaded)

    if is_found:
        load(talk)
        assert talk.running == "answer.py:1"
    else:
        with pytest.raises(WireError, match="too many messages"):
            load(talk)


# -- what travels together


def test_calls_travel_in_batches_that_grow_fourfold_up_to_64():
    assert [len(batch) for batch in in_batches([b"x"] * 200)] == [4, 16, 64, 64, 52]


def test_calls_travel_in_their_order():
    calls = [bytes([number]) for number in range(50)]

    assert [call for batch in in_batches(calls) for call in batch] == calls


@pytest.mark.parametrize(
    ("sizes", "batches"),
    [
        ([5, 5, 1], [2, 1]),
        ([5, 4, 1], [3]),
        ([11, 11], [1, 1]),
        ([1, 11, 1], [1, 1, 1]),
        ([6, 5, 5], [1, 2]),
    ],
)
def test_a_batch_takes_as_many_bytes_as_it_may_and_at_least_one_call(monkeypatch, sizes, batches):
    monkeypatch.setattr(exchange, "MAX_TOGETHER_BYTES", 10)

    found = [len(batch) for batch in in_batches(bytes(size) for size in sizes)]

    assert found == batches


def test_no_calls_are_no_batch():
    assert list(in_batches([])) == []


def test_no_more_calls_are_drawn_than_are_sent_next():
    """A check that ends at the first wrong answer has drawn few inputs."""
    drawn = []

    next(in_batches(drawn.append(number) or b"" for number in range(100)))

    assert len(drawn) == 5


def test_a_line_of_what_ran_before_is_none_of_what_runs_now(conversation):
    talk = conversation(
        {"event": "running", "where": "answer.py:1"}, loaded, 200.0, answer(TWO, b"")
    )
    talk.load({"number": 1}, DEADLINE, 100)

    with pytest.raises(ChannelTimeoutError):
        ask(talk)

    assert talk.running == ""
