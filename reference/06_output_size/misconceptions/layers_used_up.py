"""The list of layers is emptied while it is read.

caught_by: test_layers_stay_untouched
ko: 표는 맞지만 부르고 나면 layers 목록이 비어 있습니다. 그 목록은 부른 사람의 것이어서, 같은 목록으로 다시 부르면 빈 표가 나옵니다. 목록에서 꺼내지 않고 읽는 방법을 생각해 보세요.
en: The table is right, but after the call the list of layers is empty. The list belongs to the caller, who gets an empty table when using it again. Think of a way to read it without taking things out.
"""


def summarize(input_shape, layers):
    shape = tuple(input_shape)
    if len(shape) not in (1, 3) or min(shape) < 1:
        raise ValueError(f"input shape {shape}")
    rows = []
    while layers:
        description = layers.pop(0)
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
