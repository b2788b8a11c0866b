"""A loss for one-hot labels, where labels are whole numbers.

caught_by: test_small_loss
ko: 레이블은 정수인데 원-핫 벡터를 받는 손실 함수를 썼습니다.
en: The labels are whole numbers, and the loss is the one for one-hot vectors.
"""


def build_small():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(keras.layers.Conv2D(16, (3, 3), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(32, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model
