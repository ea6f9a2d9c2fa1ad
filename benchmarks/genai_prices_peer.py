"""The nearest library for prices alone: genai-prices, with the prices of this page as its data.

Its data has no such models, so a provider with one model a pair of task type and resolution is put
beside its engine, as its users do with prices of their own. It counts tokens: a second of output is
an output token and a second of input video an input token, which makes the same amounts. The time
of the request is given, so that no clock is read.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from genai_prices import Usage, calc_price
from genai_prices.data_snapshot import DataSnapshot, set_custom_snapshot
from genai_prices.types import ClauseEquals, ModelInfo, ModelPrice, Provider

__all__ = ["install_prices", "price"]

_PROVIDER: Final = "seedance"
_WHEN: Final = datetime(2026, 6, 8, tzinfo=UTC)
_PRICES: Final = {
    "seedance-2/480p": "0.10",
    "seedance-2/720p": "0.20",
    "seedance-2/1080p": "0.50",
    "seedance-2-fast/480p": "0.08",
    "seedance-2-fast/720p": "0.16",
    "seedance-2-mini/720p": "0.15",
    "seedance-2-less-restriction/480p": "0.11",
    "seedance-2-less-restriction/720p": "0.22",
    "seedance-2-less-restriction/1080p": "0.55",
    "seedance-2-fast-less-restriction/480p": "0.088",
    "seedance-2-fast-less-restriction/720p": "0.176",
}


def install_prices() -> None:
    """Put the prices of the page in the place of those that genai-prices ships."""
    million = 1_000_000  # its prices are for that many
    models = [
        ModelInfo(
            id=name,
            match=ClauseEquals(name),
            prices=ModelPrice(
                output_mtok=Decimal(dollars) * million, input_mtok=Decimal(dollars) * million / 2
            ),
        )
        for name, dollars in _PRICES.items()
    ]
    provider = Provider(id=_PROVIDER, name=_PROVIDER, api_pattern=_PROVIDER, models=models)
    set_custom_snapshot(DataSnapshot(providers=[provider], from_auto_update=False))


def price(model: str, duration: int, video_seconds: float) -> Decimal:
    """Return the credits of a model such as `seedance-2/720p`, with prices installed."""
    return calc_price(
        Usage(output_tokens=duration, input_tokens=video_seconds),
        model_ref=model,
        provider_id=_PROVIDER,
        genai_request_timestamp=_WHEN,
    ).total_price
