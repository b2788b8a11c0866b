"""Labels become one-hot vectors, for a loss that takes whole numbers.

caught_by: test_prepare_two_images, test_prepare_any_images
ko: 레이블을 원-핫 벡터로 바꾸었습니다. 이름에 sparse가 붙은 손실 함수는 정수 레이블을 받습니다. 둘 가운데 하나만 골라야 합니다.
en: Labels have become one-hot vectors, while a loss with sparse in its name takes whole numbers. It
is one or the other.
"""

import keras
import numpy as np
from keras import layers


def prepare(images, labels):
    scaled = np.asarray(images, dtype=np.float32) / 255
    return scaled[..., np.newaxis], keras.utils.to_categorical(labels, 10)


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
