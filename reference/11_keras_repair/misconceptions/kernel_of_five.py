"""The third kernel is 5x5, the table has 4x4.

caught_by: test_four_class_table
ko: 세 번째 합성곱층의 커널 크기가 표와 다릅니다. 출력 크기와 매개변수 수를 식으로 확인해 보세요.
en: The kernel of the third convolution is not the table's. Check shape and count with the formulas.
"""


def build_four_class():
    model = keras.Sequential()
    model.add(keras.Input((120, 60, 1)))
    model.add(keras.layers.Conv2D(12, (5, 5), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Conv2D(16, (5, 5), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Conv2D(20, (5, 5), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dense(4, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
