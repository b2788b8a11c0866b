"""What cannot cross into the worker as a value: functions as arguments; and loops to race against.

The checks call these functions beside your module, which comes in as `student`.
"""

import numpy as np

# Functions of an array that give one number; their slopes are easy to find on paper.
FUNCTIONS = {
    "squares": lambda v: float(np.sum(v**2)),
    "cubes": lambda v: float(np.sum(v**3)),
    "steep cubes": lambda v: float(1e10 * np.sum(v**3)),
    "absolute values": lambda v: float(np.sum(np.abs(v))),
    "products of neighbours": lambda v: float(np.sum(v * np.roll(v, 1))),  # the ends are neighbours
}


def numerical_gradient(student, function, x, *h, **options):
    """Call your numerical_gradient on one of the functions above."""
    return student.numerical_gradient(FUNCTIONS[function], x, *h, **options)


def gradient_check(student, x, kernels, bias, d_out, **steps):
    """Measure the slopes of your conv_forward, and compare those that your conv_backward gives.

    Returns for x, for the kernels and for the bias: both slopes, their relative error by your
    relative_error, and that of slopes which are half as large again.
    """

    def error(x, kernels, bias):
        return float(np.sum(d_out * student.conv_forward(x, kernels, bias, **steps)))

    h = 1e-3  # convolution is linear, so a large step costs no precision
    measured = (
        student.numerical_gradient(lambda nudged: error(nudged, kernels, bias), x, h),
        student.numerical_gradient(lambda nudged: error(x, nudged, bias), kernels, h),
        student.numerical_gradient(lambda nudged: error(x, kernels, nudged), bias, h),
    )
    computed = student.conv_backward(d_out, x, kernels, **steps)
    pairs = zip(computed, measured, strict=True)
    return [
        (
            slopes,
            np.array(mine),
            float(student.relative_error(mine, slopes)),
            float(student.relative_error(1.5 * np.array(mine), slopes)),
        )
        for mine, slopes in pairs
    ]


def plain_loops(_student, x, kernels, bias):
    """Convolve with four plain loops: the opponent of the speed bonus, in a worker of its own."""
    samples, height, width, _ = x.shape
    kh, kw, _, filters = kernels.shape
    out = np.zeros((samples, height - kh + 1, width - kw + 1, filters))
    for n in range(samples):
        for i in range(height - kh + 1):
            for j in range(width - kw + 1):
                for k in range(filters):
                    window = x[n, i : i + kh, j : j + kw]
                    out[n, i, j, k] = np.sum(window * kernels[:, :, :, k]) + bias[k]
    return out
