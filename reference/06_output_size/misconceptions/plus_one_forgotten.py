"""The first position is not counted.

caught_by: test_worked_sizes, test_worked_shape, test_random_sizes, test_size_counts_positions
costs: 60 %, because nearly every size in the exercise is wrong
ko: 출력 크기가 커널이 움직인 걸음의 수와 같습니다. 움직이기 전에 서 있던 자리도 값을 하나 냅니다. 커널의 크기가 입력과 같을 때 출력이 몇 칸이어야 하는지 생각해 보세요.
en: Your sizes are the number of steps that the kernel takes. The place where it stands before the first step gives a value too. How many cells should come out when the kernel is as large as the input?
"""


def conv_output_size(size, kernel, padding=0, stride=1):
    require_positive(size, kernel, stride)
    if padding == "same":
        return (size + stride - 1) // stride
    if padding == "valid":
        padding = 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError(f"padding {padding!r} does not fit")
    if kernel > size + 2 * padding:
        raise ValueError(f"kernel {kernel} is larger than the padded side")
    return (size - kernel + 2 * padding) // stride
