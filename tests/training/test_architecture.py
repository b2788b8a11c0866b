"""A worker's description of a model: known layers within caps come through, nothing else does."""

import math

import numpy as np
import pytest

from grader.training.architecture import MAX_LAYERS, ModelRefused, parse_architecture, parse_weights
from grader.worker.wire import Handle

IMAGE = (28, 28, 1)


def conv(filters=8, size=3, **more):
    return ["Conv2D", {"filters": filters, "kernel_size": [size, size], **more}]


def pool(size=2):
    return ["MaxPooling2D", {"pool_size": [size, size], "strides": [size, size]}]


def dense(units=10, **more):
    return ["Dense", {"units": units, **more}]


FLATTEN = ["Flatten", {}]


def parse(*layers, shape=IMAGE):
    return parse_architecture(list(layers), shape, "build")


def refusal(*layers, shape=IMAGE) -> str:
    with pytest.raises(ModelRefused) as caught:
        parse(*layers, shape=shape)
    return caught.value.message.text


def test_a_network_of_the_lecture_has_its_shapes_and_counts():
    relu = {"activation": "relu"}

    rows = parse(
        ["InputLayer", {"batch_shape": [None, 28, 28, 1]}],
        conv(32, **relu),
        pool(),
        conv(64, **relu),
        pool(),
        conv(64, **relu),
        FLATTEN,
        dense(64, **relu),
        dense(10, activation="softmax"),
    ).rows()

    assert rows[0].description == "Conv2D 32 3x3 valid relu"
    assert [row.shape for row in rows][4:6] == [(3, 3, 64), (576,)]
    assert sum(row.parameters for row in rows) == 93_322


@pytest.mark.parametrize(
    ("layer", "shape", "parameters"),
    [
        (conv(4, padding="same", strides=[2, 2]), (14, 14, 4), 40),
        (conv(4, use_bias=False), (26, 26, 4), 36),
        (["AveragePooling2D", {"pool_size": [2, 2], "strides": [1, 1]}], (27, 27, 1), 0),
        (["GlobalAveragePooling2D", {}], (1,), 0),
        (["BatchNormalization", {"axis": -1}], IMAGE, 4),
        (["Reshape", {"target_shape": [14, 56]}], (14, 56), 0),
        (["Rescaling", {"scale": 1 / 255}], IMAGE, 0),
    ],
)
def test_sizes_follow_the_formulas(layer, shape, parameters):
    (row,) = parse(layer).rows()

    assert (row.shape, row.parameters) == (shape, parameters)


def test_an_activation_of_its_own_joins_the_layer_before_it():
    rows = parse(conv(), ["ReLU", {}], FLATTEN, dense(), ["Softmax", {}]).rows()

    assert [row.description for row in rows] == [
        "Conv2D 8 3x3 valid relu",
        "Flatten",
        "Dense 10 softmax",
    ]


def test_a_second_activation_stays_a_row():
    rows = parse(FLATTEN, dense(activation="relu"), ["Softmax", {}]).rows()

    assert [row.description for row in rows][-1] == "Softmax"


@pytest.mark.parametrize("name", ["Lambda", "TFSMLayer", "MyLayer", "Dense\x1b[31m", "", 7, None])
def test_a_layer_that_is_not_known_is_refused(name):
    assert "cannot be graded" in refusal([name, {}])


@pytest.mark.parametrize(
    "layer",
    [
        dense(units=0),
        dense(units=-3),
        dense(units=10**30),
        dense(units=True),
        dense(units=2.0),
        dense(units=Handle("int")),
        dense(activation="<lambda>"),
        dense(activation={"class_name": "Custom", "config": {}}),
        conv(data_format="channels_first"),
        conv(dilation_rate=[2, 2]),
        conv(groups=2),
        ["Dropout", {"rate": float("nan")}],
        ["Dropout", {"rate": 1.0}],
        ["Rescaling", {"scale": float("inf")}],
        ["Dense", {7: 7}],
        ["Dense", {}],
    ],
)
def test_a_field_out_of_bounds_is_refused(layer):
    assert "cannot be graded" in refusal(FLATTEN, layer)


@pytest.mark.parametrize(
    "raw", [None, "Dense", 7, [], (), [["Dense"]], [("Dense", {})], [["Dense", []]], [None]]
)
def test_what_is_no_list_of_layers_is_refused(raw):
    with pytest.raises(ModelRefused):
        parse_architecture(raw, IMAGE, "build")


def test_billions_of_parameters_are_refused_before_anything_is_built():
    assert "too large" in refusal(FLATTEN, dense(1_000_000), dense(1_000_000))


def test_an_image_that_grows_without_end_is_refused():
    layers = [conv(1_000, padding="same"), conv(1_000_000, padding="same")]

    assert "too large" in refusal(*layers)


def test_endless_layers_are_refused():
    assert "between 1 and" in refusal(*[FLATTEN] * (MAX_LAYERS + 1))


@pytest.mark.parametrize(
    "layers",
    [(FLATTEN, conv()), (conv(size=29),), (["Reshape", {"target_shape": [5]}],), (FLATTEN, pool())],
)
def test_layers_that_do_not_fit_are_refused_by_number(layers):
    assert "layer {number}" in refusal(*layers)


