"""A request as a JSON Schema, for form builders, OpenAPI documents and the tools of models.

Everything here is made of the tables alone and is plain data. `json_schema` is the schema of a
request, in draft 2020-12, without references, with patterns that every dialect of regular
expressions reads alike; it says what the rules say as far as a schema can, and `ONLY_THE_ENGINE`
lists the rest. `tool_schema` is the parameters of a tool, and `tables_json` the tables for a page
or another language. Nothing here judges a request. The README in this folder is the guide.

A task type in one mode is a *cell*: what it says of each field, and of fields together. What every
cell says is in the schema once; what only some say is under a condition on the task type, on the
mode, or on both.
"""

from seedance_rules.schema.document import (
    ONLY_THE_ENGINE,
    json_schema,
    tables_json,
    tool_schema,
)

__all__ = ["ONLY_THE_ENGINE", "json_schema", "tables_json", "tool_schema"]
