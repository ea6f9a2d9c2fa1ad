"""Compare a saved documentation page, every piece of it, with what a version's page said.

`compare_document` returns `()` when the page says what it said and the tables hold it. README.md
beside this file is the guide; `<version>.page.toml` in `spec_tables` says what a page said.
"""

from seedance_rules.conformance.page.compare import Difference, compare_document
from seedance_rules.conformance.page.known import NoPage

__all__ = ["Difference", "NoPage", "compare_document"]
