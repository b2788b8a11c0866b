def summarize(input_shape, layers):
    shape = tuple(input_shape)
    rows = []
    for description in layers:
        shape, parameters = _apply_layer(shape, parse_layer(description))
        rows.append((description, shape, parameters))
        return rows
