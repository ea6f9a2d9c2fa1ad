"""What every test module shares: in CI a skipped test is a failure, since CI has all it needs.

And what is quick runs first, so that a fault shows early: in the clause it breaks, where there is one.
"""

import os
from collections.abc import Generator

import pytest

LONG = ("test_conformance_other_tables", "test_trust_tables", "test_agreement")
"""Modules that take seconds, in the order in which they run after the others."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else -1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be missing: {report.longrepr}"
    return report
