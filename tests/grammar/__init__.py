"""All that the input grammar lets somebody write: its productions, each at every place there is."""
