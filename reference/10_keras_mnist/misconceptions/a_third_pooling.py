"""Pooling after the last convolution, too.

caught_by: test_cnn_is_the_lectures
ko: 마지막 합성곱층 뒤에도 풀링층이 있습니다. 표에서는 풀링이 두 번뿐입니다.
en: There is a pooling layer after the last convolution as well; the table has two of them.
"""


def build_cnn():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(layers.Conv2D(32, (3, 3), activation="relu"))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(64, (3, 3), activation="relu"))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(64, (3, 3), activation="relu"))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Flatten())
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return compiled(model)
