"""A tf.data pipeline, plain SGD with momentum, a model inside a model, prints in between."""

import keras
import numpy as np
import tensorflow as tf


def prepare(images, labels):
    images = np.stack([np.asarray(image, "float32")[:, :, None] / 255.0 for image in images])
    return images.astype("float32"), np.array(labels, dtype=int)


def build_dnn():
    hidden = keras.Sequential([keras.layers.Dense(96, activation="relu") for _ in range(2)])
    model = keras.Sequential([keras.layers.Flatten(), hidden, keras.layers.Dense(10, "softmax")])
    model.build((None, 28, 28, 1))
    model.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        loss=keras.losses.sparse_categorical_crossentropy,
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    model.summary()
    return model


def build_cnn():
    convolution = dict(kernel_size=(3, 3), activation="relu")
    features = [
        keras.layers.Conv2D(32, **convolution),
        keras.layers.MaxPooling2D(),
        keras.layers.Conv2D(64, **convolution),
        keras.layers.MaxPooling2D(),
        keras.layers.Conv2D(64, **convolution),
    ]
    head = [
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
    model = keras.Sequential([keras.Input((28, 28, 1)), *features, *head])
    model.compile(
        keras.optimizers.Nadam(), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model


def train(model, images, labels, epochs):
    data = tf.data.Dataset.from_tensor_slices((images, labels))
    data = data.shuffle(len(images)).batch(32)
    history = model.fit(data, epochs=epochs, verbose=0)
    print("final loss", history.history["loss"][-1])
    return history
