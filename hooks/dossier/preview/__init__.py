"""What scripts/serve adds: pages made when asked for, and problems in the browser."""
