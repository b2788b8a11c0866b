"""As learners write it: tensorflow.keras, input_shape on the first layer, everything spelt out."""

from tensorflow.keras.layers import (
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPooling2D,
    Rescaling,
)
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam


def build_four_class():
    model = Sequential()
    model.add(Conv2D(12, kernel_size=(5, 5), activation="relu", input_shape=(120, 60, 1)))
    model.add(MaxPooling2D(pool_size=(2, 2)))
    model.add(Conv2D(16, kernel_size=(5, 5), activation="relu"))
    model.add(MaxPooling2D(pool_size=(2, 2)))
    model.add(Conv2D(20, kernel_size=(4, 4), activation="relu"))
    model.add(MaxPooling2D(pool_size=(2, 2)))
    model.add(Flatten())
    model.add(Dense(128, activation="relu"))
    model.add(Dense(4, activation="softmax"))
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=Adam(0.002), metrics=["accuracy"]
    )
    return model


def build_deep():
    model = Sequential(
        [
            Rescaling(1.0 / 255, input_shape=(28, 28, 1)),
            Conv2D(32, (3, 3), padding="same", activation="relu"),
            BatchNormalization(),
            Conv2D(32, (3, 3), padding="same", activation="relu"),
            BatchNormalization(),
            MaxPooling2D(),
            Dropout(0.4),
            Conv2D(64, (3, 3), padding="same", activation="relu"),
            BatchNormalization(),
            Conv2D(64, (3, 3), padding="same", activation="relu"),
            BatchNormalization(),
            MaxPooling2D(),
            Dropout(0.4),
            Flatten(),
            Dense(128, activation="relu"),
            Dense(10, activation="softmax"),
        ]
    )
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    model.summary()
    return model


def build_dense():
    model = Sequential()
    model.add(Dense(16, activation="relu", input_shape=(1000,)))
    model.add(Dense(16, activation="relu"))
    model.add(Dense(1, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="rmsprop", metrics=["accuracy"])
    return model


def build_lenet():
    model = Sequential()
    model.add(Conv2D(6, (5, 5), padding="same", activation="tanh", input_shape=(28, 28, 1)))
    model.add(AveragePooling2D(pool_size=(2, 2), strides=(2, 2)))
    model.add(Conv2D(16, (5, 5), padding="valid", activation="tanh"))
    model.add(AveragePooling2D(pool_size=(2, 2), strides=(2, 2)))
    model.add(Conv2D(120, (5, 5), activation="tanh"))
    model.add(Flatten())
    model.add(Dense(84, activation="tanh"))
    model.add(Dense(10, activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return model


def build_small():
    model = Sequential()
    model.add(Conv2D(16, 3, activation="relu", input_shape=(28, 28, 1)))
    model.add(MaxPooling2D())
    model.add(Flatten())
    model.add(Dense(32, activation="relu"))
    model.add(Dense(10, activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return model
