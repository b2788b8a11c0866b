"""Loads the data again and trains on its test images.

caught_by: test_train_uses_what_it_is_given
ko: 인수로 받은 영상이 아니라 데이터를 다시 불러와 시험용 영상으로 학습했습니다. 본 적이 있는 영상에서 얻은 정확도는 아무것도 말해 주지 않습니다.
en: The data are loaded anew and the model is trained on the test images, not on those that were
given. Accuracy on images that it has seen says nothing.
"""

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
    _, (images, labels) = keras.datasets.mnist.load_data()
    images, labels = prepare(images, labels)
    return model.fit(images, labels, epochs=epochs, verbose=0)
