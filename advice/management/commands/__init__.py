"""Content from and to files, its checks, and ``advise``."""
