"""Many small cases in one test, which names every one that fails.

A test of its own costs some ten milliseconds, in a worker and in who hands the tests out; thousands of cases that take
less than that would double their time. What needs a file, a screen or a moment of its own stays a test of its own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence


def each(
    names: str, cases: Iterable[object], ids: Callable[..., str] | Sequence[str] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """In the place of `pytest.mark.parametrize`; the other arguments of the test are fixtures, shared by all cases.

    Args:
        names: the arguments that are given, with commas between.
        cases: their values; a tuple a case where there are several.
        ids: what a case is called when it fails, or how that is made of its first value.
    """
    listed, given = list(cases), [name.strip() for name in names.split(",")]
    assert listed, "nothing is tried"

    def made(function: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(function)

        def every(**fixtures: object) -> None:
            failures = []
            for place, case in enumerate(listed):
                values = case if len(given) > 1 and isinstance(case, tuple) else (case,)
                name = ids(values[0]) if callable(ids) else ids[place]
                try:
                    function(**dict(zip(given, values, strict=True)), **fixtures)
                except AssertionError as error:
                    failures.append(f"{name}: {error}")
                except Exception as error:
                    error.add_note(name)
                    raise
            assert not failures, "\n".join([f"{len(failures)} of {len(listed)}:", *failures])

        every.__name__, every.__doc__, every.__module__ = function.__name__, function.__doc__, function.__module__
        fixtures = [each for name, each in signature.parameters.items() if name not in given]
        vars(every)["__signature__"] = signature.replace(parameters=fixtures)
        return every

    return made
