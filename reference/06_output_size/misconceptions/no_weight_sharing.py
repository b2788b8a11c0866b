"""Each output cell has weights of its own.

caught_by: test_table_mnist_cnn, test_counts_of_random_models, test_shared_weights_do_not_grow
ko: 합성곱 층의 매개변수가 출력의 칸마다 따로 가중치를 둔 것과 같습니다. 합성곱 층은 같은 커널을 모든 자리에서 함께 씁니다(가중치 공유). 영상이 커지면 이 층의 매개변수도 늘어나야 하는지 생각해 보세요.
en: Your convolution rows count separate weights for every output cell. A convolution layer uses the same kernel at every place (weight sharing). Should this layer's parameters grow when the image does?
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
            parameters = output[0] * output[1] * conv_parameters(kernel, shape[-1], filters)
            shape = output
        elif kind in ("MaxPooling2D", "AveragePooling2D"):
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
