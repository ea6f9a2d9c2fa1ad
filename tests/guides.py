"""The guides of the project, and the blocks of Python in them, for the tests that run or check them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

__all__ = ["ROOT", "guides", "python_blocks", "sections"]

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def guides() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of the README, of each guide, and of each docstring of a module
    that has blocks.
    """
    for path in (ROOT / "README.md", *sorted((ROOT / "seedance_rules").rglob("*.md"))):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "seedance_rules").rglob("*.py")):
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        if "```python" in text:
            yield path.relative_to(ROOT).as_posix(), text


def python_blocks(text: str) -> list[str]:
    """Return the blocks of Python in a text, in their order."""
    return [block for language, block in _BLOCK.findall(text) if language == "python"]


def sections(text: str) -> dict[str, list[str]]:
    """Return the blocks of Python under each heading that has any."""
    _, *parts = _HEADING.split(text)
    found = zip(parts[::2], map(python_blocks, parts[1::2]), strict=True)
    return {heading: blocks for heading, blocks in found if blocks}
