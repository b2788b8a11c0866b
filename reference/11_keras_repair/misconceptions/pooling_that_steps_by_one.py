"""Pooling with a stride of 1 does not halve.

caught_by: test_lenet_table
ko: 풀링층의 strides가 1이라 크기가 절반이 되지 않습니다.
en: The pooling steps by 1 and so does not halve the size.
"""


def build_lenet():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(keras.layers.Conv2D(6, (5, 5), padding="same", activation="tanh"))
    model.add(keras.layers.AveragePooling2D((2, 2), strides=1))
    model.add(keras.layers.Conv2D(16, (5, 5), activation="tanh"))
    model.add(keras.layers.AveragePooling2D((2, 2)))
    model.add(keras.layers.Conv2D(120, (5, 5), activation="tanh"))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(84, activation="tanh"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
