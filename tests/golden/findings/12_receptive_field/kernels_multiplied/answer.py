def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, window in _windows(layers):
        size *= window.kernel
        centre += ((window.kernel - 1) / 2 - window.before) * jump
        jump *= window.stride
        rows.append((description, size, jump, centre))
    return rows
