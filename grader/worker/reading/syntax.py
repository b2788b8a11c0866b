"""A text -> the statements of it that a worker runs, and the parts of a statement."""

import ast
import re
from collections.abc import Iterator

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DEFINITIONS = (*FUNCTIONS, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)
MAX_TRIED_LINES = 5_000  # of a text that Python cannot read as a whole
_ENDS = (ast.Return, ast.Raise, ast.Break, ast.Continue)
_BEGINS = re.compile(r"(?!(?:else|elif|except|finally)\b)[^\s#)\]}]")


def statements_of(text: str) -> list[ast.stmt]:
    """The statements that a worker runs: those that compile, around those that do not."""
    try:
        body = ast.parse(text + "\n").body
    except (SyntaxError, ValueError):
        body = _around(text)
    return [statement for statement in body if _compiles(statement)]


def _around(text: str) -> list[ast.stmt]:
    """The statements of a text that Python cannot read as a whole."""
    lines = text.split("\n")
    ends = [n for n, line in enumerate(lines) if n and _BEGINS.match(line)] + [len(lines)]
    body: list[ast.stmt] = []
    first, left = 0, MAX_TRIED_LINES
    while ends:
        taken = 1
        for number, end in enumerate(ends, 1):
            left -= end - first
            if left < 0:
                return body
            try:
                body += ast.parse("\n" * first + "\n".join(lines[first:end]) + "\n").body
            except (SyntaxError, ValueError):
                continue
            taken = number
            break
        first = ends[taken - 1]
        del ends[:taken]
    return body


def _compiles(statement: ast.stmt) -> bool:
    try:
        compile(ast.Module([statement], []), "text", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def is_plain(node: ast.stmt) -> bool:
    """Whether a definition runs nothing that could fail, so that it is sure to bind its name."""
    if not isinstance(node, FUNCTIONS) or node.decorator_list:
        return False
    return all(isinstance(default, ast.Constant) for default in defaults_of(node))


def defaults_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
    """The values of a function's parameters, where it gives some."""
    return [*node.args.defaults, *(one for one in node.args.kw_defaults if one is not None)]


def parameters_of(given: ast.arguments) -> list[str]:
    """The names of all parameters."""
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    every += [one for one in (given.vararg, given.kwarg) if one is not None]
    return [one.arg for one in every]


def live(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a block that can be reached."""
    for statement in body:
        yield statement
        if isinstance(statement, _ENDS):
            return


def blocks_of(statement: ast.AST) -> Iterator[list[ast.stmt]]:
    """The blocks of a compound statement that can be reached; none of a definition."""
    if isinstance(statement, DEFINITIONS):
        return
    never = _never(statement)
    for name in ("body", "orelse", "finalbody"):
        block = getattr(statement, name, None)
        if isinstance(block, list) and name != never:
            yield block
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body


def _never(statement: ast.AST) -> str:
    """The block of an `if` or a `while` that a constant keeps from running."""
    if isinstance(statement, (ast.If, ast.While)) and isinstance(statement.test, ast.Constant):
        if not statement.test.value:
            return "body"
        return "orelse" if isinstance(statement, ast.If) else ""
    return ""


def expressions_of(statement: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a statement's own expressions, without its blocks and inner functions."""
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        yield node
        inside = ast.iter_child_nodes(node)
        stack += [one for one in inside if not isinstance(one, (ast.stmt, ast.Lambda))]


def assigned_in(statement: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The names that a statement gives a value to, and the value."""
    pairs: list[tuple[ast.AST, ast.AST]] = []
    if isinstance(statement, ast.Assign):
        pairs = [(target, statement.value) for target in statement.targets]
    elif isinstance(statement, (ast.AugAssign, ast.AnnAssign)) and statement.value is not None:
        pairs = [(statement.target, statement.value)]
    elif isinstance(statement, (ast.For, ast.AsyncFor)):
        pairs = [(statement.target, statement.iter)]
    elif isinstance(statement, (ast.With, ast.AsyncWith)):
        pairs = [(i.optional_vars, i.context_expr) for i in statement.items if i.optional_vars]
    for target, value in pairs:
        yield from _each(target, value)
    if not isinstance(statement, DEFINITIONS):
        for node in expressions_of(statement):
            if isinstance(node, ast.NamedExpr):
                yield from _each(node.target, node.value)


def _each(target: ast.AST, value: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The names of a target, with their parts of the value where both are written out."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Starred):
        yield from _each(target.value, value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        parts = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
        is_paired = len(parts) == len(target.elts)
        for number, one in enumerate(target.elts):
            yield from _each(one, parts[number] if is_paired else value)


def run_by_command(statement: ast.stmt) -> tuple[list[ast.stmt], list[str], bool]:
    """The code run by a notebook's command: the body of `%%time`, files of `%run`, or `%pylab`."""
    call = statement.value if isinstance(statement, (ast.Expr, ast.Assign)) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return [], [], False
    words = [str(one.value) for one in call.args if isinstance(one, ast.Constant)]
    if call.func.attr in {"run_cell_magic", "run_cell", "ex"} and words:
        body = statements_of(words[-1])
        for inside in body:
            for node in ast.walk(inside):
                if hasattr(node, "lineno"):
                    node.lineno = statement.lineno
        return body, [], False
    if call.func.attr in {"run_line_magic", "magic"} and words:
        name, _, rest = " ".join(words).strip().lstrip("%").partition(" ")
        files = [re.sub(r"\.(py|ipynb)$", "", word) for word in rest.split()]
        return [], files if name == "run" else [], name == "pylab"
    return [], [], False
