"""Builds a model anew and trains that one.

caught_by: test_train_uses_what_it_is_given
ko: 인수로 받은 모델이 아니라 함수 안에서 새로 만든 모델을 학습시켰습니다. 받은 모델은 그대로입니다.
en: A model is built anew in the function and trained; the one that was given stays as it was.
"""


def train(model, images, labels, epochs):
    model = build_cnn()
    return model.fit(images, labels, epochs=epochs, verbose=0)
