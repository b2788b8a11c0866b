"""Public checks of exercise 11: each model's table, and the loss that fits its last layer."""

from grader.checks import Network, check
from grader.checks.networks import assert_fitting_loss, assert_table

FOUR_CLASS = Network("build_four_class", (120, 60, 1), outputs=4)
DEEP = Network("build_deep", (28, 28, 1), outputs=10)
DENSE = Network("build_dense", (1000,), outputs=1)
LENET = Network("build_lenet", (28, 28, 1), outputs=10)
SMALL = Network("build_small", (28, 28, 1), outputs=10)

# 133,792 parameters
FOUR_CLASS_TABLE = [
    ("Conv2D 12 5x5 valid relu", [116, 56, 12], 312),
    ("MaxPooling2D 2x2", [58, 28, 12], 0),
    ("Conv2D 16 5x5 valid relu", [54, 24, 16], 4816),
    ("MaxPooling2D 2x2", [27, 12, 16], 0),
    ("Conv2D 20 4x4 valid relu", [24, 9, 20], 5140),
    ("MaxPooling2D 2x2", [12, 4, 20], 0),
    ("Flatten", [960], 0),
    ("Dense 128 relu", [128], 123008),
    ("Dense 4 softmax", [4], 516),
]
# 468,586 parameters
DEEP_TABLE = [
    ("Rescaling 1/255", [28, 28, 1], 0),
    ("Conv2D 32 3x3 same relu", [28, 28, 32], 320),
    ("BatchNormalization", [28, 28, 32], 128),
    ("Conv2D 32 3x3 same relu", [28, 28, 32], 9248),
    ("BatchNormalization", [28, 28, 32], 128),
    ("MaxPooling2D 2x2", [14, 14, 32], 0),
    ("Dropout 0.4", [14, 14, 32], 0),
    ("Conv2D 64 3x3 same relu", [14, 14, 64], 18496),
    ("BatchNormalization", [14, 14, 64], 256),
    ("Conv2D 64 3x3 same relu", [14, 14, 64], 36928),
    ("BatchNormalization", [14, 14, 64], 256),
    ("MaxPooling2D 2x2", [7, 7, 64], 0),
    ("Dropout 0.4", [7, 7, 64], 0),
    ("Flatten", [3136], 0),
    ("Dense 128 relu", [128], 401536),
    ("Dense 10 softmax", [10], 1290),
]
# 16,305 parameters
DENSE_TABLE = [
    ("Dense 16 relu", [16], 16016),
    ("Dense 16 relu", [16], 272),
    ("Dense 1 sigmoid", [1], 17),
]
# 61,706 parameters
LENET_TABLE = [
    ("Conv2D 6 5x5 same tanh", [28, 28, 6], 156),
    ("AveragePooling2D 2x2", [14, 14, 6], 0),
    ("Conv2D 16 5x5 valid tanh", [10, 10, 16], 2416),
    ("AveragePooling2D 2x2", [5, 5, 16], 0),
    ("Conv2D 120 5x5 valid tanh", [1, 1, 120], 48120),
    ("Flatten", [120], 0),
    ("Dense 84 tanh", [84], 10164),
    ("Dense 10 softmax", [10], 850),
]
# 87,050 parameters
SMALL_TABLE = [
    ("Conv2D 16 3x3 valid relu", [26, 26, 16], 160),
    ("MaxPooling2D 2x2", [13, 13, 16], 0),
    ("Flatten", [2704], 0),
    ("Dense 32 relu", [32], 86560),
    ("Dense 10 softmax", [10], 330),
]


@check(points=1, ko="네 클래스 모델이 표와 층마다 같아야 합니다.", hint="table")
def test_four_class_table(training_run):
    """The four-class model must be that of the table, layer by layer."""
    assert_table(training_run, FOUR_CLASS, FOUR_CLASS_TABLE)


@check(
    points=0.5, ko="네 클래스 모델의 손실 함수가 마지막 층과 레이블에 맞아야 합니다.", hint="loss"
)
def test_four_class_loss(training_run):
    """The loss of the four-class model must fit its last layer and its labels."""
    assert_fitting_loss(training_run, FOUR_CLASS, labels=["integers"])


@check(points=1, ko="배치 정규화를 쓴 깊은 모델이 표와 층마다 같아야 합니다.", hint="table")
def test_deep_table(training_run):
    """The deep model with batch normalisation must be that of the table, layer by layer."""
    assert_table(training_run, DEEP, DEEP_TABLE)


@check(
    points=0.5,
    ko="배치 정규화를 쓴 깊은 모델의 손실 함수가 마지막 층과 레이블에 맞아야 합니다.",
    hint="loss",
)
def test_deep_loss(training_run):
    """The loss of the deep model with batch normalisation must fit its last layer and labels."""
    assert_fitting_loss(training_run, DEEP, labels=["integers"])


@check(points=1, ko="특성 1000개의 완전 연결 모델이 표와 층마다 같아야 합니다.", hint="table")
def test_dense_table(training_run):
    """The dense model on 1000 features must be that of the table, layer by layer."""
    assert_table(training_run, DENSE, DENSE_TABLE)


@check(
    points=0.5,
    ko="특성 1000개의 완전 연결 모델의 손실 함수가 마지막 층과 레이블에 맞아야 합니다.",
    hint="loss",
)
def test_dense_loss(training_run):
    """The loss of the dense model on 1000 features must fit its last layer and its labels."""
    assert_fitting_loss(training_run, DENSE, labels=["binary"])


@check(points=1, ko="LeNet-5가 표와 층마다 같아야 합니다.", hint="table")
def test_lenet_table(training_run):
    """LeNet-5 must be that of the table, layer by layer."""
    assert_table(training_run, LENET, LENET_TABLE)


@check(points=0.5, ko="LeNet-5의 손실 함수가 마지막 층과 레이블에 맞아야 합니다.", hint="loss")
def test_lenet_loss(training_run):
    """The loss of LeNet-5 must fit its last layer and its labels."""
    assert_fitting_loss(training_run, LENET, labels=["integers"])


@check(points=1, ko="작은 합성곱 모델이 표와 층마다 같아야 합니다.", hint="table")
def test_small_table(training_run):
    """The small convolutional model must be that of the table, layer by layer."""
    assert_table(training_run, SMALL, SMALL_TABLE)


@check(
    points=0.5, ko="작은 합성곱 모델의 손실 함수가 마지막 층과 레이블에 맞아야 합니다.", hint="loss"
)
def test_small_loss(training_run):
    """The loss of the small convolutional model must fit its last layer and its labels."""
    assert_fitting_loss(training_run, SMALL, labels=["integers"])
