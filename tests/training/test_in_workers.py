"""Networks in real workers: pretenders are refused, runs repeat, budgets end, nothing leaks."""

import sys
from pathlib import Path

import numpy as np
import pytest

from grader.checks.api.wrong_answer import WrongAnswerError
from grader.checks.networks import accuracy, assert_reaches
from grader.datasets import load_images
from grader.model import Band, Cause
from grader.sandbox.time_limits import call_too_slow
from grader.training import Network
from grader.training.architecture import ModelRefused
from grader.training.trainer import Draw

pytestmark = [pytest.mark.slow, pytest.mark.long]

CNN = Network("build_cnn", (28, 28, 1), outputs=10)
LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="reads another process's memory as Linux has it"
)
TABLE, DENSE, LEARNS = "test_cnn_is_the_lectures", "test_dnn_is_dense", "test_cnn_learns"
LOSSES = "test_losses_fit"


def with_cnn(source: str, body: str) -> str:
    """The reference with another build_cnn behind it."""
    return f"{source}\n\n_right = build_cnn\n\n\ndef build_cnn():\n    {body}\n"


# what is built -> the sentence and the cause with which the check of the table ends
PRETENDERS = {
    "a number": ("return 93322", "did not return a Keras model", Cause.NO_MODEL),
    "nothing": ("_right()", "returned nothing (None)", Cause.RETURNED_NONE),
    "a class that looks like a model": (
        "return type('Model', (), {'layers': [], 'count_params': lambda self: 93322})()",
        "did not return a Keras model",
        Cause.NO_MODEL,
    ),
    "a Lambda": (
        "return keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Lambda(lambda x: x)])",
        "uses a layer that cannot be graded",
        Cause.LAYER_NOT_ALLOWED,
    ),
    "a layer of one's own": (
        (
            "return keras.Sequential([keras.Input((28, 28, 1)), "
            "type('Oracle', (keras.layers.Layer,), {'call': lambda self, x: x})()])"
        ),
        "uses a layer that cannot be graded",
        Cause.LAYER_NOT_ALLOWED,
    ),
    "an activation of one's own": (
        (
            "return keras.Sequential([keras.Input((28, 28, 1)), "
            "keras.layers.Flatten(), keras.layers.Dense(10, activation=lambda x: x)])"
        ),
        "in a way that cannot be graded",
        Cause.LAYER_NOT_ALLOWED,
    ),
    "a summary and a count that lie": (
        (
            "m = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), "
            "keras.layers.Dense(10, 'softmax')]); m.count_params = lambda: 93322; "
            "m.summary = lambda *a, **k: print('93,322'); return m"
        ),
        "differs from the exercise's table",
        Cause.WRONG_MODEL,
    ),
    "a model without layers to read": (
        "return type('Net', (keras.Model,), {'call': lambda self, x: x})()",
        "do not form one chain",
        Cause.BRANCHED,
    ),
    "a branch": (
        (
            "i = keras.Input((28, 28, 1)); a = keras.layers.Flatten()(i); "
            "b = keras.layers.Flatten()(i); return keras.Model(i, keras.layers.Add()([a, b]))"
        ),
        "do not form one chain",
        Cause.BRANCHED,
    ),
    "billions of parameters, told": (
        (
            "m = _right(); m.layers[-1].get_config = "
            "lambda: {'units': 10**6, 'activation': 'softmax'}; "
            "m.layers[-2].get_config = lambda: {'units': 10**6}; return m"
        ),
        "is too large",
        Cause.MODEL_TOO_LARGE,
    ),
    "images of another size": (
        "return keras.Sequential([keras.Input((14, 14, 1)), keras.layers.Flatten()])",
        "takes input of the wrong shape",
        Cause.WRONG_INPUT,
    ),
    "a kernel larger than its image, told": (
        (
            "m = _right(); m.layers[-4].get_config = lambda: {'filters': 64, 'activation': 'relu', "
            "'kernel_size': [9, 9]}; return m"
        ),
        "cannot take what comes before it",
        Cause.LAYERS_DO_NOT_FIT,
    ),
}


