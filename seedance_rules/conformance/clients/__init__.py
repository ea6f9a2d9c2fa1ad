"""Check clients against the documented rules: cases, asking about them, and what differs."""
