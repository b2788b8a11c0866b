"""60 rows of 120 instead of 120 rows of 60.

caught_by: test_four_class_table
ko: 높이와 너비가 바뀌었습니다. 배열의 shape에서는 행의 수(높이)가 먼저입니다.
en: Height and width have changed places. In the shape of an array the number of rows, the height,
comes first.
"""


def build_four_class():
    model = keras.Sequential()
    model.add(keras.Input((60, 120, 1)))
    model.add(keras.layers.Conv2D(12, (5, 5), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Conv2D(16, (5, 5), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Conv2D(20, (4, 4), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dense(4, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
