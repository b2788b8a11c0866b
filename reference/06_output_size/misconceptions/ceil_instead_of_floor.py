"""A remainder of the stride is rounded up.

caught_by: test_worked_sizes, test_random_sizes, test_size_counts_positions, test_table_mnist_cnn
costs: 45 %, because the sizes in most tables are wrong
ko: 출력 크기가 나머지를 올림한 것과 같습니다. 남은 칸이 보폭보다 적으면 커널이 영상 밖으로 나가므로 그 자리는 쓸 수 없습니다. 11칸에 크기 2, 보폭 2인 창이 몇 개 들어가는지 그려 보세요.
en: Your sizes round a remainder up. When fewer cells than a stride are left, the kernel would hang over the edge, so that place cannot be used. Draw how many windows of 2 with stride 2 fit into 11 cells.
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
    return math.ceil((size - kernel + 2 * padding) / stride) + 1
