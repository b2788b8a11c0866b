def _convolve(shape, layer):
    output = conv_output_shape(shape, layer["filter"], layer["kernel"], layer["padding"])
    return output, conv_parameters(layer["kernel"], shape[-1], layer["filter"])
