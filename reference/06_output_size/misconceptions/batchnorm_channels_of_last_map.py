"""Batch normalization counts the channels of the last map, also behind Dense.

caught_by: test_counts_of_random_models
ko: 배치 정규화의 매개변수를 마지막 특징 맵의 채널 수로 센 것과 같습니다. Dense 뒤에서는 지금 들어온 벡터의 길이가 채널의 수입니다.
en: Batch normalization seems to count the channels of the last feature map. Behind Dense the vector that comes in has as many channels as entries.
"""


def summarize(input_shape, layers):
    shape = tuple(input_shape)
    if len(shape) not in (1, 3) or min(shape) < 1:
        raise ValueError(f"input shape {shape}")
    rows = []
    channels = shape[-1]
    for description in layers:
        layer = parse_layer(description)
        kind = layer["kind"]
        parameters = 0
        channels = shape[-1] if len(shape) == 3 else channels
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
            parameters = 4 * channels
        elif kind not in ("Dropout", "Rescaling"):
            raise ValueError(f"unknown layer {kind}")
        rows.append((description, shape, parameters))
    return rows
