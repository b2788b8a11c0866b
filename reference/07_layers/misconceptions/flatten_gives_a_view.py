"""Flatten returns the argument's own memory.

caught_by: test_arguments_stay_as_they_were
ko: 값은 맞지만 결과가 입력과 같은 메모리를 씁니다. 결과의 한 칸을 바꾸면 입력도 바뀝니다. 모양만
바꾸는 함수가 값을 베끼는지 확인해 보세요.
en: The values are right, but the result is the argument's own memory: change a cell of one and the
other changes. See whether a function that only changes the shape copies anything.
"""


def flatten(batch):
    values_of(batch)
    values = np.asarray(batch, dtype=np.float64)  # wrong: no copy of a float64 array
    if values.ndim == 0:
        raise ValueError("a single number")
    return values.reshape(len(values), -1)