@pytest.mark.attack
@pytest.mark.parametrize("name", PRETENDERS)
def test_what_only_pretends_to_be_the_model_is_refused_in_words(judge, reference_source, name):
    body, sentence, cause = PRETENDERS[name]

    outcome = judge(with_cnn(reference_source, body), TABLE)[TABLE]

    assert outcome.status == "failed"
    assert sentence in outcome.message.text
    assert outcome.cause is cause


@pytest.mark.attack
def test_billions_of_parameters_end_in_the_students_worker(judge, reference_source):
    huge = "return keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), "
    found = judge(with_cnn(reference_source, huge + "keras.layers.Dense(10**8)])"), TABLE, DENSE)

    assert found[TABLE].status in {"error", "crashed"}
    assert found[DENSE].status == "passed"  # and the next model is built as if nothing had been


@pytest.mark.attack
def test_weights_that_are_not_finite_are_refused(judge, reference_source):
    source = reference_source + (
        "\n\ndef train(model, images, labels, epochs):\n"
        "    history = model.fit(images[:64], labels[:64], epochs=epochs, verbose=0)\n"
        "    if len(images) > 100:\n"
        "        model.set_weights([w * np.nan for w in model.get_weights()])\n"
        "    return history\n"
    )

    outcome = judge(source, LEARNS)[LEARNS]

    assert outcome.status == "failed"
    assert "weights that are not finite" in outcome.message.text
    assert outcome.cause is Cause.NOT_FINITE


