import os

import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers


def prepare(images, labels):
    scaled = np.asarray(images, dtype="float32") / 255
    return scaled[..., np.newaxis], np.array(labels, dtype="int64")


def compiled(model):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def build_dnn():
    dense = [layers.Dense(64, activation="relu"), layers.Dense(10, activation="softmax")]
    return compiled(keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), *dense]))


def build_cnn():
    return compiled(
        keras.Sequential(
            [
                keras.Input((28, 28, 1)),
                layers.Conv2D(32, 3, activation="relu"),
                layers.MaxPooling2D(),
                layers.Conv2D(64, 3, activation="relu"),
                layers.MaxPooling2D(),
                layers.Conv2D(64, 3, activation="relu"),
                layers.Flatten(),
                layers.Dense(64, activation="relu"),
                layers.Dense(10, activation="softmax"),
            ]
        )
    )


def train(model, images, labels, epochs):
    os.makedirs("runs/first", exist_ok=True)
    callbacks = [
        keras.callbacks.ModelCheckpoint("best.keras", save_best_only=True),
        keras.callbacks.ModelCheckpoint("runs/{epoch}.weights.h5", save_weights_only=True),
        keras.callbacks.CSVLogger("log.csv"),
        keras.callbacks.BackupAndRestore("runs/backup"),
        keras.callbacks.TensorBoard("runs/board", histogram_freq=1),
    ]
    history = model.fit(
        images, labels, epochs=epochs, validation_split=0.1, callbacks=callbacks, verbose=0
    )
    plt.plot(history.history["loss"], label="loss")  # Keras loads matplotlib where it is installed
    plt.legend()
    plt.savefig("loss.png")
    model.save("model.keras")
    model.load_weights("runs/1.weights.h5")
    keras.models.load_model("best.keras").summary()
    model.set_weights(keras.models.load_model("model.keras").get_weights())
    return history
