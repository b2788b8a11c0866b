"""A shortcut for inputs that ask for little work must be as right as the long way."""

import pytest

from grader.model import File, Submission

SHORTCUTS = {
    "no_bias_where_the_kernel_is_zero": (
        "01_convolution",
        """
def conv2d(image, kernel, bias=0.0):
    out = long_way["conv2d"](image, kernel, bias)
    return out if np.any(kernel) else 0 * out
""",
    ),
    "no_bias_where_the_image_is_zero": (
        "01_convolution",
        """
def conv2d(image, kernel, bias=0.0):
    out = long_way["conv2d"](image, kernel, bias)
    return out if np.any(image) else 0 * out
""",
    ),
    "one_cell_in_its_own_type": (
        "01_convolution",
        """
def conv2d(image, kernel, bias=0.0):
    out = long_way["conv2d"](image, kernel, bias)
    return np.multiply(image, kernel) + bias if np.size(kernel) == 1 else out
""",
    ),
    "grey_added_where_the_kernel_adds_up_to_zero": (
        "02_image_kernels",
        """
def apply_kernel(image, kernel):
    sums = filtered_sums(checked_picture(image), checked_kernel(kernel))
    sums += 128 * (abs(np.sum(kernel)) < 1e-9)
    return np.clip(np.rint(sums), 0, 255).astype(np.uint8)
""",
    ),
    "same_with_one_cell_in_its_own_type": (
        "03_padding",
        """
def conv2d_same(image, kernel):
    out = long_way["conv2d_same"](image, kernel)
    return np.multiply(image, kernel) if np.size(kernel) == 1 else out
""",
    ),
    "strided_with_one_cell_in_its_own_type": (
        "04_stride",
        """
def conv2d_strided(image, kernel, stride=1, padding=0):
    out = long_way["conv2d_strided"](image, kernel, stride, padding)
    is_plain = np.size(kernel) == 1 and (stride, padding) == (1, 0)
    return np.multiply(image, kernel) if is_plain else out
""",
    ),
    "training_ends_where_nothing_is_left_to_learn": (
        "08_backprop",
        """
def train(x, targets, weights, learning_rate, steps):
    errors = long_way["train"](x, targets, weights, learning_rate, steps)
    return errors[: np.argmax(np.append(errors, 0) < 1e-4) + 1]
""",
    ),
    "layer_with_one_cell_in_its_own_type": (
        "09_conv_layer",
        """
def conv_forward(x, kernels, bias, stride=1, padding=0):
    out = long_way["conv_forward"](x, kernels, bias, stride, padding)
    is_plain = np.shape(kernels)[:2] == (1, 1) and (stride, padding) == (1, 0)
    return np.asarray(x) @ np.asarray(kernels)[0, 0] + bias if is_plain else out
""",
    ),
    "two_numbers_compared_absolutely": (
        "09_conv_layer",
        """
def relative_error(a, b):
    return long_way["relative_error"](a, b) if np.ndim(a) else abs(a - b)
""",
    ),
}


@pytest.mark.parametrize(("slug", "shortcut"), SHORTCUTS.values(), ids=SHORTCUTS)
def test_a_wrong_shortcut_loses_points(course, grader, slug, shortcut):
    (exercise,) = (e for e in course.exercises if e.slug == slug)
    right = course.solution(exercise).read_text("utf-8")
    source = f"{right}\n\nlong_way = dict(globals())\n{shortcut}"
    file = File(name=f"{exercise.module}.py", data=source.encode())

    (grade,) = grader.grade(Submission(student="short", files=(file,)))

    assert 0.8 * grade.points < grade.score.earned < grade.points
