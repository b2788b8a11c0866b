"""Without a stride the windows move by two cells, whatever their size.

caught_by: test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
replaces: checked
ko: stride를 주지 않으면 size와 상관없이 두 칸씩 움직인 결과와 같습니다. 예제에서 보폭이 2였던 것은 창의 크기가 2였기 때문입니다. size=3일 때 기본 보폭이 얼마여야 하는지 설명에서 확인해 보세요.
en: Without a stride your windows move by two cells whatever their size. The stride of the examples was 2 because their windows were. Read in the statement what the default is when size is 3.
"""


def checked(image, size, stride):
    values = as_map(image)
    step = 2 if stride is None else stride
    if size < 1 or step < 1 or size > min(values.shape[:2]):
        raise ValueError(f"size {size}, stride {step}, image {values.shape}")
    return values, step
