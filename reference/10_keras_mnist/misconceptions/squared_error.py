"""The squared error of probabilities and labels.

caught_by: test_losses_fit
replaces: compiled
ko: 회귀의 손실 함수(제곱 오차)를 분류에 썼습니다. 레이블 7은 '7만큼의 양'이 아니라 일곱 번째 이름입니다. 확률과 레이블을 견주는 손실 함수를 고르세요.
en: The squared error is a loss for quantities. The label 7 is a name, not an amount: choose a loss
that compares probabilities with labels.
"""


def compiled(model):
    model.compile("adam", "mean_squared_error", metrics=["accuracy"])
    return model
