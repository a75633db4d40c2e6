"""Qt-free: asks the operations and builds view models. Lives on the worker thread."""
