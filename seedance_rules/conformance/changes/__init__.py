"""What changed between two versions of the tables, as a changelog: `compare_specs`.

Changes are found in the plain data, so that each has a place to look at, and are judged by what
holds before and after them: whether a request can now be rejected, cost more, or end worse.
"""

from seedance_rules.conformance.changes.compare import Change, changes_to_markdown, compare_specs

__all__ = ["Change", "changes_to_markdown", "compare_specs"]
