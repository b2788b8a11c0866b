"""Layers and weights as plain values -> shapes, counts, predictions, and trained weights.

The module of a confined worker of its own, without any student's code. It builds the layers that
the grading process names, from checked values, and loads nothing: no JSON, no pickle, no custom
object.
"""

import time

import keras
import numpy as np
import tensorflow as tf

BATCH = 250
KEPT = []  # the last `(input shape, layers, model)`: most models are asked several questions
IMAGES = []  # taken so far: a large data set crosses in several calls
TRAINING = []  # the one in progress


def summarize(input_shape, layers):
    """`[output shape without the batch, parameters]` of each layer, by Keras."""
    model = _kept(input_shape, layers)
    return [[list(layer.output.shape[1:]), layer.count_params()] for layer in model.layers]


def predict(input_shape, layers, weights, images, as_in_training):
    """The model's outputs for the images, `(N, outputs)` float32.

    Args:
        input_shape: of one image.
        layers: fields of each layer, with its `class_name`.
        weights: a list of arrays for each layer.
        images: uint8 `(N, H, W)`, scaled to 0..1 here, or float32 in the model's input shape.
        as_in_training: use the batch's statistics, and dropout.
    """
    # a kept model's dropout would continue its random numbers, and the answer depend on the order
    model = (_build if as_in_training else _kept)(input_shape, layers)
    for layer, arrays in zip(model.layers, weights, strict=True):
        layer.set_weights(arrays)
    parts = [
        np.asarray(model(_prepared(images[start : start + BATCH]), training=as_in_training))
        for start in range(0, len(images), BATCH)
    ]
    return np.concatenate(parts).reshape(len(images), -1)


def take_images(images, labels):
    """Keep some more training images and labels; none at all drops those kept so far."""
    if not len(images):
        IMAGES.clear()
    else:
        IMAGES.append((images, labels))


def begin_training(input_shape, layers, optimizer, portion, seed):
    """Build a model with first weights of its own; gives these, as `predict` takes them.

    Args:
        input_shape: of one image.
        layers: as for `predict`.
        optimizer: its fields, with its `class_name`.
        portion: train on this many of the images taken, the first ones.
        seed: of the first weights, and of everything random.
    """
    TRAINING[:] = [_Training(_build(input_shape, layers, seed), optimizer, portion, seed)]
    return TRAINING[0].weights()


def train(sizes, rates, seconds):
    """Make some more steps; gives `(mean loss, share of right predictions, steps made)`.

    Args:
        sizes: of each step, the number of images.
        rates: of each step, the learning rate.
        seconds: no step is begun after these.
    """
    return TRAINING[0].train(sizes, rates, time.monotonic() + seconds)


def trained_weights():
    """The weights after the steps made so far."""
    return TRAINING[0].weights()


class _Training:
    """A model in training: each image once, in random order, then each image again.

    The loss is the cross entropy of the model's last layer.
    """

    def __init__(self, model, optimizer, portion, seed):
        self._model = model
        self._optimizer = _made(keras.optimizers, optimizer)
        self._optimizer.build(model.trainable_variables)
        images, labels = (np.concatenate(parts) for parts in zip(*IMAGES, strict=True))
        self._images, self._labels = _prepared(images[:portion]), labels[:portion]
        self._rng = np.random.default_rng(seed)
        self._order = np.zeros(0, np.int64)
        self._step = tf.function(self._one_step, reduce_retracing=True)

    def weights(self):
        return [
            [np.asarray(array) for array in layer.get_weights()] for layer in self._model.layers
        ]

    def train(self, sizes, rates, deadline):
        loss, right, seen, steps = 0.0, 0.0, 0, 0
        for size, rate in zip(sizes.tolist(), rates.tolist(), strict=True):
            if time.monotonic() > deadline:
                break
            chosen = self._next(size)
            self._optimizer.learning_rate = rate
            found = self._step(self._images[chosen], self._labels[chosen])
            loss, right = loss + size * float(found[0]), right + float(found[1])
            seen, steps = seen + size, steps + 1
        return loss / max(seen, 1), right / max(seen, 1), steps

    def _next(self, size):
        while len(self._order) < size:
            again = self._rng.permutation(len(self._images))
            self._order = np.concatenate([self._order, again])
        chosen, self._order = self._order[:size], self._order[size:]
        return chosen

    def _one_step(self, images, labels):
        with tf.GradientTape() as tape:
            outputs = self._model(images, training=True)
            loss = self._cross_entropy(labels, outputs) + sum(self._model.losses)
        variables = self._model.trainable_variables
        if variables:
            self._optimizer.apply(tape.gradient(loss, variables), variables)
        if outputs.shape[-1] == 1:
            limit = 0.0 if self._gives_logits() else 0.5
            found = tf.cast(outputs[:, 0] > limit, labels.dtype)
        else:
            found = tf.argmax(outputs, axis=-1, output_type=labels.dtype)
        return loss, tf.reduce_sum(tf.cast(found == labels, "float32"))

    def _cross_entropy(self, labels, outputs):
        if outputs.shape[-1] == 1:
            kind, targets = keras.losses.BinaryCrossentropy, labels[:, tf.newaxis]
        else:
            kind, targets = keras.losses.SparseCategoricalCrossentropy, labels
        return kind(from_logits=self._gives_logits())(targets, outputs)

    def _gives_logits(self):
        """Whether probabilities are still to be made of the model's outputs."""
        last = self._model.layers[-1]
        kind = getattr(getattr(last, "activation", None), "__name__", "")
        return kind not in ("softmax", "sigmoid") and type(last) is not keras.layers.Softmax


def _prepared(images):
    if images.dtype == np.uint8:
        return (images.astype(np.float32) / 255)[..., np.newaxis]
    return images


def _kept(input_shape, layers):
    if not KEPT or KEPT[:2] != [input_shape, layers]:
        KEPT[:] = [input_shape, layers, _build(input_shape, layers)]
    return KEPT[2]


def _build(input_shape, layers, seed=0):
    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)  # for dropout in predictions `as_in_training`, too
    built = [_made(keras.layers, fields) for fields in layers]
    return keras.Sequential([keras.Input(tuple(input_shape)), *built])


def _made(module, fields):
    """A layer or an initializer of Keras from its fields, among them `class_name`."""
    values = {
        name: _made(keras.initializers, value) if name.endswith("_initializer") else value
        for name, value in fields.items()
        if name != "class_name"
        if not (name.endswith("_initializer") and value is None)
    }
    return getattr(module, fields["class_name"])(**values)
