"""A request as a JSON Schema, for form builders, OpenAPI documents and the tools of agents.

The schema is made of the tables alone and stands for itself: plain data in draft 2020-12, without
references, with patterns that every dialect of regular expressions reads alike. It says what the
rules say as far as a schema can; `ONLY_THE_ENGINE` lists the rest. Nothing here judges a request.

A task type in one mode is a *cell*: what it says of each field, and of fields together. What every
cell says stands in the schema once; what only some say stands under a condition on the task type,
on the mode, or on both.
"""

from seedance_rules.schema.document import ONLY_THE_ENGINE, json_schema

__all__ = ["ONLY_THE_ENGINE", "json_schema"]
