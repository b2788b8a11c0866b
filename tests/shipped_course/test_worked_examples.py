"""The numbers that the lectures work out stand in the public checks or the statements."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT.parent / "shared" / "course" / "worked_examples.toml"


@pytest.fixture(scope="module")
def examples():
    if not EXAMPLES.is_file():
        pytest.skip("the lectures' worked examples are not beside this checkout")
    return tomllib.loads(EXAMPLES.read_text("utf-8"))


def text_of(slug: str) -> str:
    folder = ROOT / "exercises" / slug
    return "\n".join(
        path.read_text("utf-8") for path in [*folder.glob("*.md"), *folder.glob("*.py")]
    )


def numbers_in(text: str) -> set[float]:
    text = text.replace("_", "")
    # "93,322" is one number to a reader, and so are its two halves to this search
    grouped = re.findall(r"(?<!\d)\d{1,3}[ ,]\d{3}(?!\d)", text)
    plain = re.findall(r"\d+(?:\.\d+)?|\.\d+", text)
    return {float(found.replace(" ", "").replace(",", "")) for found in [*grouped, *plain]}


def numbers_of(value) -> set[float]:
    if isinstance(value, bool):
        return set()
    if isinstance(value, (int, float)):
        return {abs(float(value))}
    if isinstance(value, list):
        return set().union(*map(numbers_of, value)) if value else set()
    if isinstance(value, dict):
        return set().union(*(numbers_of(v) for k, v in value.items() if k not in {"seed", "id"}))
    return set()


PARTS = {
    "01_convolution": lambda examples: [
        {key: value for key, value in example.items() if not key.startswith("stride_")}
        for example in examples["convolution"]
    ],
    "02_image_kernels": lambda examples: examples["image_kernels"],
    "03_padding": lambda examples: examples["padding"],
    "04_stride": lambda examples: [
        example for example in examples["convolution"] if example["id"] == "blur_6x6"
    ],
    "05_pooling": lambda examples: examples["pooling"],
    "06_output_size": lambda examples: [examples["model_table"], examples["output_size"]],
    "08_backprop": lambda examples: examples["backprop"],
}


@pytest.mark.parametrize("slug", PARTS)
def test_every_number_of_the_lectures_is_in_its_exercise(examples, slug):
    wanted = numbers_of(PARTS[slug](examples))

    assert wanted <= numbers_in(text_of(slug))


def test_every_row_of_the_model_tables_is_in_exercise_06(examples):
    text = text_of("06_output_size")

    for table in examples["model_table"]:
        for description, _shape, _parameters in table["rows"]:
            assert description in text