def weights_of(architecture):
    return [
        [np.zeros(shape, np.float32) for shape in shapes] for shapes in architecture.weight_shapes()
    ]


def test_weights_of_the_right_shapes_come_through():
    found = parse(FLATTEN, dense())

    assert (
        sum(array.size for layer in parse_weights(weights_of(found), found, "b") for array in layer)
        == 7850
    )


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_weights_that_are_not_finite_are_refused(bad):
    found = parse(FLATTEN, dense())
    weights = weights_of(found)
    weights[1][0][3, 4] = bad

    with pytest.raises(ModelRefused, match="not finite"):
        parse_weights(weights, found, "b")


@pytest.mark.parametrize(
    "change",
    [
        lambda w: w[1].pop(),
        lambda w: w.pop(),
        lambda w: w[1].append(np.zeros(3, np.float32)),
        lambda w: w[1].__setitem__(0, w[1][0].T.copy()),
        lambda w: w[1].__setitem__(0, w[1][0].astype(int)),
        lambda w: w[1].__setitem__(0, w[1][0].tolist()),
        lambda w: w[1].__setitem__(0, Handle("Tensor")),
        lambda w: w.__setitem__(1, tuple(w[1])),
    ],
)
def test_weights_that_belong_to_no_layer_are_refused(change):
    found = parse(FLATTEN, dense())
    weights = weights_of(found)
    change(weights)

    with pytest.raises(ModelRefused, match="do not belong"):
        parse_weights(weights, found, "b")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("softmax_v2", "softmax"),
        ("log_softmax_v2", "log_softmax"),
        ("swish", "silu"),
        ("silu", "silu"),
        ("hard_swish", "hard_silu"),
    ],
)
def test_an_activation_is_known_under_any_of_its_names(name, known):
    (row,) = parse(["Dense", {"units": 3, "activation": name}], shape=(4,)).rows()

    assert row.description == f"Dense 3 {known}"


def test_an_activation_of_one_s_own_is_answered_with_those_that_are_known():
    with pytest.raises(ModelRefused) as caught:
        parse(["Dense", {"units": 3, "activation": None}], shape=(4,))

    told = [one.values.get("names", "") for one in caught.value.details]
    assert "leaky_relu" in told[1]


@pytest.mark.parametrize(
    ("layer", "shape", "output", "parameters"),
    [
        (["PReLU", {"shared_axes": None}], (4, 4, 3), (4, 4, 3), 48),
        (["PReLU", {"shared_axes": [1, 2]}], (4, 4, 3), (4, 4, 3), 3),
        (["LeakyReLU", {"negative_slope": 0.1}], (4,), (4,), 0),
        (["ELU", {"alpha": 1.0}], (4,), (4,), 0),
        (["LayerNormalization", {"axis": [-1]}], (4, 4, 3), (4, 4, 3), 6),
        (["LayerNormalization", {"axis": [1], "center": False}], (5,), (5,), 5),
        (["GaussianNoise", {"stddev": 0.1}], (4,), (4,), 0),
        (["ZeroPadding2D", {"padding": [[1, 2], [0, 3]]}], (4, 4, 1), (7, 7, 1), 0),
    ],
    ids=str,
)
def test_the_usual_layers_have_keras_s_shapes_and_counts(layer, shape, output, parameters):
    (row,) = parse(layer, shape=shape).rows()

    assert (row.shape, row.parameters) == (output, parameters)


@pytest.mark.parametrize(
    "layer",
    [
        ["PReLU", {"shared_axes": [0]}],
        ["PReLU", {"shared_axes": [4]}],
        ["LayerNormalization", {"axis": [2]}],
        ["ZeroPadding2D", {"padding": [[-1, 0], [0, 0]]}],
    ],
    ids=str,
)
def test_a_usual_layer_in_an_unusual_way_is_refused(layer):
    assert refusal(layer, shape=(4, 4, 3))


@pytest.mark.parametrize(
    ("raw", "class_name"),
    [
        ({"class_name": "HeNormal", "config": {"seed": 3}}, "HeNormal"),
        ({"class_name": "Constant", "config": {"value": 0.1}}, "Constant"),
        ({"class_name": "Constant", "config": {"value": [0.1]}}, None),  # weights brought along
        ({"class_name": "__init__", "config": {}}, None),
        ({"class_name": "Own", "config": {}}, None),
        ("zeros", None),
        (None, None),
    ],
    ids=str,
)
def test_first_weights_are_drawn_as_told_or_as_keras_does(raw, class_name):
    (plain,) = parse(["Dense", {"units": 3, "kernel_initializer": raw}], shape=(4,)).plain()

    found = plain["kernel_initializer"]
    assert (found and found["class_name"]) == class_name
    assert not found or "seed" not in found


def test_a_frozen_layer_stays_frozen():
    (plain,) = parse(["Dense", {"units": 3, "trainable": False}], shape=(4,)).plain()

    assert plain["trainable"] is False
