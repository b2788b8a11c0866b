"""Layers and weights as plain values -> shapes, counts and predictions.

The module of a confined worker of its own, without any student's code. It builds the layers that
the grading process names, from checked values, and loads nothing: no JSON, no pickle, no custom
object.
"""

import keras
import numpy as np

BATCH = 250
KEPT = []  # the last `(input shape, layers, model)`: most models are asked several questions


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


def _prepared(images):
    if images.dtype == np.uint8:
        return (images.astype(np.float32) / 255)[..., np.newaxis]
    return images


def _kept(input_shape, layers):
    if not KEPT or KEPT[:2] != [input_shape, layers]:
        KEPT[:] = [input_shape, layers, _build(input_shape, layers)]
    return KEPT[2]


def _build(input_shape, layers):
    keras.utils.clear_session()
    keras.utils.set_random_seed(0)  # for dropout in predictions `as_in_training`
    built = [
        getattr(keras.layers, fields["class_name"])(
            **{name: value for name, value in fields.items() if name != "class_name"}
        )
        for fields in layers
    ]
    return keras.Sequential([keras.Input(tuple(input_shape)), *built])
