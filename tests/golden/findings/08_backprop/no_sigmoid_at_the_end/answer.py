def forward(x, weights):
    w_hidden, w_out = _matrices(weights)
    z_hidden = w_hidden @ _vector("x", x, 2)
    h = sigmoid(z_hidden)
    z_out = w_out @ h
    return z_hidden, h, z_out, z_out
