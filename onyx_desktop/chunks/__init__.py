"""Documents → chunks: passages that fit a model, each with its page and exact span."""
