import keras
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
    stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", patience=1)
    return model.fit(
        images,
        labels,
        epochs=epochs,
        batch_size=8,
        validation_split=0.1,
        callbacks=stop,  # Keras takes one without its list
        verbose=0,
    )
