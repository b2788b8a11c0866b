"""Each row on its own, from its layer back to the input: the two ends of what cells 0 and 1 see."""


def parse_layer(description: str) -> dict:
    """Take a layer's description apart: given with the exercise."""
    kind, *details = description.split()
    if kind == "Conv2D":
        filters, kernel, padding, activation = details
        return {
            "kind": kind,
            "filters": int(filters),
            "kernel": _parse_sides(kernel),
            "padding": padding,
            "activation": activation,
        }
    if kind in ("MaxPooling2D", "AveragePooling2D"):
        (size,) = details
        return {"kind": kind, "size": _parse_sides(size)}
    if kind == "Dense":
        units, activation = details
        return {"kind": kind, "units": int(units), "activation": activation}
    if kind == "Dropout":
        (rate,) = details
        return {"kind": kind, "rate": float(rate)}
    if kind == "Rescaling":
        (scale,) = details
        numerator, denominator = scale.split("/")
        return {"kind": kind, "scale": float(numerator) / float(denominator)}
    return {"kind": kind}


def _parse_sides(text: str) -> tuple[int, int]:
    height, width = text.split("x")
    return int(height), int(width)


def windows(layers):
    for text in layers:
        layer = parse_layer(text)
        kind = layer["kind"]
        if kind == "Flatten":
            return
        if kind in ("BatchNormalization", "Dropout", "Rescaling"):
            continue
        if kind not in ("Conv2D", "MaxPooling2D", "AveragePooling2D"):
            raise ValueError(f"{kind}은(는) 모르는 층입니다")
        height, width = layer["kernel"] if kind == "Conv2D" else layer["size"]
        if height != width or height <= 0:
            raise ValueError("정사각형이 아닌 창")
        step = 1 if kind == "Conv2D" else height
        word = layer.get("padding", "valid")
        if word not in {"same", "valid"}:
            raise ValueError(word)
        yield text, height, step, word == "same"


def reach(stack, cell):
    low = high = cell
    for _text, window, step, same in stack[::-1]:
        front = (window - 1) // 2 if same else 0
        low, high = low * step - front, high * step - front + window - 1
    return low, high


def receptive_field(layers):
    stack = list(windows(layers))
    table = []
    for count in range(1, len(stack) + 1):
        low, high = reach(stack[:count], 0)
        neighbour, _ = reach(stack[:count], 1)
        table.append([stack[count - 1][0], high - low + 1, neighbour - low, (low + high) / 2])
    return table


def seen_cells(input_shape, layers, cell):
    height, width, channels = input_shape
    if height < 1 or width < 1 or channels < 1:
        raise ValueError("빈 영상")
    stack = list(windows(layers))
    answer = []
    for size, index in ((height, cell[0]), (width, cell[1])):
        sizes = []
        for _text, window, step, same in stack:
            sizes.append(size)
            if same:
                continue
            if window > size:
                raise ValueError("창이 들어가지 않습니다")
            size = 1 + (size - window) // step
        if index not in range(size):
            raise ValueError("없는 칸")
        low = high = index
        for (_text, window, step, same), below in zip(stack[::-1], sizes[::-1]):
            front = (window - 1) // 2 if same else 0
            low, high = low * step - front, high * step - front + window - 1
            low, high = max(low, 0), min(high, below - 1)
        answer.append([low, high])
    return answer


def layers_needed(kernel, goal):
    if min(kernel, goal) < 1:
        raise ValueError("1보다 작습니다")
    if goal == 1:
        return 0
    if kernel == 1:
        raise ValueError("1칸 커널은 넓히지 못합니다")
    count = 1
    while 1 + count * (kernel - 1) < goal:
        count += 1
    return count
