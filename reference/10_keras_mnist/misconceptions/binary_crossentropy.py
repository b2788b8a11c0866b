"""The loss for two classes on ten.

caught_by: test_losses_fit
ko: 클래스가 둘일 때의 손실 함수(binary_crossentropy)를 열 개의 클래스에 썼습니다.
en: The loss for two classes (binary_crossentropy) is used for ten.
"""

import keras
import numpy as np
from keras import layers


def prepare(images, labels):
    scaled = np.asarray(images, dtype=np.float32) / 255
    return scaled[..., np.newaxis], np.array(labels, dtype=np.int64)


def compiled(model):
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
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
