"""One epoch: fit's own default.

caught_by: test_train_uses_what_it_is_given
ko: fit에 epochs를 건네지 않아 한 번만 학습했습니다.
en: fit is not told the epochs, so that it trains for one.
"""


def train(model, images, labels, epochs):
    return model.fit(images, labels, verbose=0)
