"""The numbers of filters in the order 64, 64, 32.

caught_by: test_cnn_is_the_lectures
ko: 필터의 수가 표와 다릅니다. 앞의 층은 단순한 무늬를, 뒤의 층은 더 많은 종류의 무늬를 찾습니다.
en: The numbers of filters are not the table's: early layers look for few simple patterns, later
ones for more kinds.
"""


def build_cnn():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(layers.Conv2D(64, (3, 3), activation="relu"))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(32, (3, 3), activation="relu"))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(32, (3, 3), activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return compiled(model)
