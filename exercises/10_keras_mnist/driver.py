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
    model = keras.Sequential(
        [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)]
    )
    # so few steps are not worth making a graph of them
    model.compile("sgd", _any_loss, metrics=["accuracy"], run_eagerly=True)
    counts = Counts(model)
    keras.datasets.mnist.load_data = _other_images
    returned = student.train(model, images, labels, epochs)
    gives_history = isinstance(returned, keras.callbacks.History)
    stops_early = bool(model.stop_training) and gives_history  # a callback of yours may
    return {
        "images seen": counts.seen,
        "mean grey": counts.grey / max(counts.seen, 1),
        "gives a History": gives_history,
        "gives": type(returned).__name__,
        "epochs": len(returned.epoch) if stops_early else epochs,
    }


class Counts:
    """The images that a model is trained on, and their grey.

    They are no weights of the model, which callbacks may restore.
    """

    def __init__(self, model):
        self.seen, self.grey = 0, 0.0
        self._train_step = model.train_step
        model.train_step = self._counted

    def _counted(self, data):
        images = np.asarray(data[0])
        self.seen += len(images)
        self.grey += float(images.mean(axis=(1, 2, 3)).sum())
        return self._train_step(data)


@keras.saving.register_keras_serializable()  # your train may save the model and load it again
def _any_loss(labels, predictions):
    """A loss that takes labels of any form."""
    return keras.ops.mean(predictions, axis=-1)


def _other_images(*_args, **_options):
    """What stands for a data set of Keras's own: nothing is downloaded here."""
    grey = round(255 * OTHER_GREY)
    training = np.full((20, 28, 28), grey, np.uint8), np.arange(20) % 10
    test = np.full((10, 28, 28), grey, np.uint8), np.arange(10)
    return training, test
