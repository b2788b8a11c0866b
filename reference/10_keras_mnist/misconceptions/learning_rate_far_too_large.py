"""A learning rate of 0.5 with Adam.

caught_by: test_cnn_learns, test_dnn_learns
replaces: compiled
ko: 학습률이 너무 커서 가중치가 골짜기를 건너뛰기만 합니다.
en: The learning rate is so large that the weights jump across the valley and never get down.
"""


def compiled(model):
    model.compile(
        keras.optimizers.Adam(0.5), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model
