"""A beginner's loops: places are counted one by one, lists everywhere, strings split by hand."""


def conv_output_size(size, kernel, padding=0, stride=1):
    if size < 1 or kernel < 1 or stride < 1:
        raise ValueError("size, kernel and stride must be at least 1")
    if padding == "same":
        count = 0
        position = 0
        while position < size:
            count = count + 1
            position = position + stride
        return count
    if padding == "valid":
        padding = 0
    elif type(padding) is str:
        raise ValueError("unknown padding word")
    if padding < 0:
        raise ValueError("negative padding")

    padded = padding + size + padding
    count = 0
    left = 0
    while left + kernel <= padded:
        count += 1
        left += stride
    if count == 0:
        raise ValueError("the kernel does not fit")
    return count


def conv_output_shape(input_shape, filters, kernel, padding=0, stride=1):
    if len(input_shape) != 3:
        raise ValueError("the input must be (H, W, C)")
    if input_shape[2] < 1 or filters < 1:
        raise ValueError("channels and filters must be at least 1")
    if type(kernel) is tuple or type(kernel) is list:
        kh = kernel[0]
        kw = kernel[1]
    else:
        kh = kernel
        kw = kernel
    new_h = conv_output_size(input_shape[0], kh, padding, stride)
    new_w = conv_output_size(input_shape[1], kw, padding, stride)
    return [new_h, new_w, filters]


def conv_parameters(kernel, channels, filters):
    if type(kernel) is tuple or type(kernel) is list:
        kh, kw = kernel
    else:
        kh = kw = kernel
    if kh < 1 or kw < 1 or channels < 1 or filters < 1:
        raise ValueError("everything must be at least 1")
    total = 0
    for _ in range(filters):
        for _ in range(channels):
            total += kh * kw
        total += 1
    return total


def dense_parameters(inputs, outputs):
    if inputs < 1 or outputs < 1:
        raise ValueError("everything must be at least 1")
    total = 0
    for _ in range(outputs):
        total += inputs
        total += 1
    return total


def summarize(input_shape, layers):
    shape = []
    for side in input_shape:
        if side < 1:
            raise ValueError("a side must be at least 1")
        shape.append(side)
    if len(shape) != 1 and len(shape) != 3:
        raise ValueError("the input must be (H, W, C) or (features,)")
    table = []
    for text in layers:
        words = text.split(" ")
        name = words[0]
        count = 0
        if name == "Conv2D":
            sides = words[2].split("x")
            kernel = [int(sides[0]), int(sides[1])]
            new_shape = conv_output_shape(shape, int(words[1]), kernel, words[3])
            count = conv_parameters(kernel, shape[2], int(words[1]))
            shape = new_shape
        elif name == "MaxPooling2D" or name == "AveragePooling2D":
            if len(shape) != 3:
                raise ValueError("pooling needs a map")
            sides = words[1].split("x")
            a = int(sides[0])
            b = int(sides[1])
            shape = [
                conv_output_size(shape[0], a, 0, a),
                conv_output_size(shape[1], b, 0, b),
                shape[2],
            ]
        elif name == "Flatten":
            cells = 1
            for side in shape:
                cells = cells * side
            shape = [cells]
        elif name == "Dense":
            if len(shape) > 1:
                raise ValueError("Dense needs Flatten first")
            count = dense_parameters(shape[0], int(words[1]))
            shape = [int(words[1])]
        elif name == "BatchNormalization":
            count = 4 * shape[len(shape) - 1]
        elif name == "Dropout":
            count = 0
        elif name == "Rescaling":
            count = 0
        else:
            raise ValueError("unknown layer " + name)
        table.append([text, shape, count])
    return table
