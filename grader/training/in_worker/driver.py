"""A student's module -> its models, built, trained and described in plain values.

Runs beside the student's code, so everything it returns is a claim: the grading process checks
the values and measures the model anew. Students may read this file.
"""

import itertools
import time
import warnings

import keras
import numpy as np
import tensorflow as tf

warnings.filterwarnings("ignore", module=r"keras\b")  # they would look like your own prints

IMAGES = []  # taken so far: a large data set crosses in several calls
MAX_EPOCHS = 1000  # whose ends are noted


def _silence_tensorboard():
    """Let TensorBoard's callback write nothing: its package is not here, and nobody reads it."""
    kind = keras.callbacks.TensorBoard
    for name in vars(kind).keys() & vars(keras.callbacks.Callback).keys():
        if name.startswith("on_") or name == "set_model":
            setattr(kind, name, vars(keras.callbacks.Callback)[name])


_silence_tensorboard()  # before your train, whichever check calls it


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
        "words as weights": _has_words_as_weights(model),
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


def read_recipe(student, builder, input_shape, probes, steps):
    """How the model that a function builds would be trained by its own `fit`.

    Args:
        student: your module.
        builder: the name of the function.
        input_shape: of one image.
        probes: `(predictions, labels)` to compute the model's loss for.
        steps: how many batches there will be.
    """
    model = _build(student, builder, input_shape, seed=0)
    if not isinstance(model, keras.Model):
        return _no_model(model)
    recipe = _recipe(model, probes)
    rate = getattr(model.optimizer, "_learning_rate", 0.0) if recipe["compiled"] else 0.0
    if isinstance(rate, keras.optimizers.schedules.LearningRateSchedule):
        rates = [float(rate(step)) for step in range(steps)]
    else:
        rates = [float(rate)] * steps
    return {**recipe, "rates": np.asarray(rates, np.float32)}


def train_model(student, builder, input_shape, labels, plan):
    """Have your `train` train a model on the images taken, and tell how it did it.

    Args:
        student: your module.
        builder: the name of the function that builds the model.
        input_shape: of one image.
        labels: one for each image.
        plan: `epochs`, `seconds`, `seed` and `probes`.
    """
    model = _build(student, builder, input_shape, seed=plan["seed"])
    if not isinstance(model, keras.Model):
        return _no_model(model)
    # one batch may hold a single image
    ledger = Ledger(model, most_steps=plan["epochs"] * len(labels))
    watch = _Watch(ledger, plan["seconds"], plan["epochs"], len(labels))
    model.fit = watch.wrap(model.fit)
    student.train(model, _prepared(np.concatenate(IMAGES)), labels, plan["epochs"])
    return {
        **_recipe(model, plan["probes"]),
        **ledger.steps(),
        "weights": _weights(model),
        "epoch_ends": watch.epoch_ends,
        "stopped": watch.stopped,
    }


class Ledger:
    """Writes down each training step of a model: how many images, at which learning rate.

    It counts where batches arrive, so in whatever way `fit` is called and given its images. The
    counts lie beside the model: weights that are restored do not turn them back.
    """

    def __init__(self, model, most_steps):
        self._most = most_steps
        self._count = tf.Variable(0, trainable=False, dtype="int64")
        self._images = tf.Variable(0, trainable=False, dtype="int64")
        self._entries = tf.Variable(tf.zeros((most_steps, 2)), trainable=False)
        self._model = model
        self._train_step = model.train_step
        model.train_step = self._noted

    @property
    def images(self):
        """The images of all steps, each as often as it was seen."""
        return int(self._images)

    @property
    def count(self):
        """The number of steps."""
        return int(self._count)

    def steps(self):
        """`sizes` and `rates` of the steps, in order."""
        entries = self._entries.numpy()[: self.count]
        return {"sizes": entries[:, 0].astype(np.int32), "rates": entries[:, 1]}

    def _noted(self, data):
        size = tf.shape(tf.nest.flatten(data)[0])[0]
        rate = getattr(self._model.optimizer, "learning_rate", 0.0)
        entry = tf.stack([tf.cast(size, "float32"), tf.cast(rate, "float32")])
        place = tf.minimum(self._count, self._most - 1)
        self._entries.scatter_nd_update([[place]], [entry])
        self._count.assign_add(1)
        self._images.assign_add(tf.cast(size, "int64"))
        return self._train_step(data)


class _Watch(keras.callbacks.Callback):
    """Stops a training that exceeds its seconds or its epochs, counted in images."""

    def __init__(self, ledger, seconds, epochs, images):
        super().__init__()
        self.stopped = ""
        self.epoch_ends = []
        self._ledger = ledger
        self._deadline = time.monotonic() + seconds
        self._epochs = epochs
        self._budget = epochs * images
        self._seen = 0

    def wrap(self, fit):
        """`fit` with this watch among its callbacks."""

        def watched(*args, **options):
            # the sixth argument is `callbacks`
            given = args[5] if len(args) > 5 else options.get("callbacks")
            given = keras.tree.flatten(getattr(given, "callbacks", given) or [])
            if len(args) > 5:
                args = (*args[:5], [*given, self], *args[6:])
            else:
                options["callbacks"] = [*given, self]
            return fit(*args, **options)

        return watched

    def on_epoch_end(self, epoch, logs=None):
        self.epoch_ends = [*self.epoch_ends, self._ledger.count][:MAX_EPOCHS]

    def on_train_batch_end(self, batch, logs=None):
        before, self._seen = self._seen, self._ledger.images
        # generators end an epoch with a whole batch
        rounded_up = self._epochs * (self._seen - before)
        if time.monotonic() > self._deadline:
            self.stopped = "seconds"
        elif self._seen > self._budget + rounded_up:
            self.stopped = "images"
        if self.stopped:
            self.model.stop_training = True


