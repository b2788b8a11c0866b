"""The loss for two classes on ten.

caught_by: test_losses_fit
replaces: compiled
ko: 클래스가 둘일 때의 손실 함수(binary_crossentropy)를 열 개의 클래스에 썼습니다.
en: The loss for two classes (binary_crossentropy) is used for ten.
"""


def compiled(model):
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model
