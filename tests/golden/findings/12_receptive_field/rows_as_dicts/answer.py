def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, window in _windows(layers):
        size += (window.kernel - 1) * jump
        centre += ((window.kernel - 1) / 2 - window.before) * jump
        jump *= window.stride
        rows.append({"layer": description, "size": size, "jump": jump, "centre": centre})
    return rows
