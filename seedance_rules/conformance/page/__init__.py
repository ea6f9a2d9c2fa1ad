"""A saved documentation page, every piece of it compared with what a version's page said."""
