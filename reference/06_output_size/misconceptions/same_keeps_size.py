"""'same' keeps the size whatever the stride.

caught_by: test_worked_same, test_same_at_any_stride, test_random_shapes
ko: 'same'일 때의 출력 크기가 보폭과 상관없이 입력 크기와 같습니다. 덧대기를 해도 보폭이 2이면 커널은 한 칸씩 건너뛰며 놓입니다. 보폭이 2 이상일 때 자리가 몇 개인지 세어 보세요.
en: With 'same' your output is as large as the input whatever the stride. Even on a padded image a kernel at stride 2 skips every other place. Count the places for strides of 2 and more.
"""


def conv_output_size(size, kernel, padding=0, stride=1):
    require_positive(size, kernel, stride)
    if padding == "same":
        return size
    if padding == "valid":
        padding = 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError(f"padding {padding!r} does not fit")
    if kernel > size + 2 * padding:
        raise ValueError(f"kernel {kernel} is larger than the padded side")
    return (size - kernel + 2 * padding) // stride + 1
