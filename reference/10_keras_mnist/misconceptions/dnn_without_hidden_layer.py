"""Flatten and then the last layer.

caught_by: test_dnn_is_dense
ko: Flatten 바로 뒤가 마지막 층이라 은닉층이 없습니다. 그것은 선형 분류기입니다.
en: The last layer follows Flatten at once. With no hidden layer this is a linear classifier.
"""


def build_dnn():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    return compiled(model)
