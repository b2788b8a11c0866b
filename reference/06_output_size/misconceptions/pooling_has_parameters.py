"""A pooling layer is counted like a convolution.

caught_by: test_table_mnist_cnn, test_table_four_class, test_table_lenet5, test_counts_of_random_models
ko: 풀링 층에도 합성곱 층처럼 매개변수를 매겼습니다. 풀링은 창 안의 값에서 최댓값이나 평균을 구할 뿐입니다. 그 계산에 학습으로 정해지는 수가 있는지 생각해 보세요.
en: Your pooling rows have parameters like a convolution's. Pooling only takes the maximum or the average of what is in its window. Is there any number in that which training would have to find?
"""


def summarize(input_shape, layers):
    shape = tuple(input_shape)
    if len(shape) not in (1, 3) or min(shape) < 1:
        raise ValueError(f"input shape {shape}")
    rows = []
    for description in layers:
        layer = parse_layer(description)
        kind = layer["kind"]
        parameters = 0
        if kind == "Conv2D":
            kernel, filters = layer["kernel"], layer["filters"]
            output = conv_output_shape(shape, filters, kernel, layer["padding"])
            parameters = conv_parameters(kernel, shape[-1], filters)
            shape = output
        elif kind in ("MaxPooling2D", "AveragePooling2D"):
            parameters = conv_parameters(layer["size"], shape[-1], shape[-1])
            shape = pooled_shape(shape, layer["size"])
        elif kind == "Flatten":
            shape = (math.prod(shape),)
        elif kind == "Dense":
            if len(shape) != 1:
                raise ValueError(f"Dense needs a vector, got {shape}")
            parameters = dense_parameters(shape[0], layer["units"])
            shape = (layer["units"],)
        elif kind == "BatchNormalization":
            parameters = 4 * shape[-1]
        elif kind not in ("Dropout", "Rescaling"):
            raise ValueError(f"unknown layer {kind}")
        rows.append((description, shape, parameters))
    return rows
