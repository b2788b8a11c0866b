"""Batch normalization is counted for every cell of the map.

caught_by: test_table_batchnorm_dropout, test_counts_of_random_models
ko: BatchNormalization의 매개변수가 특징 맵의 칸마다 따로 있는 것과 같습니다. 이 층은 한 채널의 모든 칸을 같은 값으로 정규화합니다. 칸의 수와 채널의 수 가운데 무엇이 들어가야 하는지 다시 보세요.
en: Your batch normalization rows count numbers for every cell of the map. The layer normalizes all cells of one channel with the same numbers. Which belongs in the count, the cells or the channels?
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
            parameters = 4 * math.prod(shape)
        elif kind not in ("Dropout", "Rescaling"):
            raise ValueError(f"unknown layer {kind}")
        rows.append((description, shape, parameters))
    return rows
