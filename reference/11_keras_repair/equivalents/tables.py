"""Each model out of a table, by one function that reads it; another optimizer."""

import keras


def made_of(shape, *lines, loss="sparse_categorical_crossentropy"):
    kinds = {
        "conv": keras.layers.Conv2D,
        "max": keras.layers.MaxPooling2D,
        "average": keras.layers.AveragePooling2D,
        "dense": keras.layers.Dense,
        "norm": keras.layers.BatchNormalization,
        "drop": keras.layers.Dropout,
        "scale": keras.layers.Rescaling,
        "flat": keras.layers.Flatten,
    }
    model = keras.Sequential([keras.layers.InputLayer(shape=shape)])
    for line in lines:
        name, arguments, options = line
        model.add(kinds[name](*arguments, **options))
    model.compile(keras.optimizers.Nadam(), loss=loss, metrics=["accuracy"])
    return model


def conv(filters, size, activation="relu", padding="valid"):
    return "conv", (filters, size), {"activation": activation, "padding": padding}


def dense(units, activation="relu"):
    return "dense", (units,), {"activation": activation}


HALF = "max", (2,), {}
MEAN = "average", (2,), {}
FLAT = "flat", (), {}
NORM = "norm", (), {}
DROP = "drop", (0.4,), {}


def build_four_class():
    features = [conv(12, 5), HALF, conv(16, 5), HALF, conv(20, 4), HALF]
    return made_of((120, 60, 1), *features, FLAT, dense(128), dense(4, "softmax"))


def build_deep():
    blocks = [
        line
        for filters in (32, 64)
        for line in (*[conv(filters, 3, padding="same"), NORM] * 2, HALF, DROP)
    ]
    scale = "scale", (1 / 255,), {}
    return made_of((28, 28, 1), scale, *blocks, FLAT, dense(128), dense(10, "softmax"))


def build_dense():
    lines = dense(16), dense(16), dense(1, "sigmoid")
    return made_of((1000,), *lines, loss=keras.losses.binary_crossentropy)


def build_lenet():
    features = [conv(6, 5, "tanh", "same"), MEAN, conv(16, 5, "tanh"), MEAN, conv(120, 5, "tanh")]
    return made_of((28, 28, 1), *features, FLAT, dense(84, "tanh"), dense(10, "softmax"))


def build_small():
    return made_of((28, 28, 1), conv(16, 3), HALF, FLAT, dense(32), dense(10, "softmax"))
