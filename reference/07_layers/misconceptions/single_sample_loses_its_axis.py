"""A batch of one sample becomes a vector.

caught_by: test_flatten_the_picture, test_flatten_any_batch
ko: 표본이 하나일 때 배치 축이 사라졌습니다. 길이가 1인 축도 축이며 다음 층은 (1, features)를
기다립니다. 표본이 하나인 배치의 결과에서 shape을 출력해 보세요.
en: With a single sample the batch axis is gone. An axis of length 1 is an axis, and the next layer
waits for (1, features). Print the shape of your result for a batch of one.
"""


def flatten(batch):
    values = values_of(batch)
    if values.ndim == 0:
        raise ValueError("a single number")
    rows = values.reshape(len(values), -1)
    return rows[0] if len(rows) == 1 else rows  # wrong
