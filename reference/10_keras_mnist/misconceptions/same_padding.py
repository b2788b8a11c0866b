"""The convolutions keep the size.

caught_by: test_cnn_is_the_lectures
ko: 표에는 valid라고 되어 있는데 합성곱층이 padding='same'입니다. 그래서 크기가 28에서 26으로 줄지 않습니다.
en: Where the table says valid the convolutions have padding='same', so that 28 does not become 26.
"""


def build_cnn():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(layers.Conv2D(32, (3, 3), padding="same", activation="relu"))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(64, (3, 3), padding="same", activation="relu"))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(64, (3, 3), padding="same", activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return compiled(model)
