"""The last layer is a ReLU, so nothing is a probability.

caught_by: test_four_class_table, test_four_class_loss
ko: 마지막 층이 relu라서 출력이 확률이 아닙니다. 더해서 1이 되지 않고 0에서 멈출 수도 있습니다.
en: The last layer is a ReLU, so that its outputs are no probabilities: they do not add up to 1, and
may rest at 0.
"""


def build_four_class():
    model = keras.Sequential()
    model.add(keras.Input((120, 60, 1)))
    model.add(keras.layers.Conv2D(12, (5, 5), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Conv2D(16, (5, 5), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Conv2D(20, (4, 4), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dense(4, activation="relu"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
