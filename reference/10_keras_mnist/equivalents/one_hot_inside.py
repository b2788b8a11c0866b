"""From tensorflow.keras, with one-hot labels inside of train and a validation part."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical


def prepare(images, labels):
    x = np.array(images, np.float32).reshape(-1, 28, 28, 1) / np.float32(255.0)
    return x, np.array(labels).astype("int32")


def build_dnn():
    model = Sequential()
    model.add(layers.Flatten(input_shape=(28, 28, 1)))
    model.add(layers.Dense(100, activation="sigmoid"))
    model.add(layers.Dense(50, activation="tanh"))
    model.add(layers.Dense(10, activation="softmax"))
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


def build_cnn():
    model = Sequential()
    model.add(layers.Conv2D(32, (3, 3), padding="valid", activation="relu", input_shape=(28, 28, 1)))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(64, (3, 3), activation=tf.nn.relu))
    model.add(layers.MaxPooling2D(pool_size=2, strides=2))
    model.add(layers.Conv2D(64, kernel_size=3, strides=1, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


def train(model, images, labels, epochs):
    targets = to_categorical(labels, 10)
    return model.fit(images, targets, epochs=epochs, validation_split=0.1, verbose=0)
