"""The 1 is added before the division by the stride.

caught_by: test_worked_sizes, test_random_sizes, test_size_counts_positions, test_table_mnist_cnn
costs: 55 %, because nearly every size in the exercise is wrong
ko: 출력 크기가 1을 더한 다음 보폭으로 나눈 것과 같습니다. 보폭이 1이면 차이가 없지만 보폭이 2 이상이면 달라집니다. 더해지는 1이 무엇을 세는지(걸음인지, 첫 자리인지) 생각하고 계산의 순서를 다시 보세요.
en: Your sizes are those of adding 1 first and dividing by the stride afterwards. At stride 1 nothing shows; from stride 2 on it does. Think about what the 1 counts, a step or the first place, and look at the order again.
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
    return (size - kernel + 2 * padding + 1) // stride
