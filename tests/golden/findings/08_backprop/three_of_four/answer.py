# rename forward to _right
def forward(x, weights):
    z_hidden, h, z_out, o = _right(x, weights)
    return h, z_out, o
