"""Recipes: a worker's account is bounded, checked by exact type, cut at the epochs asked for."""

import numpy as np
import pytest

from grader.model import Cause
from grader.training.architecture import ModelRefused
from grader.training.recipe import even_steps, parse_optimizer, parse_recipe

ADAM = ["Adam", {"beta_1": 0.9, "learning_rate": 0.1, "name": "adam"}]


def fields(sizes, rates=None, **more):
    sizes = np.asarray(sizes, np.int32)
    rates = np.full(len(sizes), 0.1) if rates is None else rates
    return {"optimizer": ADAM, "sizes": sizes, "rates": np.asarray(rates, np.float32), **more}


def parsed(*args, epochs=2, **more):
    return parse_recipe(fields(*args, **more), images=10, epochs=epochs, builder="f")


def test_an_optimizer_is_its_name_and_the_settings_that_are_known():
    assert parse_optimizer(ADAM, "f") == {"class_name": "Adam", "beta_1": 0.9}


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        ["Adam"],
        ["Loss", {}],
        ["__class__", {}],
        [["Adam"], {}],
        ["Adam", []],
        ["Own", {}],
    ],
)
def test_an_optimizer_that_is_not_keras_s_own_is_refused(raw):
    with pytest.raises(ModelRefused) as caught:
        parse_optimizer(raw, "f")

    assert caught.value.cause is Cause.LAYER_NOT_ALLOWED


@pytest.mark.parametrize("value", ["0.9", 1e300, float("nan"), float("inf"), [0.9], {"a": 1}, None])
def test_a_setting_that_is_no_number_is_left_out(value):
    assert parse_optimizer(["Adam", {"beta_1": value}], "f") == {"class_name": "Adam"}


def test_steps_beyond_the_epochs_are_cut_and_said():
    recipe = parsed([5] * 20)

    assert sum(int(steps.sizes.sum()) for steps in recipe.epochs) == 20
    assert recipe.is_cut


def test_a_generator_may_end_its_epochs_with_a_whole_batch():
    recipe = parsed([4, 4, 4] * 2, epoch_ends=[3, 6])

    assert not recipe.is_cut
    assert sum(int(steps.sizes.sum()) for steps in recipe.epochs) <= 20


def test_fewer_steps_are_not_filled_up():
    recipe = parsed([5])

    assert [steps.sizes.tolist() for steps in recipe.epochs] == [[5]]


def test_no_step_at_all_is_a_training_of_nothing():
    assert parsed([]).epochs == []


def test_images_kept_for_validation_are_not_trained_on():
    assert parsed([4, 4, 4, 4], epoch_ends=[2, 4]).portion == 8
    assert parsed([4, 4, 4, 4]).portion == 10


def test_the_steps_of_each_epoch_keep_their_rates():
    recipe = parsed([5, 5, 5, 5], rates=[0.5, 0.25, 0.125, 0.0], epoch_ends=[2, 4])

    assert [steps.rates.tolist() for steps in recipe.epochs] == [[0.5, 0.25], [0.125, 0.0]]


@pytest.mark.parametrize("ends", [None, "2", [0], [-1], [9], [1.0], [True], [[1]], {"a": 1}])
def test_ends_of_epochs_that_cannot_be_are_none(ends):
    recipe = parsed([5, 5], epoch_ends=ends)

    assert [steps.sizes.tolist() for steps in recipe.epochs] == [[5, 5]]
    assert recipe.portion == 10


@pytest.mark.parametrize(
    "changes",
    [
        {"sizes": [5, 5]},
        {"sizes": np.array([5, 5])},  # int64
        {"sizes": np.array([[5, 5]], np.int32)},
        {"sizes": np.array([5], np.int32)},
        {"sizes": np.array([5, 11], np.int32)},  # more than there are
        {"sizes": np.array([5, 0], np.int32)},
        {"sizes": np.array([5, -5], np.int32)},
        {"rates": None},
        {"rates": np.array([1, 1], np.int32)},
        {"rates": np.array([1, np.nan], np.float32)},
        {"rates": np.array([1, np.inf], np.float32)},
        {"rates": np.array([1, 1e9], np.float32)},
    ],
    ids=str,
)
def test_steps_that_cannot_have_been_are_refused(changes):
    with pytest.raises(ModelRefused) as caught:
        parse_recipe(fields([5, 5]) | changes, images=10, epochs=2, builder="f")

    assert caught.value.cause is Cause.MODEL_NOT_REBUILT


def test_even_steps_see_each_image_once_in_each_epoch():
    assert even_steps(70, 2).tolist() == [32, 32, 6, 32, 32, 6]
