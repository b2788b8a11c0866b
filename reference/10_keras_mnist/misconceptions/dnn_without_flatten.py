"""Dense layers work on the image's last axis.

caught_by: test_dnn_is_dense
ko: Flatten이 없어 완전 연결층이 칸마다 따로 계산합니다. 그래서 영상 하나에 10개의 수가 아니라 칸마다 10개의 수가 나옵니다.
en: Without Flatten the dense layers work on each pixel by itself: ten numbers come out for every
pixel instead of for the image.
"""


def build_dnn():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return compiled(model)
