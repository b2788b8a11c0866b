"""Pooling has the channels that the last convolution made, and 1 before any.

caught_by: test_shapes_of_random_models
ko: 풀링 층의 채널 수를 앞선 합성곱의 필터 수에서 가져온 것과 같습니다. 합성곱보다 풀링이 먼저 올 수도 있습니다. 풀링의 채널은 지금 들어온 모양의 채널 그대로입니다.
en: Pooling seems to take its channels from the last convolution. Pooling may come before any convolution: its channels are those of the shape that comes in.
"""


def summarize(input_shape, layers):
    shape = tuple(input_shape)
    if len(shape) not in (1, 3) or min(shape) < 1:
        raise ValueError(f"input shape {shape}")
    rows = []
    filters = 1
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
            shape = (*pooled_shape(shape, layer["size"])[:2], filters)
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
