"""The statements by hand beside `bench/natural.py`: each starts from the side where there are few."""

import re
from pathlib import Path
from typing import LiteralString, cast

_WRITTEN = Path(__file__).with_suffix(".cypher").read_text(encoding="utf-8")
BY_HAND: dict[str, LiteralString] = {
    name: cast("LiteralString", text.strip())
    for name, text in re.findall(r"^// # (.+)\n((?:(?!// # ).*\n)+)", _WRITTEN, re.MULTILINE)
}
"""Each statement by the question it answers."""
