"""Softmax on a single output, which is then always 1.

caught_by: test_dense_table
ko: 출력이 하나일 때 softmax는 언제나 1입니다. 두 클래스의 확률 하나를 내는 활성화 함수가 필요합니다.
en: Softmax of a single output is always 1. What is needed is the activation that gives one
probability for two classes.
"""


def build_dense():
    model = keras.Sequential()
    model.add(keras.Input((1000,)))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(1, activation="softmax"))
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model
