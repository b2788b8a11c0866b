"""A right solution. Each wrong idea beside it changes what it needs to and shares the rest."""

import keras
import numpy as np
from keras import layers


def prepare(images, labels):
    scaled = np.asarray(images, dtype=np.float32) / 255
    return scaled[..., np.newaxis], np.array(labels, dtype=np.int64)


def compiled(model):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def build_dnn():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(layers.Flatten())
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return compiled(model)


def build_cnn():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(layers.Conv2D(32, (3, 3), activation="relu"))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(64, (3, 3), activation="relu"))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(64, (3, 3), activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return compiled(model)


def train(model, images, labels, epochs):
    return model.fit(images, labels, epochs=epochs, verbose=0)
