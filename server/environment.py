"""What is said of a setting that cannot be, whichever settings it is one of."""

from pydantic import ValidationError

from graph.errors import BadInput


def unusable(error: ValidationError, prefix: str, *, secret: bool = False) -> BadInput:
    """The refusal of the first setting that cannot be, by its variable; a secret's value is not told."""
    first = error.errors()[0]
    name = f"{prefix}{str(first['loc'][0]).upper()}"
    said = "cannot be" if secret else f"is {first['input']!r}"
    ours = first.get("ctx", {}).get("error")
    why = str(ours) if ours else first["msg"].lower()
    return BadInput(f"{name} {said}: {why.removesuffix('.')}.")
