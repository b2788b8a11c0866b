"""Flatten comes before the convolution, which then needs a detour.

caught_by: test_small_table
ko: Flatten이 맨 앞에 있습니다. 합성곱이 쓸 공간 정보가 그 뒤의 완전 연결층에서 섞여 버립니다.
en: Flatten comes first. The dense layer behind it mixes up the neighbourhoods that the convolution
lives on.
"""


def build_small():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(784, activation="relu"))
    model.add(keras.layers.Reshape((28, 28, 1)))
    model.add(keras.layers.Conv2D(16, (3, 3), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(32, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
