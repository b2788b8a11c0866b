"""The height is worked out once and used for the width too.

caught_by: test_worked_shape, test_table_four_class, test_random_shapes, test_shapes_of_random_models
ko: 출력의 너비가 높이로 계산한 것과 같습니다. 정사각형 영상에서는 드러나지 않습니다. 너비는 입력의 너비와 커널의 너비로 따로 계산해야 하는지 살펴보세요.
en: Your output width is the one that belongs to the height. On square images nothing shows. See which side of the input, and of the kernel, the width should come from.
"""


def conv_output_shape(input_shape, filters, kernel, padding=0, stride=1):
    height, width, channels = input_shape
    require_positive(channels, filters)
    kernel_height, kernel_width = as_pair(kernel)
    return (
        conv_output_size(height, kernel_height, padding, stride),
        conv_output_size(height, kernel_height, padding, stride),
        filters,
    )
