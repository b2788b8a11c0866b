"""The biases are not counted.

caught_by: test_worked_conv_parameters, test_worked_dense_parameters, test_table_mnist_cnn, test_random_conv_parameters, test_random_dense_parameters
ko: 매개변수의 수가 가중치만 센 것과 같습니다. 층이 학습하는 것은 가중치만이 아니어서, 뉴런이나 필터가 합을 낸 뒤에 더하는 값도 매개변수입니다. 그런 값이 층마다 몇 개 있는지 다시 보세요.
en: Your counts are those of the weights alone. A layer learns more than its weights: what a neuron or filter adds after summing is a parameter too. Look again at how many of those a layer has.
"""


def conv_parameters(kernel, channels, filters):
    kernel_height, kernel_width = as_pair(kernel)
    require_positive(kernel_height, kernel_width, channels, filters)
    return kernel_height * kernel_width * channels * filters


def dense_parameters(inputs, outputs):
    require_positive(inputs, outputs)
    return inputs * outputs
