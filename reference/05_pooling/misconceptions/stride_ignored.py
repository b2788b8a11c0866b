"""The windows always move by their own size.

caught_by: test_max_with_stride_1, test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
replaces: checked
ko: 어떤 stride를 주어도 창이 size만큼 움직인 결과와 같습니다. 창의 크기와 창을 옮기는 걸음은 서로 다른 수입니다. stride가 코드의 어디에서 쓰이는지 찾아보세요.
en: Your values are those of windows that move by their size whatever the stride. How large a window is and how far it moves are two numbers. Look for the place where your code uses stride.
"""


def checked(image, size, stride):
    values = as_map(image)
    step = size if stride is None else stride
    if size < 1 or step < 1 or size > min(values.shape[:2]):
        raise ValueError(f"size {size}, stride {step}, image {values.shape}")
    return values, size  # wrong: the stride was only checked
