"""Data sets: the right file is loaded from wherever it lies, a damaged or other one is refused."""

from pathlib import Path

import numpy as np
import pytest

from grader.cli import run
from grader.datasets import data_set, find_file, images, load_images, load_manifest
from grader.datasets.images import draw_digits, draw_image
from grader.errors import GraderError

MNIST = next(
    (
        place / "shared" / "datasets" / "mnist.npz"
        for place in Path(__file__).resolve().parents
        if (place / "shared" / "datasets" / "mnist.npz").is_file()
    ),
    None,
)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A home without any data, and a folder that `--data-dir` would name."""
    load_images.cache_clear()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("KERAS_HOME", raising=False)
    monkeypatch.setenv("GRADE_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    yield tmp_path
    load_images.cache_clear()


def small_mnist(monkeypatch, folder: Path, *, labels=None) -> Path:
    """A file in MNIST's form with few images, which the manifest then describes."""
    rng = np.random.default_rng(3)
    arrays = {
        "x_train": rng.integers(0, 256, (6, 28, 28), dtype=np.uint8),
        "y_train": rng.integers(0, 10, 6, dtype=np.uint8),
        "x_test": rng.integers(0, 256, (4, 28, 28), dtype=np.uint8),
        "y_test": rng.integers(0, 10, 4, dtype=np.uint8),
    }
    digest = images.hashlib.sha256()
    for name in ("y_train", "x_test", "y_test"):
        digest.update(arrays[name].tobytes())
    described = images.data_set("mnist")
    fields = {name: getattr(described, name) for name in described.__struct_fields__}
    fields |= {"training": 6, "held_back": 4, "contents": digest.hexdigest()}
    monkeypatch.setattr(images, "data_set", lambda _name: type(described)(**fields))
    if labels is not None:
        arrays["y_test"] = labels
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "mnist.npz", **arrays)
    return folder / "mnist.npz"


def test_the_embedded_digits_are_what_the_manifest_says():
    found = load_images("digits")

    described = data_set("digits")
    assert found.images.shape == (described.training, 28, 28)
    assert found.held_back_images.shape == (described.held_back, 28, 28)
    assert found.images.dtype == np.uint8
    assert sorted(set(found.labels)) == list(range(10))


def test_no_image_is_both_trained_on_and_held_back():
    found = load_images("digits")

    trained_on = {image.tobytes() for image in found.images}
    assert not any(image.tobytes() in trained_on for image in found.held_back_images)


def test_every_data_set_names_source_and_licence():
    for found in load_manifest().values():
        assert found.source
        assert found.licence


@pytest.mark.parametrize("place", ["data", "home/.keras/datasets", "cache/cnn-grader"])
def test_a_file_is_found_in_each_of_its_places(elsewhere, monkeypatch, place):
    path = small_mnist(monkeypatch, elsewhere / place)

    assert find_file("mnist") == path
    assert len(load_images("mnist").images) == 6


def test_the_data_dir_may_be_the_file_itself(elsewhere, monkeypatch):
    path = small_mnist(monkeypatch, elsewhere / "other")
    monkeypatch.setenv("GRADE_DATA_DIR", str(path))

    assert find_file("mnist") == path


def test_the_named_place_comes_before_kerass_cache(elsewhere, monkeypatch):
    small_mnist(monkeypatch, elsewhere / "home" / ".keras" / "datasets")
    path = small_mnist(monkeypatch, elsewhere / "data")

    assert find_file("mnist") == path


def test_a_missing_data_set_is_an_error_that_says_how_to_get_it(elsewhere):
    with pytest.raises(GraderError) as caught:
        load_images("mnist")

    assert "not on this machine" in str(caught.value)
    assert "grade data fetch mnist" in str(caught.value)


def test_a_file_that_is_cut_off_is_refused(elsewhere, monkeypatch):
    path = small_mnist(monkeypatch, elsewhere / "data")
    path.write_bytes(path.read_bytes()[:-400])

    with pytest.raises(GraderError, match="not the whole data set"):
        load_images("mnist")


