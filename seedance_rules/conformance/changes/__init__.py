"""What changed between two versions of the tables, as a changelog: `compare_specs`.

Changes are found in the plain data, so that each has a place to look at, and are judged by what
holds before and after them: whether a request can now be rejected, cost more, or end worse.

```python
from seedance_rules.conformance import changes_to_markdown, compare_specs

changes = compare_specs("2026-08-08", "2026-09-22")
assert str(changes[0]) == "prices.seedance-2-fast.480p: '0.064' -> '0.048'"
assert not any(change.breaking for change in changes)
print(changes_to_markdown(changes))  # for the description of a pull request
```

Both may be names of versions or specs, also tables of your own. A change is breaking when a request
that was accepted can now be rejected or cost more, or when a content rejection can end worse. That
is judged by the limits that hold for every task type and mode: a general limit that a more
particular one overrules breaks nothing. What cannot be told counts as breaking.
"""

from seedance_rules.conformance.changes.compare import Change, changes_to_markdown, compare_specs

__all__ = ["Change", "changes_to_markdown", "compare_specs"]
