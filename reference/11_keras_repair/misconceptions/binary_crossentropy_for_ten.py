"""The loss for two classes on ten, as the slide has it.

caught_by: test_deep_loss
ko: softmax로 열 클래스를 나누면서 두 클래스용 손실 함수(binary_crossentropy)를 썼습니다. 강의 자료의 코드에도 있는 잘못입니다.
en: Ten classes by softmax, and the loss for two (binary_crossentropy): the lecture's own listing
has this fault.
"""


def build_deep():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(keras.layers.Rescaling(1 / 255))
    model.add(keras.layers.Conv2D(32, (3, 3), padding="same", activation="relu"))
    model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Conv2D(32, (3, 3), padding="same", activation="relu"))
    model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Dropout(0.4))
    model.add(keras.layers.Conv2D(64, (3, 3), padding="same", activation="relu"))
    model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Conv2D(64, (3, 3), padding="same", activation="relu"))
    model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Dropout(0.4))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model
