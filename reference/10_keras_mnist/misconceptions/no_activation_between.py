"""Convolutions and dense layers without ReLU.

caught_by: test_cnn_is_the_lectures
ko: 합성곱층과 완전 연결층에 활성화 함수가 없습니다. 사이에 비선형이 없으면 층을 쌓아도 한 층과 다르지 않습니다.
en: The layers in between have no activation. Without a nonlinearity, layers on layers can do no
more than one.
"""


def build_cnn():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(layers.Conv2D(32, (3, 3)))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(64, (3, 3)))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(64, (3, 3)))
    model.add(layers.Flatten())
    model.add(layers.Dense(64))
    model.add(layers.Dense(10, activation="softmax"))
    return compiled(model)
