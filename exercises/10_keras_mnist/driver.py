"""What cannot cross into the worker as a value: a model for your `train` to be tried on.

The checks call these functions beside your module, which comes in as `student`. What builds, trains
and reads your own models comes with the grader (grader/training/in_worker/driver.py).
"""

import keras
import numpy as np

GREY, OTHER_GREY = 0.25, 0.75


def watch_train(student, count, epochs):
    """Call your train with a small model, and tell what the model was trained on.

    The images are all of one grey, those of Keras's own data sets of another: a model that saw
    others than it was given shows it.
    """
    images = np.full((count, 28, 28, 1), GREY, dtype=np.float32)
    labels = np.arange(count) % 10
    model = Watched([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)])
    # so few steps are not worth making a graph of them
    model.compile("sgd", _any_loss, metrics=["accuracy"], run_eagerly=True)
    keras.datasets.mnist.load_data = _other_images
    returned = student.train(model, images, labels, epochs)
    seen = int(model.seen.numpy())
    return {
        "images seen": seen,
        "mean grey": float(model.grey.numpy()) / max(seen, 1),
        "gives a History": isinstance(returned, keras.callbacks.History),
    }


class Watched(keras.Sequential):
    """Counts the images that it is trained on and adds up their grey."""

    def __init__(self, layers):
        super().__init__(layers)
        self.seen = self.add_weight(shape=(), initializer="zeros", trainable=False, name="seen")
        self.grey = self.add_weight(shape=(), initializer="zeros", trainable=False, name="grey")

    def train_step(self, data):
        images = keras.ops.cast(data[0], "float32")
        self.seen.assign_add(keras.ops.cast(keras.ops.shape(images)[0], "float32"))
        self.grey.assign_add(keras.ops.sum(keras.ops.mean(images, axis=(1, 2, 3))))
        return super().train_step(data)


def _any_loss(labels, predictions):
    """A loss that takes labels of any form."""
    return keras.ops.mean(predictions, axis=-1)


def _other_images(*_args, **_options):
    """What stands for a data set of Keras's own: nothing is downloaded here."""
    grey = round(255 * OTHER_GREY)
    training = np.full((20, 28, 28), grey, np.uint8), np.arange(20) % 10
    test = np.full((10, 28, 28), grey, np.uint8), np.arange(10)
    return training, test
