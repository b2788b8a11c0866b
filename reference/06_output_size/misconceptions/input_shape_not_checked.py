"""Any input shape is taken.

caught_by: test_impossible_layers
ko: 특징 맵도 벡터도 아닌 모양이나 0이 든 모양에도 표가 나왔습니다. 뒤의 층이 우연히 거절하는 경우에만 잘못을 알아챕니다. 층을 보기 전에 input_shape가 어떤 모양이어야 하는지 확인하세요.
en: You made a table for a shape that is neither a map nor a vector, or that holds a 0. Whether the mistake is seen then depends on the layers that happen to follow. Look at what input_shape may be before you look at the layers.
"""


def summarize(input_shape, layers):
    shape = tuple(input_shape)  # wrong: any shape is taken
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
            parameters = 4 * shape[-1]
        elif kind not in ("Dropout", "Rescaling"):
            raise ValueError(f"unknown layer {kind}")
        rows.append((description, shape, parameters))
    return rows
