"""Hypothesis strategies over a version of the tables, for clients that property-test themselves.

`valid_requests` draws what the service accepts, `invalid_requests` what it rejects with the codes
of every violation, `requests` everything between them and far beyond. What they draw follows from
the `Spec` alone, so that a new version of the tables, or a user's own, brings its own requests.
They shrink towards the plainest request there is, one with a prompt and nothing else. The README
in this folder is the guide.

Needs hypothesis: `pip install "seedance-rules[testing]"`. Nothing here sends, judges or prices.
"""

try:
    import hypothesis as _hypothesis  # noqa: F401 - asked for here, to say what to install
except ImportError as error:
    raise ImportError(
        "seedance_rules.strategies needs hypothesis; "
        'install it with: pip install "seedance-rules[testing]"'
    ) from error

from seedance_rules.strategies.drawing import (
    invalid_requests,
    requests,
    respelled,
    valid_requests,
)
from seedance_rules.strategies.durations import (
    MediaDurations,
    invalid_durations,
    media_durations,
    overlong_audio,
    overlong_video,
    priced_requests,
    seconds,
)
from seedance_rules.strategies.values import anything, json_values, prompts, urls

__all__ = [
    "MediaDurations",
    "anything",
    "invalid_durations",
    "invalid_requests",
    "json_values",
    "media_durations",
    "overlong_audio",
    "overlong_video",
    "priced_requests",
    "prompts",
    "requests",
    "respelled",
    "seconds",
    "urls",
    "valid_requests",
]
