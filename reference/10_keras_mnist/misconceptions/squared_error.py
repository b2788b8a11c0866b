"""The squared error of probabilities and labels.

caught_by: test_losses_fit
ko: 회귀의 손실 함수(제곱 오차)를 분류에 썼습니다. 레이블 7은 '7만큼의 양'이 아니라 일곱 번째 이름입니다. 확률과 레이블을 견주는 손실 함수를 고르세요.
en: The squared error is a loss for quantities. The label 7 is a name, not an amount: choose a loss
that compares probabilities with labels.
"""

import keras
import numpy as np
from keras import layers


def prepare(images, labels):
    scaled = np.asarray(images, dtype=np.float32) / 255
    return scaled[..., np.newaxis], np.array(labels, dtype=np.int64)


def compiled(model):
    model.compile("adam", "mean_squared_error", metrics=["accuracy"])
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
