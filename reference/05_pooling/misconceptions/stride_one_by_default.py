"""Without a stride the windows move by one cell.

caught_by: test_max_of_the_tables, test_average_of_a_table, test_minimum_of_the_tables, test_small_shift
costs: 40 %, because three of the four functions give hardly a right result
replaces: checked
ko: stride를 주지 않았을 때 창이 한 칸씩 움직인 결과와 같습니다. 합성곱에서는 보폭의 기본값이 1이지만 풀링은 창이 서로 겹치지 않는 것이 기본입니다. 설명에서 stride=None의 뜻을 다시 읽어 보세요.
en: Your values are those of windows that move by one cell when no stride is given. That is the default of convolution; pooling windows do not overlap unless asked to. Read again what stride=None means.
"""


def checked(image, size, stride):
    values = as_map(image)
    step = 1 if stride is None else stride
    if size < 1 or step < 1 or size > min(values.shape[:2]):
        raise ValueError(f"size {size}, stride {step}, image {values.shape}")
    return values, step
