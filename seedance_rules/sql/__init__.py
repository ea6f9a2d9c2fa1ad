"""The same prices and verdicts where the data lives: SQL for millions of logged tasks.

`credits_query`, `credits_expression` and `prices_query` return text that prices the rows of a log
in SQLite, DuckDB or Spark, by one version or by that of the day of each row. `verdict` and
`verdicts` judge whole requests, a flat row each, in a loop, in processes or in the partitions of a
Spark job. Nothing here connects to a database, and nothing needs one, or pandas, or Spark, to be
installed. The guide is README.md beside this file.
"""

from seedance_rules.sql.dialects import CREDIT_DIGITS, DIALECTS, InvalidName, UnknownDialect
from seedance_rules.sql.judging import (
    VERDICT_COLUMNS,
    VERDICT_SCHEMA,
    ColumnTaken,
    verdict,
    verdicts,
)
from seedance_rules.sql.prices import (
    INPUT_SECOND_PLACES,
    MOST_INPUT_SECOND_PLACES,
    MOST_SECONDS,
    PrecisionExceeded,
    credit_places,
    credits_expression,
    credits_query,
    prices_query,
)

__all__ = [
    "CREDIT_DIGITS",
    "DIALECTS",
    "INPUT_SECOND_PLACES",
    "MOST_INPUT_SECOND_PLACES",
    "MOST_SECONDS",
    "VERDICT_COLUMNS",
    "VERDICT_SCHEMA",
    "ColumnTaken",
    "InvalidName",
    "PrecisionExceeded",
    "UnknownDialect",
    "credit_places",
    "credits_expression",
    "credits_query",
    "prices_query",
    "verdict",
    "verdicts",
]
