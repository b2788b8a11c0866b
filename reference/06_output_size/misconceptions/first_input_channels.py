"""Every convolution counts with the channels of the first input.

caught_by: test_table_mnist_cnn, test_table_four_class, test_table_batchnorm_dropout, test_table_lenet5
ko: 첫 합성곱 층은 맞지만 그다음 합성곱 층의 매개변수가 신경망의 첫 입력으로 계산한 것과 같습니다. 층은 바로 앞 층의 출력을 받습니다. 두 번째 합성곱 층에 들어오는 채널이 몇 개인지 다시 보세요.
en: The first convolution is right, but later ones are counted with the channels of the network's first input. A layer receives what the layer before it gives. Look at how many channels reach the second convolution.
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
            parameters = conv_parameters(kernel, input_shape[-1], filters)
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