# what is built -> the check, and its cause
MISTAKES = {
    "not compiled": (LOSSES, "return keras.Sequential(_right().layers)", Cause.NOT_COMPILED),
    "another loss": (
        LOSSES,
        "m = _right(); m.compile('adam', 'mean_squared_error'); return m",
        Cause.WRONG_LOSS,
    ),
    "nothing is learnt": (
        LEARNS,
        "m = _right(); m.compile('sgd', m.loss); m.optimizer.learning_rate = 0.0; return m",
        Cause.LOSS_STAYED,
    ),
    "weights of others, told": (
        LEARNS,
        "m = _right(); m.layers[0].get_weights = lambda: []; return m",
        Cause.MODEL_NOT_REBUILT,
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_network_has_its_cause(judge, reference_source, name):
    check, body, cause = MISTAKES[name]

    assert judge(with_cnn(reference_source, body), check)[check].cause is cause


def test_the_same_submission_is_judged_the_same_again(judge, reference_source):
    first, second = (judge(reference_source, LEARNS)[LEARNS] for _ in range(2))

    assert first.status == second.status
    assert first.evidence.measured == second.evidence.measured
    assert first.evidence.training[0].loss == second.evidence.training[0].loss


@pytest.mark.parametrize(
    ("changes", "stopped"), [({"seconds": 1e-6}, "seconds"), ({"seconds": 30}, "images")]
)
def test_a_budget_that_is_used_up_keeps_what_was_reached(
    watched, reference_source, changes, stopped
):
    source = reference_source.replace("epochs=epochs", "epochs=200")

    trained = watched(source, **changes).training_run.trained(CNN)

    assert trained.record.stopped == stopped
    assert len(trained.record.loss) <= 2
    assert 0 <= trained.record.held_back_accuracy <= 1


def test_a_figure_below_its_band_has_its_cause(watched, reference_source):
    one = watched(reference_source, bands={"cnn_accuracy": Band(least=2.0)})

    with pytest.raises(WrongAnswerError) as caught:
        assert_reaches(one.training_run, "cnn_accuracy", CNN, accuracy)

    assert caught.value.cause is Cause.BELOW_BAND


def test_a_training_that_was_ended_is_said(watched, reference_source):
    endless = reference_source.replace("epochs=epochs", "epochs=200")
    one = watched(endless, bands={"cnn_accuracy": Band(least=2.0)})

    with pytest.raises(WrongAnswerError) as caught:
        assert_reaches(one.training_run, "cnn_accuracy", CNN, accuracy)

    assert "seen once in each epoch" in " ".join(tip.text for tip in caught.value.details)


def test_a_model_that_the_evaluator_waits_for_in_vain_has_its_cause(watched, reference_source):
    """The evaluator's own time is minutes: here its worker says at once that it is over."""
    one = watched(reference_source)
    evaluator = one.training_run._evaluator

    def too_slow(*_):
        raise call_too_slow("predict", 1.0)

    evaluator._process.call = too_slow

    with pytest.raises(ModelRefused) as caught:
        one.training_run.described(CNN)

    assert caught.value.cause is Cause.MODEL_TOO_SLOW


def memory_of(pid: int) -> bytes:
    """All of a process's own memory that can be read."""
    parts = []
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            place, rights, *_ = line.split()
            first, last = (int(end, 16) for end in place.split("-"))
            if rights.startswith("rw"):
                try:
                    memory.seek(first)
                    parts.append(memory.read(last - first))
                except OSError:
                    continue
    return b"".join(parts)


@pytest.fixture
def memories(watched, reference_source):
    """A trained model, and the memory of the student's worker and of the evaluator's."""
    one = watched(reference_source)
    trained = one.training_run.trained(CNN)
    workers = one.process, one.training_run._evaluator._process
    try:
        student, evaluator = (memory_of(w._conversation.channel.pid) for w in workers)
    except PermissionError:
        pytest.skip("this user may not read a worker's memory")
    return trained, student, evaluator


@pytest.fixture
def drawn(course, exercise):
    """The training images and labels of a student without an identity."""
    data = load_images("digits")
    count = exercise.training.plan().images
    chosen = Draw(course.secret, exercise.slug, "").images(len(data.images), count)
    return data._replace(images=data.images[chosen], labels=data.labels[chosen])


def as_labels_lie(labels: np.ndarray) -> list[bytes]:
    """Forty labels as they would lie in a memory, whatever type they were given in."""
    return [labels[:40].astype(kind).tobytes() for kind in (np.uint8, np.int32, np.int64, "f4")]


@pytest.mark.attack
@LINUX
def test_no_hidden_label_image_or_secret_is_in_a_workers_memory(memories, course, drawn):
    trained, memory, _ = memories
    data = load_images("digits")
    renamed = trained.renamed[drawn.labels]

    assert renamed.tobytes() in memory  # the positive control: what it was given is found
    assert drawn.images[5].tobytes() in memory
    for labels in (data.held_back_labels, drawn.labels):  # the latter under their own names
        assert not any(there in memory for there in as_labels_lie(labels))
    assert data.held_back_images[7].tobytes() not in memory
    assert (data.held_back_images[7] / np.float32(255)).tobytes() not in memory
    assert course.secret.encode() not in memory


@pytest.mark.attack
@LINUX
def test_no_hidden_label_or_secret_is_in_the_evaluators_memory(memories, course, drawn):
    """It sees the hidden images, and must not know what they show, under any name."""
    trained, _, memory = memories
    data = load_images("digits")

    for weights in (trained.weights[0][0], trained.weights[-1][0]):  # the positive control
        assert weights.tobytes() in memory
    assert trained.renamed[drawn.labels].tobytes() in memory  # what it was trained with
    for named in (data.held_back_labels, trained.renamed[data.held_back_labels], drawn.labels):
        assert not any(there in memory for there in as_labels_lie(named))
    assert course.secret.encode() not in memory


@pytest.mark.slow
def test_a_training_tells_each_epoch_of_the_evaluator_s_and_its_end(watched, reference_source):
    opened = watched(reference_source, epochs=3)
    told = []
    opened.training_run._trainer._tell = told.append

    trained = opened.training_run.trained(CNN)

    own, *epochs, end = told
    assert (own.function, own.epochs) == ("build_cnn", 0)
    assert [(one.epoch, one.epochs) for one in epochs] == [(1, 3), (2, 3), (3, 3)]
    assert [one.loss for one in epochs] == [None, *trained.record.loss[:2]]
    assert [one.seconds_left is None for one in epochs] == [True, False, False]
    assert end is None
