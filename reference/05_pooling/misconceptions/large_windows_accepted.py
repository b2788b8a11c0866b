"""A window larger than the image is not refused.

caught_by: test_wrong_input_of_maximum, test_wrong_input_of_average, test_wrong_input_of_minimum
replaces: checked
ko: 창이 영상보다 큰데도 값이 나왔습니다. NumPy의 자르기와 range는 범위를 넘어도 오류를 내지 않고 조용히 짧아지거나 비어 버립니다. 계산하기 전에 size를 영상의 두 변과 각각 비교하는지 보세요.
en: A window larger than the image gave a value. Slices and ranges do not complain beyond the end, they just become shorter or empty. See whether the size is compared with both sides of the image first.
"""


def checked(image, size, stride):
    values = as_map(image)
    step = size if stride is None else stride
    if size < 1 or step < 1:
        raise ValueError(f"size {size}, stride {step}, image {values.shape}")
    return values, step
