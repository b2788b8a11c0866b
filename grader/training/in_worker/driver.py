"""A student's module -> its models, built, trained and described in plain values.

Runs beside the student's code, so everything it returns is a claim: the grading process checks
the values and measures the model anew. Students may read this file.
"""

import itertools
import time
import warnings

import keras
import numpy as np

warnings.filterwarnings("ignore", module=r"keras\b")  # they would look like your own prints

IMAGES = []  # taken so far: a large data set crosses in several calls
INITIAL = []  # the first weights of the last training


def describe_model(student, builder, input_shape, probes):
    """The layers and the loss of the model that one of your functions builds.

    Args:
        student: your module.
        builder: the name of the function.
        input_shape: of one image.
        probes: `(predictions, labels)` to compute the model's loss for.
    """
    model = _build(student, builder, input_shape, seed=0)
    if not isinstance(model, keras.Model):
        return _no_model(model)
    return {
        "kind": "model",
        "layers": _layers(model),
        "input": list(model.input_shape[1:]) if hasattr(model, "input_shape") else [],
        "losses": _losses(model, *probes) if getattr(model, "compiled", False) else {},
        "compiled": bool(getattr(model, "compiled", False)),
    }


def describe_training(student, builder, input_shape):
    """The optimizer, learning rate and trainable layers of the model that a function builds."""
    model = _build(student, builder, input_shape, seed=0)
    if not isinstance(model, keras.Model):
        return _no_model(model)
    rate = model.optimizer.learning_rate if getattr(model, "compiled", False) else 0.0
    return {
        "optimizer": type(getattr(model, "optimizer", None)).__name__,
        "learning rate": float(rate),
        "trainable": [layer.trainable for layer in _flat(model) if layer.weights],
    }


def take_images(student, images):
    """Keep some more training images; none at all drops those kept so far."""
    if not len(images):
        IMAGES.clear()
    else:
        IMAGES.append(images)


def train_model(student, builder, input_shape, labels, plan):
    """Build a model and train it on the images taken.

    Args:
        student: your module.
        builder: the name of the function that builds it.
        input_shape: of one image.
        labels: one for each image.
        plan: `epochs`, `seconds`, `seed` and `by` (your `train`, or the model's own `fit`).
    """
    model = _build(student, builder, input_shape, seed=plan["seed"])
    if not isinstance(model, keras.Model):
        return _no_model(model)
    INITIAL[:] = [_weights(model)]
    watch = _Watch(plan["seconds"], plan["epochs"], len(labels))
    model.fit = watch.wrap(model.fit)
    images = _prepared(np.concatenate(IMAGES))
    if plan["by"] == "train":
        student.train(model, images, labels, plan["epochs"])
    else:
        model.fit(images, labels, epochs=plan["epochs"], verbose=0)
    return {
        "kind": "model",
        "layers": _layers(model),
        "weights": _weights(model),
        "loss": watch.curve("loss"),
        "accuracy": watch.curve("accuracy"),
        "stopped": watch.stopped,
    }


def initial_weights(student):
    """The first weights of the last training."""
    return INITIAL[0]


class _Watch(keras.callbacks.Callback):
    """Records the curves, and stops a training that exceeds its seconds or its epochs."""

    def __init__(self, seconds, epochs, images):
        super().__init__()
        self.stopped = ""
        self._logs = []
        self._deadline = time.monotonic() + seconds
        self._epochs = epochs
        self._images = images
        self._batches_left = 0

    def wrap(self, fit):
        """`fit` with this watch among its callbacks."""

        def watched(*args, **options):
            batch = options.get("batch_size") or 32  # 32 is Keras's default
            self._batches_left = self._epochs * -(-self._images // batch)
            options["callbacks"] = [*(options.get("callbacks") or []), self]
            return fit(*args, **options)

        return watched

    def on_epoch_end(self, epoch, logs=None):
        self._logs.append(dict(logs or {}))

    def on_train_batch_end(self, batch, logs=None):
        self._batches_left -= 1
        if time.monotonic() > self._deadline:
            self.stopped = "seconds"
        elif self._batches_left < 0:
            self.stopped = "images"
        if self.stopped:
            self.model.stop_training = True

    def curve(self, name):
        """One number for each epoch; empty if the model does not measure it."""
        found = [logs.get(name, logs.get(f"sparse_categorical_{name}")) for logs in self._logs]
        return [float(value) for value in found if value is not None]


class _Missing:
    """Stands for a missing function."""


def _no_model(other):
    """The response where a function built something else than a model."""
    return {"kind": "missing" if other is _Missing else "other", "type": type(other).__name__[:80]}


def _build(student, builder, input_shape, seed):
    function = getattr(student, builder, None)
    if not callable(function):
        return _Missing
    keras.utils.clear_session()  # else layer names count on from the models built before
    keras.utils.set_random_seed(seed)
    model = function()
    if isinstance(model, keras.Model) and not model.built:
        model.build((None, *input_shape))
    return model


def _layers(model):
    """`[class name, configuration]` of each layer; empty if they form no chain."""
    return [[type(layer).__name__, _config(layer)] for layer in _flat(model)]


def _weights(model):
    return [
        [np.asarray(array) for array in layer.get_weights()]
        for layer in _flat(model)
        if not isinstance(layer, keras.layers.InputLayer)
    ]


def _flat(model):
    """The layers in order; a nested model is replaced by its own layers."""
    if not isinstance(model, keras.Sequential) and not _is_chain(model):
        return []
    found = []
    for layer in model.layers:
        found += _flat(layer) if isinstance(layer, keras.Model) else [layer]
    return found


def _is_chain(model):
    """Whether each layer's input is the output of the layer before it."""
    try:
        layers = model.layers
        return all(after.input is before.output for before, after in itertools.pairwise(layers))
    except (AttributeError, ValueError):
        return False


def _config(layer):
    """The layer's configuration; empty if it has none."""
    try:
        config = layer.get_config()
    except Exception:  # an activation function of your own, for example
        return {}
    unneeded = ("name", "dtype", "trainable")
    return {name: value for name, value in config.items() if name not in unneeded}


def _losses(model, predictions, labels):
    """Form of the labels -> the model's loss for each probe."""
    outputs = predictions.shape[1]
    forms = {"binary": labels[:, np.newaxis].astype("float32")}
    if outputs > 1:
        forms = {"integers": labels, "one_hot": np.eye(outputs, dtype="float32")[labels]}
    found = {}
    for form, targets in forms.items():
        try:
            found[form] = [
                float(model.compute_loss(y=targets[i : i + 1], y_pred=predictions[i : i + 1]))
                for i in range(len(labels))
            ]
        except Exception:  # a loss that cannot take labels of this form
            found[form] = []
    return found


def _prepared(images):
    if images.dtype == np.uint8:
        return (images.astype(np.float32) / 255)[..., np.newaxis]
    return images
