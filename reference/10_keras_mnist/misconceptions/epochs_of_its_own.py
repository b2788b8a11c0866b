"""Five epochs, whatever was asked.

caught_by: test_train_uses_what_it_is_given
ko: 에포크의 수가 함수 안에 적혀 있어 인수 epochs가 쓰이지 않습니다.
en: The number of epochs is written into the function; the argument epochs is not used.
"""


def train(model, images, labels, epochs):
    return model.fit(images, labels, epochs=5, verbose=0)
