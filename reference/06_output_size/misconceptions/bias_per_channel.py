"""Every filter has one bias for each input channel.

caught_by: test_worked_conv_parameters, test_table_mnist_cnn, test_random_conv_parameters
ko: 매개변수의 수가 필터 안의 채널마다 편향을 하나씩 둔 것과 같습니다. 채널별 결과는 하나로 더해진 다음에 편향을 받습니다. 편향을 더하는 시점을 다시 생각해 보세요.
en: Your counts give a filter one bias for each input channel. The channels' results are summed into one number before the bias is added. Think again about when that happens.
"""


def conv_parameters(kernel, channels, filters):
    kernel_height, kernel_width = as_pair(kernel)
    require_positive(kernel_height, kernel_width, channels, filters)
    return (kernel_height * kernel_width + 1) * channels * filters
