"""Max pooling in LeNet-5.

caught_by: test_lenet_table
ko: LeNet-5의 풀링은 최댓값이 아니라 평균입니다.
en: LeNet-5 pools by the average, not by the maximum.
"""


def build_lenet():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(keras.layers.Conv2D(6, (5, 5), padding="same", activation="tanh"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Conv2D(16, (5, 5), activation="tanh"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Conv2D(120, (5, 5), activation="tanh"))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(84, activation="tanh"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
