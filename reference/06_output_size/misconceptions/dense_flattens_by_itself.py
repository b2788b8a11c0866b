"""Dense flattens a map without being asked.

caught_by: test_layers_out_of_place
ko: 특징 맵 (H, W, C)가 바로 들어온 Dense를 스스로 펼쳐서 받은 것과 같습니다. 이 과제의 Dense는 벡터만 받고, 펼치는 일은 Flatten이라는 다른 층이 합니다. Flatten이 빠진 신경망에 어떻게 답해야 하는지 다시 읽어 보세요.
en: Your Dense accepts a map (H, W, C) and flattens it on its own. Here Dense takes vectors only, and flattening is the work of another layer, Flatten. Read again what must happen to a net where it is missing.
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
            parameters = dense_parameters(math.prod(shape), layer["units"])
            shape = (layer["units"],)
        elif kind == "BatchNormalization":
            parameters = 4 * shape[-1]
        elif kind not in ("Dropout", "Rescaling"):
            raise ValueError(f"unknown layer {kind}")
        rows.append((description, shape, parameters))
    return rows
