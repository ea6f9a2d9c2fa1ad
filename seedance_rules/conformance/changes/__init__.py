"""What changed between two versions of the tables, as a changelog: `compare_specs`.

Changes are found in the plain data, so that each has a place to look at, and are judged by what
holds before and after them: whether a request can now be rejected, cost more, or end worse.

    from seedance_rules.conformance import changes_to_markdown, compare_specs

    changes = compare_specs("2026-08-08", "2026-09-22")
    assert str(changes[0]) == "prices.seedance-2-fast.480p: '0.064' -> '0.048'"
    assert not any(change.breaking for change in changes)
    print(changes_to_markdown(changes))

Both may be versions or specs, also tables of your own.
"""

from seedance_rules.conformance.changes.compare import Change, changes_to_markdown, compare_specs

__all__ = ["Change", "changes_to_markdown", "compare_specs"]
