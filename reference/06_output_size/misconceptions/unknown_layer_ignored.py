"""An unknown layer passes as one that does nothing.

caught_by: test_layers_out_of_place
ko: 모르는 층을 모양도 바꾸지 않고 매개변수도 없는 층으로 넘겼습니다. 이름을 잘못 적어도 그럴듯한 표가 나오므로 잘못을 알아챌 수 없게 됩니다. 아는 층이 아닐 때 무엇을 해야 하는지 다시 보세요.
en: An unknown layer slips through as one that changes nothing and has no parameters. A misspelt name would then give a table that looks right. Look again at what has to happen when the kind is not one you know.
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
            parameters = 4 * shape[-1]
        rows.append((description, shape, parameters))
    return rows