class _Missing:
    """Stands for a missing function."""


class _GraphMode:
    """Stands for a model that cannot be used, because TensorFlow 2's behaviour is switched off."""


def _no_model(other):
    """The response where a function built something else than a model."""
    kinds = {_Missing: "missing", _GraphMode: "graph mode"}
    kind = type(other)
    library = kind.__module__ if kind.__module__ != "builtins" else ""
    name = f"{library}.{kind.__name__}".lstrip(".")
    return {"kind": kinds.get(other, "other") if kind is type else "other", "type": name[:80]}


def _build(student, builder, input_shape, seed):
    function = getattr(student, builder, None)
    if not callable(function):
        return _Missing
    keras.utils.clear_session()  # else layer names count on from the models built before
    keras.utils.set_random_seed(seed)
    model = function()
    if not tf.executing_eagerly():
        return _GraphMode
    if isinstance(model, keras.Model) and not model.built:
        model.build((None, *input_shape))
    return model


def _recipe(model, probes):
    """Everything that a training needs beside the images."""
    compiled = bool(getattr(model, "compiled", False))
    return {
        "kind": "model",
        "layers": _layers(model),
        "compiled": compiled,
        "losses": _losses(model, *probes) if compiled else {},
        "optimizer": _optimizer(model.optimizer) if compiled else [],
    }


def _optimizer(optimizer):
    """`[class name, configuration]`, the numbers of it alone."""
    inner = getattr(optimizer, "inner_optimizer", optimizer)  # of a LossScaleOptimizer
    try:
        config = inner.get_config()
    except Exception:  # one of your own, for example
        config = {}
    plain = (bool, int, float, type(None))
    return [
        type(inner).__name__,
        {name: value for name, value in config.items() if type(value) in plain},
    ]


def _layers(model):
    """`[class name, configuration]` of each layer; empty if they form no chain."""
    found = []
    for layer in _flat(model):
        activation = getattr(layer, "activation", None)
        found.append([type(layer).__name__, _config(layer)])
        if isinstance(activation, keras.layers.Layer):  # Dense(10, activation=LeakyReLU())
            found[-1][1]["activation"] = "linear"
            found.append([type(activation).__name__, _config(activation)])
    return found


def _weights(model):
    found = []
    for layer in _flat(model):
        if isinstance(layer, keras.layers.InputLayer):
            continue
        found.append([np.asarray(array) for array in layer.get_weights()])
        activation = getattr(layer, "activation", None)
        if isinstance(activation, keras.layers.Layer):  # its weights come last
            own = len(activation.get_weights())
            kept = len(found[-1]) - own
            found[-1:] = [found[-1][:kept], found[-1][kept:]]
    return found


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
    own = _take_out_own_functions(layer)
    try:
        config = layer.get_config()
    except Exception:  # a layer of your own, for example
        return {}
    finally:
        vars(layer).update(own)
    unneeded = ("name", "dtype")
    config = {name: _plain(value) for name, value in config.items() if name not in unneeded}
    if "activation" in config:
        config["activation"] = _activation(layer.activation)
    return config


def _plain(value):
    """Keras's own kinds of lists as lists."""
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _take_out_own_functions(layer):
    """Put other values for functions of your own, which no configuration holds; gives them by name.

    For an initializer it is None: training begins from Keras's first weights instead.
    """
    own = {}
    for name, value in vars(layer).items():
        is_initializer = name.endswith("_initializer")
        if is_initializer and not isinstance(value, keras.initializers.Initializer):
            own[name] = None
        if name == "activation" and _activation(value) is None:
            own[name] = keras.activations.linear
    taken = {name: vars(layer)[name] for name in own}
    vars(layer).update(own)
    return taken


def _activation(function):
    """The name of a function of Keras or TensorFlow; None for one of your own."""
    library = str(getattr(function, "__module__", "")).partition(".")[0]
    return getattr(function, "__name__", None) if library in ("keras", "tensorflow") else None


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


def _has_words_as_weights(model):
    """Whether `compile` was given the metrics where it takes weights of losses, as its third."""
    try:
        weights = model.get_compile_config()["loss_weights"]
    except Exception:  # not compiled, or with what has no configuration
        return False
    return any(type(weight) is str for weight in keras.tree.flatten(weights))


def _prepared(images):
    if images.dtype == np.uint8:
        return (images.astype(np.float32) / 255)[..., np.newaxis]
    return images
