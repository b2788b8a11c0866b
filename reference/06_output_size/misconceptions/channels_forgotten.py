"""A filter is taken to be flat: the input channels do not enter the count.

caught_by: test_worked_conv_parameters, test_table_mnist_cnn, test_random_conv_parameters
ko: 매개변수의 수가 입력의 채널이 하나일 때의 수와 같습니다. 필터는 납작한 판이 아니라 입력의 모든 채널을 꿰뚫는 직육면체입니다. 채널이 여럿인 입력에서 필터 하나가 숫자를 몇 개 보는지 세어 보세요.
en: Your counts are those for an input with one channel. A filter is not a flat sheet but a block that goes through all channels of its input. Count how many numbers one filter looks at when there are several.
"""


def conv_parameters(kernel, channels, filters):
    kernel_height, kernel_width = as_pair(kernel)
    require_positive(kernel_height, kernel_width, channels, filters)
    return kernel_height * kernel_width * filters + filters
