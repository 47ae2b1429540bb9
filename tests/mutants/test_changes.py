"""The wrongs that `make mutants` tries are wrong, and one at a time."""

import ast

from tests.mutants.changes import mutants

CODE = """
def late(day, due):
    return day > due and not due.startswith('x')
LIMIT = 24
"""


def test_each_differs_from_the_program_in_one_place_and_is_a_program() -> None:
    tried = list(mutants(CODE))
    assert [(mutant.before, mutant.after) for mutant in tried] == [
        ("24", "25"),
        ("day > due and (not due.startswith('x'))", "day > due or not due.startswith('x')"),
        ("day > due", "day >= due"),
        ("not due.startswith('x')", "not not due.startswith('x')"),
        ("due.startswith('x')", "due.endswith('x')"),
    ]
    assert len({mutant.source for mutant in tried} | {ast.unparse(ast.parse(CODE))}) == len(tried) + 1
