"""The squared error for two classes.

caught_by: test_dense_loss
ko: 두 클래스의 분류에 제곱 오차를 썼습니다. 확률과 레이블을 견주는 손실 함수가 필요합니다.
en: The squared error is used to tell two classes apart; a loss that compares a probability with a
label is needed.
"""


def build_dense():
    model = keras.Sequential()
    model.add(keras.Input((1000,)))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile("adam", "mean_squared_error", metrics=["accuracy"])
    return model
