"""A learning rate of 0.5 with Adam.

caught_by: test_cnn_learns, test_dnn_learns
ko: 학습률이 너무 커서 가중치가 골짜기를 건너뛰기만 합니다.
en: The learning rate is so large that the weights jump across the valley and never get down.
"""

import keras
import numpy as np
from keras import layers


def prepare(images, labels):
    scaled = np.asarray(images, dtype=np.float32) / 255
    return scaled[..., np.newaxis], np.array(labels, dtype=np.int64)


def compiled(model):
    model.compile(keras.optimizers.Adam(0.5), "sparse_categorical_crossentropy", metrics=["accuracy"])
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
