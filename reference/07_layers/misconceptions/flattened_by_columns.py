"""The first axis of a sample runs fastest.

caught_by: test_flatten_the_picture, test_flatten_any_batch
ko: 값이 열을 따라 내려가는 순서로 놓였습니다. 책을 읽는 순서는 첫 행을 끝까지 읽은 다음에 둘째
행으로 갑니다. 어느 축이 가장 빨리 바뀌어야 하는지 설명의 그림에서 확인하세요.
en: Your values run down the columns. Reading order finishes the first row before it goes to the
second. See in the statement's picture which axis changes fastest.
"""


def flatten(batch):
    values = values_of(batch)
    if values.ndim == 0:
        raise ValueError("a single number")
    return values.reshape(len(values), -1, order="F")