def test_a_file_with_other_labels_is_refused(elsewhere, monkeypatch):
    small_mnist(monkeypatch, elsewhere / "data", labels=np.arange(4, dtype=np.uint8))

    with pytest.raises(GraderError, match="not the whole data set"):
        load_images("mnist")


@pytest.mark.parametrize("contents", [b"", b"no zip at all", b"PK\x03\x04" + bytes(100)])
def test_any_other_file_is_refused(elsewhere, contents):
    (elsewhere / "data" / "mnist.npz").write_bytes(contents)

    with pytest.raises(GraderError, match="not the whole data set"):
        load_images("mnist")


def test_pickled_objects_are_never_loaded(elsewhere, monkeypatch):
    path = small_mnist(monkeypatch, elsewhere / "data")
    with np.load(path) as file:
        arrays = dict(file)
    arrays["y_test"] = np.array([{}] * 4, dtype=object)
    np.savez(path, **arrays)

    with pytest.raises(GraderError, match="not the whole data set"):
        load_images("mnist")


def test_a_broken_download_is_fetched_again(elsewhere, monkeypatch):
    pooch = pytest.importorskip("pooch", reason="pooch is not installed (extra `keras`)")
    broken = elsewhere / "cache" / "cnn-grader" / "mnist.npz"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"half of it")
    asked = []

    def retrieve(url, known_hash, fname, path):
        asked.append((url, known_hash))
        return str(Path(path) / fname)

    monkeypatch.setattr(pooch, "retrieve", retrieve)

    assert images.fetch("mnist") == broken
    assert asked == [(data_set("mnist").url, data_set("mnist").sha256)]


def test_without_a_network_the_error_says_what_else_can_be_done(elsewhere, monkeypatch):
    pooch = pytest.importorskip("pooch", reason="pooch is not installed (extra `keras`)")

    def retrieve(*_args, **_options):
        raise OSError("no route to host")

    monkeypatch.setattr(pooch, "retrieve", retrieve)

    with pytest.raises(GraderError) as caught:
        images.fetch("mnist")

    assert "no route to host" in str(caught.value)
    assert "--data-dir" in str(caught.value)


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(GraderError, match="Did you mean mnist"):
        data_set("mnisst")


@pytest.mark.slow
@pytest.mark.skipif(MNIST is None, reason="no ../shared/datasets/mnist.npz here")
def test_mnist_itself_is_recognised_by_its_contents(elsewhere, monkeypatch):
    monkeypatch.setenv("GRADE_DATA_DIR", str(MNIST.parent))

    found = load_images("mnist")

    assert len(found.images) == 60_000
    assert found.held_back_labels[:5].tolist() == [7, 2, 1, 0, 4]


def test_a_drawn_digit_is_as_bright_as_its_pixels():
    image = np.zeros((28, 28), np.uint8)
    image[:2] = 255

    lines = draw_image(image)

    assert (len(lines), lines[0], lines[1]) == (14, "█" * 28, " " * 28)


def test_drawn_digits_carry_their_labels():
    found = load_images("digits")
    chosen = np.random.default_rng(1).choice(len(found.images), 3, replace=False)

    drawn = draw_digits(found, 3, 1)

    first_line = drawn.splitlines()[0].split()
    assert first_line == [str(found.labels[chosen[0]]), str(found.labels[chosen[1]])]


@pytest.mark.parametrize(
    ("command", "said"),
    [(["data", "list"], "CC BY 4.0"), (["data", "show", "digits", "--count", "2"], "█"),
     (["data", "fetch", "digits"], "digits is here and whole")],
)  # fmt: skip
def test_the_commands_list_show_and_fetch_data_sets(command, said, capsys):
    assert run([*command, *(["--lang", "en"] if command[1] != "show" else [])]) == 0
    assert said in capsys.readouterr().out
