"""One bias serves the whole layer.

caught_by: test_worked_conv_parameters, test_worked_dense_parameters, test_table_mnist_cnn, test_random_conv_parameters
ko: 매개변수의 수가 층 전체에 편향을 하나만 둔 것과 같습니다. 그러면 모든 출력이 같은 값만큼 함께 움직여야 합니다. 편향이 어디에 딸려 있는 값인지(층인지, 필터나 뉴런인지) 다시 보세요.
en: Your counts are those of a layer with a single bias. All its outputs would then have to shift by the same amount. Look again at what a bias belongs to: the layer, or each filter or neuron?
"""


def conv_parameters(kernel, channels, filters):
    kernel_height, kernel_width = as_pair(kernel)
    require_positive(kernel_height, kernel_width, channels, filters)
    return kernel_height * kernel_width * channels * filters + 1


def dense_parameters(inputs, outputs):
    require_positive(inputs, outputs)
    return inputs * outputs + 1
