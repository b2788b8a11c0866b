"""The pooling window moves by one cell.

caught_by: test_table_mnist_cnn, test_table_four_class, test_table_lenet5
replaces: pooled_shape
ko: 풀링의 출력 크기가 창을 한 칸씩 움직인 것과 같습니다. 이 표의 풀링 창은 서로 겹치지 않습니다. 겹치지 않으려면 한 번에 몇 칸을 움직여야 하는지 보세요.
en: Your pooling rows are those of a window that moves by one cell. The windows in these tables do not overlap. See how far a window must move so that they do not.
"""


def pooled_shape(shape, window):
    height, width, channels = shape
    return (
        conv_output_size(height, window[0], stride=1),
        conv_output_size(width, window[1], stride=1),
        channels,
    )
