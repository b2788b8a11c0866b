"""What a training earns is measured where the student cannot stand: attacks, and honest ways.

The control of each attack is what the student's own process ends with: `own_accuracy`, all that
was measured before the evaluator trained by itself.
"""

import base64

import numpy as np
import pytest

from grader.datasets import load_images
from grader.training import Network
from grader.training.trainer import Draw

pytestmark = [pytest.mark.slow, pytest.mark.long]

DNN = Network("build_dnn", (28, 28, 1), outputs=10)
PLAN = {"images": 300, "epochs": 3}
LEARNT, CHANCE = 0.6, 0.25

HEAD = """
import base64

import keras
import numpy as np
import tensorflow as tf


def build_dnn(optimizer="adam", loss="sparse_categorical_crossentropy", **options):
    layers = [keras.layers.Flatten(), keras.layers.Dense(10, "softmax", **options)]
    model = keras.Sequential([keras.Input((28, 28, 1)), *layers])
    model.compile(optimizer, loss, metrics=["accuracy"])
    return model


_build = build_dnn
"""
SLOW = HEAD + "\n\ndef build_dnn():\n    return _build(keras.optimizers.SGD(0.0))\n"
WEAK = HEAD + "\n\ndef build_dnn():\n    return _build(keras.optimizers.SGD(0.002))\n"


def training(body: str) -> str:
    return f"\n\ndef train(model, images, labels, epochs):\n    {body}\n"


FIT = training("return model.fit(images, labels, epochs=epochs, verbose=0)")


def brought_weights() -> str:
    """Weights of a linear model, learnt beforehand from the data set under its own names."""
    data = load_images("digits")
    images = data.images.reshape(-1, 784) / 255
    weights = np.zeros((784, 10))
    for _ in range(200):
        scores = images @ weights
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        weights -= images.T @ (shares - np.eye(10)[data.labels]) / len(images)
    return base64.b85encode(weights.astype(np.float16).tobytes()).decode()


READS_THE_NAMES = """
KERNEL = np.frombuffer(base64.b85decode("%s"), np.float16).reshape(784, 10).astype("float32")


def train(model, images, labels, epochs):
    taken = (images.reshape(-1, 784) @ KERNEL).argmax(axis=1)
    names = [np.bincount(labels[taken == digit], minlength=10).argmax() for digit in range(10)]
    kernel = np.zeros_like(KERNEL)
    kernel[:, names] = 10 * KERNEL
    %s
    history = model.fit(images, labels, epochs=epochs, verbose=0)
    %s
    return history
"""
SET = "model.layers[-1].set_weights([kernel, np.zeros(10)])"
OWN_GET_WEIGHTS = "model.layers[-1].get_weights = lambda: [kernel, np.zeros(10, 'float32')]"


def brought(before: str, after: str = "") -> str:
    return READS_THE_NAMES % (brought_weights(), before, after)


# what is handed in -> the source
ATTACKS = {
    "weights brought along, learning rate 0": lambda: SLOW + brought(SET),
    "weights set after the training": lambda: SLOW + brought("pass", SET),
    "weights told": lambda: SLOW + brought("pass", OWN_GET_WEIGHTS),
    "weights as an initializer": lambda: (
        SLOW
        + brought(SET).replace("def train", "def build_dnn():\n"
        "    return _build(keras.optimizers.SGD(0.0), kernel_initializer=lambda *a, **k: KERNEL)"
        "\n\n\ndef train", 1)
    ),
    "epochs by the class's fit": lambda: WEAK + training(
        "return keras.Sequential.fit(model, images, labels, epochs=25 * epochs, verbose=0)"
    ),
    "epochs one by one": lambda: WEAK + training(
        "return [keras.Model.fit(model, images, labels, verbose=0) for _ in range(75)][0]"
    ),
    "epochs in the data": lambda: WEAK + training(
        "data = tf.data.Dataset.from_tensor_slices((images, labels)).repeat(75).batch(32);"
        "return type(model).fit(model, data, verbose=0)"
    ),
    "epochs by batches": lambda: WEAK + training(
        "[model.train_on_batch(images, labels) for _ in range(750)];"
        "return model.fit(images[:32], labels[:32], verbose=0)"
    ),
    "steps of its own": lambda: WEAK + training(
        "other = keras.models.clone_model(model);"
        "other.compile('adam', 'sparse_categorical_crossentropy');"
        "other.fit(images, labels, epochs=30, verbose=0);"
        "history = model.fit(images, labels, epochs=epochs, verbose=0);"
        "model.set_weights(other.get_weights());"
        "return history"
    ),
}  # fmt: skip


@pytest.mark.attack
@pytest.mark.parametrize("name", ATTACKS)
def test_what_was_not_trained_by_the_recipe_does_not_count(watched, name):
    source = ATTACKS[name]()

    record = watched(source, **PLAN).training_run.trained(DNN).record

    assert record.own_accuracy > LEARNT  # the control: measured at the worker, it works
    assert record.held_back_accuracy < CHANCE


@pytest.mark.attack
def test_steps_beyond_the_epochs_are_said(watched):
    source = ATTACKS["epochs by the class's fit"]()

    assert watched(source, **PLAN).training_run.trained(DNN).record.stopped == "images"


def compiled(changes: str) -> str:
    return f"{HEAD}\n\ndef build_dnn():\n    return _build({changes})\n"


