"""The documentation's tables as TOML, one file a version, and what generates from them."""
