"""The whole batch becomes a single row.

caught_by: test_flatten_the_picture, test_flatten_any_batch
ko: 배치 전체를 한 줄로 폈습니다. 표본이 몇 개인지는 펼친 다음에도 알 수 있어야 합니다. 결과의 행
수를 들어온 표본의 수와 견주어 보세요.
en: You made one row of the whole batch. How many samples there are must still be known afterwards.
Compare the number of rows with the number of samples that came in.
"""


def flatten(batch):
    values = values_of(batch)
    if values.ndim == 0:
        raise ValueError("a single number")
    return values.reshape(1, -1)  # wrong: the samples are one
