"""The functional way: inputs and outputs, activations as layers of their own, logits."""

import keras
import numpy as np
from keras import layers, losses, optimizers


def prepare(images, labels):
    images = np.expand_dims(np.asarray(images).astype("float32"), -1)
    images /= 255.0
    return images, [int(label) for label in labels] and np.array(list(map(int, labels)))


def build_dnn():
    inputs = layers.Input(shape=(28, 28, 1))
    x = layers.Flatten()(inputs)
    for units in (128, 32):
        x = layers.Dense(units)(x)
        x = layers.ReLU()(x)
        x = layers.Dropout(0.1)(x)
    model = keras.Model(inputs, layers.Dense(10)(x), name="dense")
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=optimizers.RMSprop(), loss=loss, metrics=["accuracy"])
    return model


def build_cnn():
    inputs = layers.Input(shape=(28, 28, 1))
    x = inputs
    for number, filters in enumerate((32, 64, 64)):
        if number:
            x = layers.MaxPool2D()(x)
        x = layers.Conv2D(filters, 3)(x)
        x = layers.Activation("relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(64, activation=keras.activations.relu)(x)
    outputs = layers.Softmax()(layers.Dense(10)(x))
    model = keras.Model(inputs=inputs, outputs=outputs)
    model.compile(optimizers.Adam(1e-3), losses.SparseCategoricalCrossentropy())
    return model


def train(model, images, labels, epochs):
    history = model.fit(images, labels, batch_size=32, epochs=epochs, verbose=2, shuffle=True)
    return history