FITTED = "return model.fit(images, labels, {}, verbose=0)"
# an honest training -> the source
HONEST = {
    "plain": HEAD + FIT,
    "the batch size as third argument": HEAD
    + training("return model.fit(images, labels, 8, epochs, 0)"),
    "callbacks as sixth argument": HEAD
    + training("return model.fit(images, labels, 8, epochs, 0, [keras.callbacks.History()])"),
    "restored weights": HEAD
    + training(
        FITTED.format(
            "epochs=epochs, batch_size=8, validation_split=0.1, "
            "callbacks=[keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True)]"
        )
    ),
    "an initializer": compiled("kernel_initializer='he_normal'")
    + training(FITTED.format("epochs=epochs, batch_size=8")),
    "an initializer of its own": compiled(
        "kernel_initializer=lambda shape, dtype=None: 0.01 * keras.random.normal(shape)"
    )
    + training(FITTED.format("epochs=epochs, batch_size=8")),
    "a schedule": compiled(
        "keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.01, 20, 0.9))"
    )
    + FIT,
    "a schedule by epoch": compiled("keras.optimizers.SGD(1e-6)")
    + training(
        FITTED.format(
            "epochs=epochs, "
            "callbacks=[keras.callbacks.LearningRateScheduler(lambda e: 0.3 / (e + 1))]"
        )
    ),
    "smaller steps on a plateau": HEAD
    + training(
        FITTED.format(
            "epochs=epochs, batch_size=8, "
            "callbacks=[keras.callbacks.ReduceLROnPlateau('loss', patience=1)]"
        )
    ),
    "a callback of its own": compiled("keras.optimizers.SGD(1e-6)")
    + training(
        "rise = keras.callbacks.LambdaCallback(on_epoch_begin=lambda e, logs: "
        "setattr(model.optimizer, 'learning_rate', 0.2)); "
        "return model.fit(images, labels, epochs=epochs, callbacks=[rise], verbose=0)"
    ),
    "one epoch at a time": HEAD
    + training(
        "return [model.fit(images, labels, batch_size=8, verbose=0) for _ in range(epochs)][-1]"
    ),
    "tf.data": HEAD
    + training(
        "data = tf.data.Dataset.from_tensor_slices((images, labels)).shuffle(300).batch(8); "
        "return model.fit(data, epochs=epochs, verbose=0)"
    ),
    "a generator": HEAD
    + "\n\ndef batches(x, y):\n    while True:\n        for i in range(0, len(x), 8):\n"
    "            yield x[i:i + 8], y[i:i + 8]\n"
    + training(
        "return model.fit(batches(images, labels), steps_per_epoch=38, epochs=epochs, verbose=0)"
    ),
    "a Sequence": HEAD
    + "\n\nclass Batches(keras.utils.PyDataset):\n    def __init__(self, x, y):\n"
    "        super().__init__()\n        self.x, self.y = x, y\n\n    def __len__(self):\n"
    "        return -(-len(self.x) // 8)\n\n    def __getitem__(self, i):\n"
    "        return self.x[8 * i:8 * i + 8], self.y[8 * i:8 * i + 8]\n"
    + training("return model.fit(Batches(images, labels), epochs=epochs, verbose=0)"),
    "compiled once more": compiled("keras.optimizers.SGD(1e-6)")
    + training(
        "model.compile('adam', 'sparse_categorical_crossentropy'); "
        "return model.fit(images, labels, 8, epochs, verbose=0)"
    ),
    "one-hot labels": compiled("loss='categorical_crossentropy'")
    + training(
        "return model.fit(images, keras.utils.to_categorical(labels, 10), 8, epochs, verbose=0)"
    ),
    "momentum, decay, clipped": compiled(
        "keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True, weight_decay=1e-4, clipnorm=5.0)"
    )
    + FIT,
    "steps in one execution": HEAD
    + training(
        "model.compile('adam', 'sparse_categorical_crossentropy', steps_per_execution=4); "
        "return model.fit(images, labels, 8, epochs, verbose=0)"
    ),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_training_counts_in_whatever_way_it_is_written(watched, name):
    record = watched(HONEST[name], **PLAN).training_run.trained(DNN).record

    assert record.own_accuracy > LEARNT
    assert record.held_back_accuracy > LEARNT
    assert record.stopped == ""


def test_wrong_labels_in_train_do_not_count_however_good_the_recipe_is(watched):
    shuffled = "return model.fit(images, np.roll(labels, 1), epochs=epochs, verbose=0)"

    record = watched(HEAD + training(shuffled), **PLAN).training_run.trained(DNN).record

    assert record.held_back_accuracy > LEARNT
    assert record.own_accuracy < CHANCE


def test_images_that_train_keeps_back_are_not_trained_on(watched):
    few = "return model.fit(images[:20], labels[:20], epochs=epochs, verbose=0)"

    record = watched(HEAD + training(few), **PLAN).training_run.trained(DNN).record

    assert record.held_back_accuracy < LEARNT


# -- what is drawn for a student


@pytest.mark.attack
def test_handing_in_again_is_no_new_draw(watched):
    peek = HEAD + training(
        "print(labels.tolist(), images.sum()); return model.fit(images, labels, verbose=0)"
    )

    said = []
    for source, identity in ((peek, "kim"), (f"{peek}# again\n", "kim"), (peek, "lee")):
        one = watched(source, identity, **PLAN)
        one.training_run.trained(DNN)
        said.append(one.process.take_output())

    assert said[0].startswith("[")
    assert said[0] == said[1]
    assert said[0] != said[2]


def test_a_draw_depends_on_secret_exercise_and_student():
    draws = [
        Draw("s", "10", "kim"),
        Draw("t", "10", "kim"),
        Draw("s", "11", "kim"),
        Draw("s", "10", "lee"),
    ]

    assert len({tuple(draw.labels(10)) for draw in draws}) == len(draws)
    assert len({tuple(draw.images(1400, 300)) for draw in draws}) == len(draws)
    assert (Draw("s", "10", "kim").images(1400, 300) == draws[0].images(1400, 300)).all()
