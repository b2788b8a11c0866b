"""train gives the model instead of the History.

caught_by: test_train_uses_what_it_is_given
ko: train이 History가 아니라 모델을 돌려줍니다. 학습의 기록은 fit이 돌려주는 값에 있습니다.
en: train returns the model instead of the History. What is known of the training is in what fit
returns.
"""


def train(model, images, labels, epochs):
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model
