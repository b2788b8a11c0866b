"""Dropout makes the layer smaller.

caught_by: test_table_batchnorm_dropout, test_shapes_of_random_models
ko: Dropout을 지난 모양이 버린 비율만큼 줄어든 것과 같습니다. 드롭아웃은 학습하는 동안 값의 일부를 0으로 만들 뿐입니다. 0이 된 칸이 자리에서 사라지는지 생각해 보세요.
en: After Dropout your shape is smaller by the rate that is dropped. Dropout only sets some values to zero while training. Does a cell that is zero vanish from its place?
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
        elif kind == "Dropout":
            shape = (*shape[:-1], round(shape[-1] * (1 - layer["rate"])))
        elif kind != "Rescaling":
            raise ValueError(f"unknown layer {kind}")
        rows.append((description, shape, parameters))
    return rows
