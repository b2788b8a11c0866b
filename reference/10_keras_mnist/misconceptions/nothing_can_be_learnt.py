"""The layers are frozen.

caught_by: test_cnn_learns, test_dnn_learns
replaces: compiled
ko: trainable=False라서 가중치가 바뀌지 않습니다. 손실이 처음 그대로입니다.
en: With trainable=False no weight changes, and the loss stays what it was.
"""


def compiled(model):
    model.trainable = False
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
