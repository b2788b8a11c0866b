"""The dense network has a convolution in front.

caught_by: test_dnn_is_dense
ko: DNN에 합성곱층이 있습니다. 두 신경망을 견주려면 하나에는 합성곱이 없어야 합니다.
en: The DNN has a convolution layer. To compare the two networks, one has to do without.
"""


def build_dnn():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(layers.Conv2D(8, (3, 3), activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return compiled(model)
