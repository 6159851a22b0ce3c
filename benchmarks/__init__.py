"""What Uphill claims to be fast, runnable: each figure is a ratio to something else measured in the same run."""
