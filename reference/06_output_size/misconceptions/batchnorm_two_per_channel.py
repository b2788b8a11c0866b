"""Only the trained half of batch normalization is counted.

caught_by: test_table_batchnorm_dropout, test_counts_of_random_models, test_layers_on_vectors
ko: BatchNormalization의 매개변수를 채널마다 둘씩 센 것과 같습니다. 학습으로 바뀌는 값 말고도 이 층이 채널마다 기억해 두는 통계가 있고, 표에서는 그것도 셉니다. 이 층이 채널마다 갖는 값을 모두 적어 보세요.
en: Your batch normalization rows count two numbers a channel. Besides what training changes, the layer remembers statistics of each channel, and the table counts those as well. Write down everything it keeps for a channel.
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
            shape = pooled_shape(shape, layer["size"])
        elif kind == "Flatten":
            shape = (math.prod(shape),)
        elif kind == "Dense":
            if len(shape) != 1:
                raise ValueError(f"Dense needs a vector, got {shape}")
            parameters = dense_parameters(shape[0], layer["units"])
            shape = (layer["units"],)
        elif kind == "BatchNormalization":
            parameters = 2 * shape[-1]
        elif kind not in ("Dropout", "Rescaling"):
            raise ValueError(f"unknown layer {kind}")
        rows.append((description, shape, parameters))
    return rows
