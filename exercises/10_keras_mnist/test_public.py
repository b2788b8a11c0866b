"""Public checks of exercise 10: preparation, both models, and what training makes of them."""

import numpy as np

from grader.checks import Network, assert_close, assert_true, check
from grader.checks.networks import (
    accuracy,
    assert_fitting_loss,
    assert_loss_fell,
    assert_reaches,
    assert_table,
    rows_of,
)

DNN = Network("build_dnn", (28, 28, 1), outputs=10)
CNN = Network("build_cnn", (28, 28, 1), outputs=10)

# The lecture's network: 93,322 parameters.
CNN_TABLE = [
    ("Conv2D 32 3x3 valid relu", [26, 26, 32], 320),
    ("MaxPooling2D 2x2", [13, 13, 32], 0),
    ("Conv2D 64 3x3 valid relu", [11, 11, 64], 18496),
    ("MaxPooling2D 2x2", [5, 5, 64], 0),
    ("Conv2D 64 3x3 valid relu", [3, 3, 64], 36928),
    ("Flatten", [576], 0),
    ("Dense 64 relu", [64], 36928),
    ("Dense 10 softmax", [10], 650),
]


@check(
    points=1, ko="영상 두 장이 0과 1 사이의 float32 (2, 28, 28, 1)이 되어야 합니다.", hint="prepare"
)
def test_prepare_two_images(student):
    """Two images become float32 (2, 28, 28, 1) between 0 and 1, and labels stay what they are."""
    images = np.zeros((2, 28, 28), dtype=np.uint8)
    images[0, 3, 4], images[1, 27, 0], images[1, 5, 6] = 255, 51, 204

    prepared = student.prepare(images, np.array([7, 0], dtype=np.uint8))

    assert_true(
        isinstance(prepared, (tuple, list)) and len(prepared) == 2,
        en="The result should hold two things: images and labels.",
        ko="결과에는 영상과 레이블, 두 가지가 들어 있어야 합니다.",
        about_form=True,
    )
    expected = np.zeros((2, 28, 28, 1))
    expected[0, 3, 4], expected[1, 27, 0], expected[1, 5, 6] = 1.0, 0.2, 0.8
    assert_close(prepared[0], expected, dtype=np.float32, atol=1e-6)
    assert_close(prepared[1], [7, 0])


@check(points=1.5, ko="CNN이 강의의 표와 층마다 같고 매개변수는 93,322개여야 합니다.", hint="table")
def test_cnn_is_the_lectures(training_run):
    """The CNN must be the lecture's, layer by layer, with 93,322 parameters."""
    assert_table(training_run, CNN, CNN_TABLE, logits=True)


@check(points=1, ko="DNN은 Flatten으로 시작해 합성곱 없이 10개의 수로 끝나야 합니다.", hint="dnn")
def test_dnn_is_dense(training_run):
    """The DNN begins with Flatten, has dense layers and no convolution, and gives 10 numbers."""
    rows = rows_of(training_run, DNN)
    kinds = [row.description.split()[0] for row in rows if row.description[:9] != "Rescaling"]

    assert_true(
        kinds[:1] == ["Flatten"],
        en="The first layer of the DNN should be Flatten.",
        ko="DNN의 첫 층은 Flatten이어야 합니다.",
    )
    assert_true(
        not {"Conv2D", "MaxPooling2D", "AveragePooling2D"} & set(kinds),
        en="The DNN should have neither convolution nor pooling.",
        ko="DNN에는 합성곱도 풀링도 없어야 합니다.",
    )
    assert_true(
        kinds.count("Dense") >= 2 and rows[-1].shape == (10,),
        en="The DNN should have a hidden dense layer and end in 10 numbers for each image.",
        ko="DNN에는 완전 연결 은닉층이 있고 마지막에는 영상마다 10개의 수가 나와야 합니다.",
    )


@check(
    points=1,
    ko="두 모델의 손실 함수가 마지막 층과 레이블에 맞아야 합니다.",
    hint="loss",
    requires=["test_cnn_is_the_lectures", "test_dnn_is_dense"],
)
def test_losses_fit(training_run):
    """The losses of both models must fit their last layers and the labels."""
    assert_fitting_loss(training_run, CNN)
    assert_fitting_loss(training_run, DNN)


@check(points=1, ko="train은 받은 영상만을, 정해진 에포크만큼 학습에 써야 합니다.", hint="train")
def test_train_uses_what_it_is_given(driver):
    """Your train uses the images and epochs that it is given, and returns the History."""
    count, epochs = 48, 3
    seen = driver.watch_train(count, epochs)

    share = seen["images seen"] / max(seen["epochs"], 1)
    assert_true(
        seen["images seen"] > 0,
        en="The model that train was given was not trained by its fit.",
        ko="train이 받은 모델을 그 모델의 fit으로 학습시키지 않았습니다.",
    )
    assert_true(
        abs(seen["mean grey"] - 0.25) < 1e-3,
        en="The model was trained on other images than those that train was given.",
        ko="train이 받은 것과 다른 영상으로 학습했습니다.",
    )
    assert_true(
        count / 2 <= share <= count and float(share).is_integer(),
        en="The model should see the images once in each of the epochs asked for.",
        ko="모델은 정해진 에포크마다 영상을 한 번씩 보아야 합니다.",
    )
    assert_true(
        seen["gives"] != "dict",
        en="Return the History itself: return model.fit(...), without .history behind it.",
        ko="History 자체를 돌려주세요. 뒤에 .history를 붙이지 않은 return model.fit(...)입니다.",
    )
    assert_true(
        seen["gives"] not in ("tuple", "list"),
        en="Return the History alone, not several things.",
        ko="여러 가지가 아니라 History 하나만 돌려주세요.",
    )
    assert_true(
        seen["gives"] != "NoneType",
        en="Nothing is returned: return what fit returns.",
        ko="돌려주는 것이 없습니다. fit이 돌려준 것을 돌려주세요.",
    )
    assert_true(
        seen["gives a History"] is True,
        en="The result should be the History that fit returns.",
        ko="결과는 fit이 돌려준 History여야 합니다.",
    )


@check(
    points=1,
    ko="CNN의 손실이 내려가고, 처음 보는 영상에서 정확도가 기준을 넘어야 합니다.",
    hint="learning",
    requires=["test_losses_fit", "test_train_uses_what_it_is_given"],
)
def test_cnn_learns(training_run):
    """The CNN's loss falls, and it must be right on enough images that it has never seen."""
    assert_loss_fell(training_run.trained(CNN), share=0.5)
    assert_reaches(training_run, "cnn_accuracy", CNN, accuracy)


@check(
    points=0.5,
    ko="DNN의 손실이 내려가고, 처음 보는 영상에서 정확도가 기준을 넘어야 합니다.",
    hint="learning",
    requires=["test_losses_fit", "test_train_uses_what_it_is_given"],
)
def test_dnn_learns(training_run):
    """The DNN's loss falls, and it must be right on enough images that it has never seen."""
    assert_loss_fell(training_run.trained(DNN), share=0.5)
    assert_reaches(training_run, "dnn_accuracy", DNN, accuracy)
