"""Tells handwritten digits apart, once with a dense network and once with a convolutional one."""

import keras
import numpy as np
from keras import layers
from numpy.typing import ArrayLike, NDArray

SHAPE = (28, 28, 1)
CLASSES = 10


def prepare(images: ArrayLike, labels: ArrayLike) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Grey values as float32 in [0, 1] with an axis for the one channel; labels as they are."""
    grey = np.asarray(images).reshape(-1, *SHAPE)
    return np.divide(grey, 255, dtype=np.float32), np.array(labels, dtype=np.intp)


def _compiled(*stack: keras.Layer) -> keras.Model:
    model = keras.Sequential([keras.Input(SHAPE), *stack, layers.Dense(CLASSES, "softmax")])
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model


def build_dnn() -> keras.Model:
    return _compiled(
        layers.Flatten(),
        layers.Dense(128, "relu"),
        layers.Dropout(0.2),
    )


def build_cnn() -> keras.Model:
    return _compiled(
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"),
        layers.Flatten(),
        layers.Dense(64, "relu"),
    )


def train(model: keras.Model, images, labels, epochs: int) -> keras.callbacks.History:
    return model.fit(images, labels, epochs=epochs, verbose=0)


if __name__ == "__main__":
    (x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
    cnn = build_cnn()
    train(cnn, *prepare(x, y), epochs=5)
    print(cnn.evaluate(*prepare(x_test, y_test)))
