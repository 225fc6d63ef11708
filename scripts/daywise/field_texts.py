"""What the model's own source says of each key: the text that stands right after a field.

Pydantic could take them up itself (``use_attribute_docstrings``), but it reads the source anew whenever a program
begins, a tenth of a check, and they are wanted only for the schema and for a key that is missing.
"""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise

from pydantic import BaseModel


@cache
def field_texts(model: type[BaseModel]) -> dict[str, str]:
    """Give what is said of each field of a model, by the field's name."""
    (body,) = ast.parse(inspect.getsource(model)).body
    statements = body.body if isinstance(body, ast.ClassDef) else []
    return {
        field.target.id: inspect.cleandoc(str(after.value.value))
        for field, after in pairwise(statements)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
    }
