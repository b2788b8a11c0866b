"""The sentences in the source code <-> the Korean catalog: finds what is missing, and compiles.

    python -m grader.i18n.catalog     lists what is missing or stale, and compiles grader.po

Needs Babel (the extra `dev`); users only need the compiled catalog.
"""

from __future__ import annotations

import ast
import functools
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from babel.messages.catalog import Catalog

PACKAGE = Path(__file__).resolve().parents[1]
PO = Path(__file__).parent / "ko" / "LC_MESSAGES" / "grader.po"
MO = PO.with_suffix(".mo")
_CALLS = {"message", "gettext", "N_"}  # their first argument is a sentence


def sentences() -> dict[str, str]:
    """Every sentence in the package, templates included, and the file that has it."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("templates/*.html")):
        tree = jinja2.Environment().parse(path.read_text("utf-8"))  # noqa: S701 - nothing is rendered
        for call in tree.find_all(jinja2.nodes.Call):
            is_ours = isinstance(call.node, jinja2.nodes.Name) and call.node.name == "both"
            if is_ours and isinstance(call.args[0], jinja2.nodes.Const):
                found.setdefault(call.args[0].value, str(path.relative_to(PACKAGE)))
    for path, module in _modules():
        texts = [*_in_tree(module), *(_in_help(module) if path.parent.name == "cli" else ())]
        for sentence in texts:
            found.setdefault(sentence, str(path.relative_to(PACKAGE)))
    return found


@functools.cache
def _modules() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple(
        (path, ast.parse(path.read_text("utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent.name != "worker"  # knows no languages: its words are the student's own
    )


def _in_tree(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        value: ast.expr | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            value = node.args[0] if node.func.id in _CALLS and node.args else None
        text = value.value if isinstance(value, ast.Constant) else None
        if isinstance(text, str) and _has_words(text):
            yield text


def put_together(tree: ast.AST) -> Iterator[str]:
    """Sentences that are made when the program runs (an f-string, a sum): in no catalog ever."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            made = node.args and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp, ast.Call))
            if node.func.id in _CALLS and made:
                yield ast.unparse(node.args[0])


def _in_help(tree: ast.AST) -> Iterator[str]:
    """What commands say of themselves: their docstrings and the words given to click."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
            yield ast.get_docstring(node) or ""
        if isinstance(node, ast.keyword) and node.arg in {"help", "epilog", "show_default"}:
            value = node.value.value if isinstance(node.value, ast.Constant) else None
            if isinstance(value, str):
                yield value


def _makes_command(decorator: ast.expr) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr in {"command", "group"}


def _has_words(text: str) -> bool:
    """Whether anything is left to translate when the `{names}` are taken out."""
    parts = text.split("{")
    rest = parts[0] + "".join(part.partition("}")[2] for part in parts[1:])
    return any(letter.isalpha() for letter in rest)


def load_catalog() -> Catalog:
    """The Korean catalog as it is written."""
    with PO.open("rb") as file:
        return read_po(file, locale="ko")


def compiled(catalog: Catalog) -> bytes:
    """The catalog in the form that gettext reads."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def problems(catalog: Catalog) -> list[str]:
    """What is missing, what is stale, where the `{names}` differ, and what cannot be looked up."""
    wanted = sentences()
    have = {_first(m.id): _first(m.string) for m in catalog if m.id}
    missing = [
        f"not translated: {text!r} ({wanted[text]})" for text in wanted if not have.get(text)
    ]
    stale = [f"no longer used: {text!r}" for text in have if text not in wanted]
    fields = [
        f"other {{names}} than the English: {text!r}"
        for text, korean in have.items()
        if text in wanted and korean and _fields(text) != _fields(korean)
    ]
    made = [
        f"put together before it is translated: {text} ({path.relative_to(PACKAGE)})"
        for path, module in _modules()
        for text in put_together(module)
    ]
    return missing + stale + fields + made


def _first(text: str | Sequence[str] | None) -> str:
    """The text itself, or the singular of a text with a plural."""
    return text if isinstance(text, str) else (text or [""])[0]


def _fields(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}


if __name__ == "__main__":
    catalog = load_catalog()
    MO.write_bytes(compiled(catalog))
    found = problems(catalog)
    sys.stdout.write("\n".join([*found, f"{len(found)} problems"]) + "\n")
    sys.exit(1 if found else 0)
