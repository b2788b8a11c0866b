"""The references agree with Keras, whose layout and conventions the course has taken over."""

import os
import warnings

import numpy as np
import pytest

from grader.checks.staff_modules import load_staff_module

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def keras():
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras's and TensorFlow's own, on import
        return pytest.importorskip("keras", reason="Keras is not installed (extra `keras`)")


@pytest.fixture
def rng():
    return np.random.default_rng(20261122)


@pytest.fixture(scope="module")
def reference(course):
    """A reference module by its exercise."""

    def load(slug: str):
        module = next(e.module for e in course.exercises if e.slug == slug)
        return load_staff_module(course.reference / slug / f"{module}.py", f"keras_{slug}")

    return load


def convolved(keras, image, kernel, strides=1, padding="valid"):
    """Keras's convolution of one image `(H, W, C)` with one kernel `(kh, kw, C)`, in float64."""
    result = keras.ops.conv(image[None], kernel[..., None], strides=strides, padding=padding)
    return np.asarray(result)[0, :, :, 0]


def pooled(keras, image, kind, size, stride):
    pool = getattr(keras.ops, kind)
    return np.asarray(pool(image[None, ..., None], size, strides=stride, padding="valid"))[
        0, ..., 0
    ]


@pytest.mark.parametrize("shape", [(6, 6, 1), (5, 9, 3), (4, 7, 2)])
def test_convolution_with_channels_is_keras_s(keras, reference, rng, shape):
    image, kernel = rng.normal(size=shape), rng.normal(size=(2, 3, shape[-1]))

    ours = reference("01_convolution").conv2d_channels(image, kernel)

    np.testing.assert_allclose(ours, convolved(keras, image, kernel), atol=1e-10)


@pytest.mark.parametrize("kernel", [(3, 3), (2, 2), (4, 3), (5, 2)])
def test_same_convolution_is_keras_s(keras, reference, rng, kernel):
    image, weights = rng.normal(size=(7, 8)), rng.normal(size=kernel)

    ours = reference("03_padding").conv2d_same(image, weights)

    theirs = convolved(keras, image[..., None], weights[..., None], padding="same")
    np.testing.assert_allclose(ours, theirs, atol=1e-10)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_strided_convolution_is_keras_s(keras, reference, rng, padding, stride):
    image, weights = rng.normal(size=(9, 7)), rng.normal(size=(3, 2))

    ours = reference("04_stride").conv2d_strided(image, weights, stride, padding)

    theirs = convolved(keras, image[..., None], weights[..., None], stride, padding)
    np.testing.assert_allclose(ours, theirs, atol=1e-10)


@pytest.mark.parametrize(("size", "stride"), [(2, 2), (3, 1), (2, 3)])
@pytest.mark.parametrize(
    ("ours", "theirs"), [("max_pool2d", "max_pool"), ("avg_pool2d", "average_pool")]
)
def test_pooling_is_keras_s(keras, reference, rng, ours, theirs, size, stride):
    image = rng.normal(size=(7, 8))

    result = getattr(reference("05_pooling"), ours)(image, size, stride)

    np.testing.assert_allclose(result, pooled(keras, image, theirs, size, stride), atol=1e-12)


MODELS = {
    (28, 28, 1): ["Conv2D 32 3x3 valid relu", "MaxPooling2D 2x2", "Conv2D 64 3x3 same relu",
                  "BatchNormalization", "Dropout 0.4", "Flatten", "Dense 10 softmax"],
    (120, 60, 3): ["Conv2D 12 5x5 valid relu", "AveragePooling2D 2x2", "Rescaling 1/255", "Flatten",
                   "Dense 4 softmax"],
    (1000,): ["Dense 16 relu", "Dense 1 sigmoid"],
}  # fmt: skip


def keras_layer(keras, words):
    """The Keras layer that a line of the course's tables means."""
    kind, *rest = words.split()
    if kind == "Conv2D":
        filters, kernel, padding, activation = rest
        sides = tuple(map(int, kernel.split("x")))
        return keras.layers.Conv2D(int(filters), sides, padding=padding, activation=activation)
    if kind == "Dense":
        return keras.layers.Dense(int(rest[0]), activation=rest[1])
    if kind.endswith("Pooling2D"):
        return getattr(keras.layers, kind)(tuple(map(int, rest[0].split("x"))))
    if kind == "Dropout":
        return keras.layers.Dropout(float(rest[0]))
    if kind == "Rescaling":
        return keras.layers.Rescaling(1 / 255)
    return getattr(keras.layers, kind)()


@pytest.mark.parametrize("shape", MODELS, ids=str)
def test_shapes_and_parameter_counts_are_keras_s(keras, reference, shape):
    layers = [keras_layer(keras, words) for words in MODELS[shape]]
    keras.Sequential([keras.Input(shape), *layers])

    ours = reference("06_output_size").summarize(shape, MODELS[shape])

    theirs = [(tuple(layer.output.shape[1:]), layer.count_params()) for layer in layers]
    assert [(tuple(row[1]), row[2]) for row in ours] == theirs


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "elu"])
def test_activations_are_keras_s(keras, reference, rng, name):
    x = rng.normal(scale=3.0, size=(4, 5))

    theirs = getattr(keras.ops, name)(x)

    np.testing.assert_allclose(getattr(reference("07_layers"), name)(x), theirs, atol=1e-6)


def test_softmax_is_keras_s(keras, reference, rng):
    logits = rng.normal(scale=3.0, size=(4, 5))

    np.testing.assert_allclose(
        reference("07_layers").softmax(logits), keras.ops.softmax(logits), atol=1e-6
    )


@pytest.mark.parametrize("stride", [1, 2])
def test_the_convolution_layer_is_keras_s(keras, reference, rng, stride):
    x, kernels, bias = (
        rng.normal(size=(2, 7, 6, 3)),
        rng.normal(size=(3, 2, 3, 4)),
        rng.normal(size=4),
    )

    ours = reference("09_conv_layer").conv_forward(x, kernels, bias, stride)

    theirs = np.asarray(keras.ops.conv(x, kernels, strides=stride, padding="valid")) + bias
    np.testing.assert_allclose(ours, theirs, atol=1e-10)


@pytest.mark.parametrize(("size", "stride"), [(2, 2), (3, 1)])
def test_the_pooling_layer_is_keras_s(keras, reference, rng, size, stride):
    x = rng.normal(size=(2, 7, 6, 3))

    ours = reference("09_conv_layer").max_pool_forward(x, size, stride)

    theirs = keras.ops.max_pool(x, size, strides=stride, padding="valid")
    np.testing.assert_allclose(ours, theirs, atol=1e-12)


def test_the_gradients_of_the_convolution_layer_are_keras_s(keras, reference, rng):
    tensorflow = pytest.importorskip("tensorflow")
    x, kernels = rng.normal(size=(2, 6, 5, 2)), rng.normal(size=(3, 2, 2, 3))
    d_out = rng.normal(size=(2, 2, 2, 3))
    with tensorflow.GradientTape() as tape:
        inputs, weights = tensorflow.Variable(x), tensorflow.Variable(kernels)
        out = keras.ops.conv(inputs, weights, strides=2, padding="valid")
        total = tensorflow.reduce_sum(out * d_out)

    d_x, d_kernels, _d_bias = reference("09_conv_layer").conv_backward(d_out, x, kernels, 2)

    theirs = tape.gradient(total, [inputs, weights])
    np.testing.assert_allclose(d_x, theirs[0], atol=1e-10)
    np.testing.assert_allclose(d_kernels, theirs[1], atol=1e-10)
