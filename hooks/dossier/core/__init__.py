"""What all stages share: values that pass between them, problems, addresses, digests, the cache."""
