"""The loss takes the output of softmax for logits.

caught_by: test_losses_fit
replaces: compiled
ko: 마지막 층의 소프트맥스가 이미 확률을 내는데, 손실 함수는 from_logits=True로 소프트맥스를 한 번 더 적용합니다.
en: The last layer's softmax gives probabilities already, and a loss with from_logits=True applies
softmax once more.
"""


def compiled(model):
    model.compile(
        "adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"]
    )
    return model
